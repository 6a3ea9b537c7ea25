"""Manuals: what the pages state is asked in several ways, answered as the page says it, and pointed back to its place."""
