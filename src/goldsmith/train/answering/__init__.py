"""Who answers prompts: a model on this machine, an endpoint, or the project's own readers."""
