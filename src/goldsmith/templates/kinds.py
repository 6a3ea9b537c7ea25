"""The attribute kind of an ask: what its value shows first, which decides by which words one may ask for it."""

import re
from collections.abc import Sequence

from goldsmith.extractors.manual.asked import STEPS, VALUE
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.tasks import EXPLANATION, TROUBLESHOOTING, task_of

STEPS_KIND, STEP_KIND, ANY = "steps", "step", "any"
DIMENSIONS = frozenset(
    ("torque", "length", "pressure", "temperature", "volume", "mass", "speed", "rotation", "voltage", "current", "power",
     "ratio", "time")
)  # fmt: skip
MEASURE, TEXT, CODE, PART, PROSE = "measure", "text", "code", "part", "prose"
LEADING = re.compile(
    r"(?:max|min|approx|ca|about|up to|at least|at most|from|over|under|below|above)?\.? ?", re.IGNORECASE
)
PART_NUMBER = re.compile(r"(?=(?:\D*\d){5})[A-Z]{0,4}[- ]?\d[\dA-Za-z]*(?:[-. ]\d[\dA-Za-z]*)+")
DESIGNATION = re.compile(r"(?=\S*\d)[A-Za-z][\w.×/-]*|\d+/\d+\"?-\d+ UN\w*")


def kind_of(what: str, facts: Sequence[Fact]) -> str:
    """The kind of what is asked for: the dimension that the value begins with, a text, a code, prose, or steps."""
    if what != VALUE:
        return STEPS_KIND if what == STEPS else STEP_KIND
    if not facts:
        return ANY
    fact = facts[0]
    if task_of(fact) in (EXPLANATION, TROUBLESHOOTING):
        return PROSE
    if fact.quantities:
        before = fact.text[: fact.quantities[0].start].removeprefix(fact.qualifier).strip(" (:-")
        dimension = fact.quantities[0].dimension
        if LEADING.fullmatch(before):
            return dimension if dimension in DIMENSIONS and len(fact.text) < 60 else MEASURE
        return TEXT
    if PART_NUMBER.fullmatch(fact.text):
        return PART
    return CODE if DESIGNATION.fullmatch(fact.text) else TEXT
