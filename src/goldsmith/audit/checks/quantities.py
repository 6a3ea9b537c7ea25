"""Whether measured values can be true: one dimension an attribute, units where they belong, magnitudes, pairs that agree."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice, pairwise
from typing import Any

from goldsmith.audit import measures
from goldsmith.audit.grounding import leaves, structured
from goldsmith.audit.measures import BARE, DIGIT, Measures, attributes, breaks_bound, dimensions, unit_asked_for
from goldsmith.audit.plausible import bound_of, dimension_of, spoken
from goldsmith.audit.sense import Sense
from goldsmith.extractors.agreement import agree
from goldsmith.extractors.examples import Example
from goldsmith.extractors.figures import POINT, decimal_mark
from goldsmith.extractors.quantities import Quantity, measured
from goldsmith.extractors.units import FOLD, Unit, unit_at

PHYSICAL = frozenset(
    ("length", "torque", "pressure", "power", "voltage", "current", "volume", "mass", "temperature", "charge", "rotation",
     "speed", "resistance", "capacitance")
)  # fmt: skip
"""Dimensions that no one attribute is given in by turns; a discount may be a share or money, an interval km or months."""
PAIR = re.compile(r"\d ?(?:[^\W\d_]|°|\")[^\n\d]{0,14}? ?(?:\(|/|=) ?[≈~=]? ?\d")
BEFORE, BEHIND = 24, 60
"""Characters around a pair in which its two readings are looked for."""
NO_PAIRS = frozenset(("time", "money", "data", "ratio", "share", "angle"))
"""Dimensions whose slashed or bracketed values are seldom two readings of one value."""
FAR = 12
"""A ratio from which two values are two things, not a wrong digit or decimal mark."""
ABOUT = re.compile(r"(?:about|around|roughly|approx\w*\.?|nearly|almost|over|[~≈]) ?$", re.IGNORECASE)
ONLY_BARE = frozenset((BARE,))
WITH_UNIT = re.compile(r"(?<![\w.,-])(\d[\d.,]*\d)[ -]?(?:[^\W\d_]+|[°%][^\W\d_]?)")
LONGEST = 2_000
"""Characters of an answer whose units are held against the context's."""
MOST = 12
KELVIN_ZERO = {"°C": Decimal("-273.15"), "°F": Decimal("-459.67"), "K": Decimal(0)}
COLD = re.compile(r"[-−]\s?\d{3,}(?:\.\d+)?\s?(?:°|º|℃|℉|deg|K\b|C\b|F\b)")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
CLOCK_NAMES = re.compile(
    r"(?:^|\.)(?:time|start_time|end_time|departure_time|arrival_time|opening_time|closing_time|time_of_day)$"
)
FIGURE = re.compile(r"\d[\d.,]*")
CONTEXT = 12
"""Characters behind a number of the context in which its unit is looked for."""


def wrong_dimension(example: Example, sense: Sense) -> Sequence[str] | None:
    """A value in another dimension than its attribute has elsewhere, or can have, or than the question names."""
    applied = False
    found = []
    for attribute, text in _measured_attributes(example):
        expected = _expected(attribute, sense.measures)
        given = dimensions(text) if expected else None
        if given is not None and given != ONLY_BARE:
            applied = True
            if evidence := _strange(attribute, text, given, expected):
                found.append(evidence)
    if (asked := unit_asked_for(example.prompt)) and len(example.answer) <= measures.LONGEST:
        given = dimensions(example.answer)
        applied = True
        if given is not None and (
            evidence := _strange("the answer", example.answer, given, {asked: "by the question"})
        ):
            found.append(evidence)
    return tuple(found) if applied else None


def _expected(attribute: str, known: Measures) -> dict[str, str]:
    """The dimensions that an attribute should have, each with the reason."""
    expected = {}
    if usual := known.dimensions.get(attribute, ""):
        expected[usual] = "in nearly all other answers"
    if attribute.startswith("the ") and (named := dimension_of(attribute.removeprefix("the "))):
        expected.setdefault(named, "by its name")
    return expected


def _strange(attribute: str, text: str, given: frozenset[str], expected: Mapping[str, str]) -> str:
    """The evidence where the one physical dimension of a value is none that is expected; several are left alone."""
    if len(given) != 1 or not given <= PHYSICAL:
        return ""
    wrong = [f"a {one} {why}" for one, why in expected.items() if one in PHYSICAL and one not in given]
    return f"{attribute} is {wrong[0]}; here {text.strip()[:60]!r}" if wrong else ""


def _measured_attributes(example: Example) -> Iterator[tuple[str, str]]:
    if DIGIT.search(example.answer):
        yield from attributes(example, structured(example.answer))


def missing_unit(example: Example, sense: Sense) -> Sequence[str] | None:
    """A number without a unit where nearly all answers to the same question have one."""
    if not sense.measures.dimensions:
        return None
    known = [(name, text) for name, text in _measured_attributes(example) if name in sense.measures.dimensions]
    if not known:
        return None
    return tuple(f"{name} {text.strip()!r} has no unit" for name, text in known if dimensions(text) == ONLY_BARE)


def units_disagree(example: Example, sense: Sense) -> Sequence[str] | None:
    """Two readings of one value, in two units, that cannot both be true."""
    pairs = [pair for found in PAIR.finditer(example.answer) for pair in _pairs(example.answer, found)]
    if not pairs:
        return None
    return tuple(
        f"{one.text!r} and {other.text!r} are not the same {one.dimension}"
        for one, other in dict.fromkeys(pairs)
        if agree(one, other) is False
    )


