"""A hand-written lie for every rule: it changes the record so that only that relation can see it."""
