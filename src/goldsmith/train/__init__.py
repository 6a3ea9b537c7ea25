"""From a verified release to a model: preflight, fit, watch, merge, evaluate, compare; the one place that imports torch."""
