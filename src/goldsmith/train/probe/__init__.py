"""Learnability: what a small model from nothing learns of a release, and so what its prompts let anyone know."""
