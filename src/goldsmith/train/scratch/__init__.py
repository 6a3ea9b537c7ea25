"""Models that are trained from nothing on a release alone."""
