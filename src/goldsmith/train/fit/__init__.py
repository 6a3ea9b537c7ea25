"""The training itself, and what watches it."""
