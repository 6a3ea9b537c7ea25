"""Questions about a manual's pages: what is asked of which facts, and the part of the page that goes with a question."""
