"""What a manual does not give, to be asked for all the same: models near its own, and things that it never names."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from goldsmith.extractors.manual.asked import VALUE, Asked, Names
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.questions import Questions

DESIGNATION = re.compile(r"(?:[A-Z][A-Za-z]*[ -]?)?[A-Z]*\d+[A-Za-z]?(?:[ -]\w+)*")
STEPS_ASIDE = (10, -10, 20, 50, -50, 100, 70, -20, 40, 150)
ROWS_OF_A_VERSION = 3
"""Rows from which on the head of a column counts as the name of a version."""


@cache
def never_named() -> tuple[str, ...]:
    """Things that machines may have and most manuals do not name."""
    return tuple(files("goldsmith.generators.manual").joinpath("absent.txt").read_text(encoding="utf-8").splitlines())


def nowhere(questions: Questions) -> Iterator[Asked]:
    """Questions for things none of whose words stands on the pages."""
    for thing in never_named():
        if questions.strangers.is_nowhere(thing):
            yield Asked(VALUE, Names((thing,)))


def other_models(facts: Sequence[Fact], questions: Questions) -> tuple[str, ...]:
    """Designations like those of the manual that stand nowhere on its pages."""
    counted = Counter(fact.model for fact in facts if fact.model)
    versions = Counter(path[-1] for fact in facts for path in fact.columns if fact.kind == "cell")
    counted.update({label: many for label, many in versions.items() if many >= ROWS_OF_A_VERSION and " " in label})
    made = (near for known in counted if DESIGNATION.fullmatch(known) for near in _near(known))
    return tuple(dict.fromkeys(name for name in made if questions.strangers.is_other_model(name)))


def _near(known: str) -> Iterator[str]:
    """A designation with its number changed a little; a number of one digit says how many of something there are."""
    found = re.search(r"\d{2,}", known)
    if found is None:
        return
    for step in STEPS_ASIDE:
        number = int(found[0]) + step
        if number > 0 and len(str(number)) == len(found[0]):
            yield f"{known[: found.start()]}{number}{known[found.end() :]}"


def of_other_models(made: Sequence[Asked], models: Sequence[str]) -> Iterator[Asked]:
    """The questions that name no version of the machine, asked for another model; each model in turn."""
    plain = [one for one in made if one.what == VALUE and not one.names.model and not one.names.column]
    for at, one in enumerate(plain if models else ()):
        yield replace(one, names=replace(one.names, model=models[at % len(models)]))