def _pairs(text: str, found: re.Match[str]) -> Iterator[tuple[Quantity, Quantity]]:
    start = max(0, found.start() - BEFORE)
    while start and not text[start - 1].isspace():
        start -= 1
    read = measured(text[start : found.end() + BEHIND].split("\n\n")[0], decimal_mark(text) or POINT)
    head: Quantity | None = None
    for before, after in pairwise(read):
        if after.joint != ",":
            head = before
        if head is not None and _comparable(head, after, before) and not ABOUT.search(text, 0, start + head.start):
            yield head, after


def _comparable(head: Quantity, after: Quantity, before: Quantity) -> bool:
    """Whether two values side by side are meant as one value in two units."""
    if after.joint not in ("(", "/", "=", ",") or head.dimension != after.dimension or head.dimension in NO_PAIRS:
        return False
    if head.unit == after.unit or "x" in (head.joint, before.joint) or head.limit or after.limit:
        return False
    if after.joint == "," and before.joint not in ("(", ","):
        return False
    return _near(head, after)


def _near(head: Quantity, after: Quantity) -> bool:
    if (
        head.unit is None
        or after.unit is None
        or not head.unit.sizes
        or not after.unit.sizes
        or not head.low
        or not after.low
    ):
        return False
    if head.dimension == "temperature":
        return True
    ratio = abs(head.low * head.unit.sizes[0] / (after.low * after.unit.sizes[0]))
    return Decimal(1) / FAR <= ratio <= FAR


def unit_changed(example: Example, sense: Sense) -> Sequence[str] | None:
    """A number of the context that the answer gives with another unit."""
    written = list(islice(WITH_UNIT.finditer(example.answer[:LONGEST]), MOST))
    if not written:
        return None
    asked = example.asked
    changed = [found for found in written if found[0] not in asked and found[1] in asked]
    given = [one for found in changed for one in measured(example.answer[found.start() : found.end() + BEHIND])[:1]]
    return tuple(
        f"{one.text!r}: the context has {said!r}"
        for one in given
        if _telling(one) and (said := _said_otherwise(asked, one)) is not None
    )


def _telling(one: Quantity) -> bool:
    """A value whose digits are its own: two of them at least, and a unit that is no money."""
    single = one.single and len(FIGURE.findall(one.text)) == 1
    return single and one.dimension not in ("money", "angle", "ratio") and sum(map(str.isdigit, one.text)) > 1


def _said_otherwise(asked: str, one: Quantity) -> str | None:
    """What the context says where it has this number with other units only."""
    written = re.match(r"[-+−]?(\d[\d.,]*\d)", one.text.strip())
    if written is None or one.unit is None:
        return None
    said = ""
    for found in re.finditer(rf"(?<![\w.,-]){re.escape(written[1])}(?![\w]?\d|[.,]\d)", asked):
        behind = asked[found.end() : found.end() + CONTEXT * 2].translate(FOLD)
        unit = unit_at(behind, 1 if behind[:1] in " -" else 0)
        if (
            unit is None
            or _same_size(unit[0], one.unit)
            or behind[:1] in "'\""
            or unit[0].dimension in ("angle", "money")
        ):
            return None
        said = said or asked[found.start() : found.end() + unit[1]]
    return said or None


def _same_size(first: Unit, second: Unit) -> bool:
    if first == second or (first.dimension == second.dimension and not (first.sizes and second.sizes)):
        return True
    return first.dimension == second.dimension and bool(set(first.sizes) & set(second.sizes))


def impossible_value(example: Example, sense: Sense) -> Sequence[str] | None:
    """A value that nothing can have: beyond the bounds of nature or of the calendar."""
    if not DIGIT.search(example.answer):
        return None
    answer = structured(example.answer)
    if answer is not None:
        told = ((path, leaf) for path, leaf in leaves(answer) if path not in sense.measures.otherwise)
        return tuple(evidence for path, leaf in told if (evidence := _impossible_leaf(path, leaf)))
    return tuple(_impossible_words(example.answer))


def _impossible_leaf(path: str, leaf: Any) -> str:
    bound = bound_of(path)
    if bound is not None and breaks_bound(path, leaf):
        return f"{path} {leaf!r} is beyond what {bound.name} can be ({_ends(bound.least, bound.most)})"
    if isinstance(leaf, str) and DATE.fullmatch(leaf[:10]) and not _is_day(leaf[:10]):
        return f"{path} {leaf!r} is no day of the calendar"
    clock = CLOCK.fullmatch(leaf) if isinstance(leaf, str) else None
    if clock and CLOCK_NAMES.search(path) and (int(clock[1]) > 24 or int(clock[2]) > 59):
        return f"{path} {leaf!r} is no time of day"
    return next(_cold(leaf), "") if isinstance(leaf, str) else ""


def _ends(least: Decimal | None, most: Decimal | None) -> str:
    return f"{'' if least is None else least} to {'' if most is None else most}".strip()


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return text[:4] == "0000"
    return True


def _impossible_words(text: str) -> Iterator[str]:
    for found in spoken().finditer(text):
        bound = bound_of(found[1])
        if bound and bound.broken_by(Decimal(found[2].replace("−", "-"))):
            yield f"{found[0]!r} is beyond what {bound.name} can be ({_ends(bound.least, bound.most)})"
    yield from _cold(text)


def _cold(text: str) -> Iterator[str]:
    """Temperatures below absolute zero."""
    if COLD.search(text):
        for one in measured(text):
            zero = KELVIN_ZERO.get(one.unit.name) if one.unit else None
            if zero is not None and one.low < zero:
                yield f"{one.text!r} is below absolute zero"


ROWS = {
    "wrong_dimension": wrong_dimension,
    "missing_unit": missing_unit,
    "units_disagree": units_disagree,
    "unit_changed": unit_changed,
    "impossible_value": impossible_value,
}
SETS = ()
