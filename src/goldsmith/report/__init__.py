"""Pages for people: what an audit found, in one file that needs no network."""
