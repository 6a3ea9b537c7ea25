"""Wording: what a record sounds like. Nothing here knows arithmetic or draws a value."""
