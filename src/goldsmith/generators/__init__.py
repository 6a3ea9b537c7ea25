"""Dice in, true worlds out: every generator takes `rng` and nothing else random."""
