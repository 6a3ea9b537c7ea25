"""Typical errors in a sentence: what learners say instead, where the engine is sure that it is wrong."""

from goldsmith.generators.lessons import noun_errors, verb_errors
from goldsmith.generators.lessons.sentences import Said
from goldsmith.schemas.lessons import CounterExample


def errors(said: Said) -> tuple[CounterExample, ...]:
    """Every typical error that the sentence gives room for."""
    found: dict[str, CounterExample] = {}
    for maker in (*verb_errors.MAKERS, *noun_errors.MAKERS):
        for error in maker(said):
            found.setdefault(error.sentence, error)
    return tuple(found.values())
