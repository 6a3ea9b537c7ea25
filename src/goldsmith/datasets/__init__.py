"""Recipes to releases: plan, realise, build, verify, release."""
