"""Nouns, errors, keyed random streams and canonical bytes: what every layer may use."""
