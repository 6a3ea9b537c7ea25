"""Text in, values out: what a careful person would read, and nothing where two readings are possible."""
