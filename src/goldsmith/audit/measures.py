"""Learns what each attribute of a file is measured in: a field of JSON answers, or the phrase that a question asks for."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from goldsmith.audit.grounding import leaves, structured
from goldsmith.audit.plausible import bound_of
from goldsmith.extractors.examples import Example
from goldsmith.extractors.quantities import quantities
from goldsmith.extractors.units import unit_named

LEAST = 20
"""Rows from which an attribute's dimension is known."""
MOSTLY = 0.9
"""Share of its values that must have one dimension."""
LONGEST = 160
"""Characters of an answer, or a leaf of one, that may state one attribute."""
BARE = ""
"""The dimension of a number without a unit that is all of its text."""
ASKED = re.compile(
    r"\b(?:what(?:'s|’s| is| are| was)|what do(?:es)? [\w ]{1,30}? (?:give|say|specify|state|list) (?:for|about)|"
    r"(?:which|what) (?:value|figure|specification|setting) (?:applies to|is given for|holds for)|"
    r"give|state|specify|tell me|name|find|look up|how much is) (?:me )?the "
    r"([a-z][\w-]*(?: [a-z][\w-]*){0,3}?)(?= (?:of|for|on|in|at|from|according|as)\b|\s*[?.,:]|$)",
    re.IGNORECASE,
)
HOW_MANY = re.compile(
    r"\bhow many ([a-z]+\b(?:[ -](?:pounds?|met(?:re|er)s?)\b)?)(?! per\b| of (?:torque|pressure|force)\b)",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"^([a-z][\w-]*(?: [a-z][\w-]*){0,3}?) (?:of|for) (?:the|an?|my|your|this)\b", re.IGNORECASE | re.MULTILINE
)
"""A request that is no sentence: "Wheelbase of the T4"."""
NUMERIC = re.compile(r"[-+−]?\d+(?:\.\d+)?\s?%?")
DIGIT = re.compile(r"\d")
ONLY_NUMBER = re.compile(r"\s*[-+−]?\d[\d.,]*\.?\s*")
UNITED = re.compile(r"\d ?(?:[^\W\d_]|[°%$€£µΩ'\"])|[$€£] ?\d")


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """The dimension of each attribute that nearly always has the same one, and the fields that mean something else by a
    bounded name (degrees in millionths); equal to itself alone.
    """

    dimensions: Mapping[str, str] = field(default_factory=dict)
    otherwise: frozenset[str] = frozenset()


def learn(examples: Iterable[Example]) -> Measures:
    """What a sample of rows tells."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    bounded: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for example in examples:
        answer = structured(example.answer)
        bounds = [
            (path, is_broken) for path, leaf in leaves(answer) if (is_broken := breaks_bound(path, leaf)) is not None
        ]
        bounded.update(path for path, _ in bounds)
        broken.update(path for path, is_broken in bounds if is_broken)
        for attribute, text in attributes(example, answer):
            if (found := dimensions(text)) is not None and len(found) == 1:
                counts[attribute].update(found)
    known = {name: dims.most_common(1)[0] for name, dims in counts.items() if dims.total() >= LEAST}
    mostly = {name: dim for name, (dim, count) in known.items() if dim and count >= MOSTLY * counts[name].total()}
    return Measures(mostly, frozenset(path for path, count in broken.items() if 2 * count > bounded[path] >= LEAST))


def breaks_bound(path: str, leaf: Any) -> bool | None:
    """Whether a leaf has a value that its field cannot have; None where no bound is known or it is no number."""
    bound = bound_of(path) if leaf is not None and leaf != "" else None
    value = number(leaf) if bound is not None else None
    return bound.broken_by(value) if bound is not None and value is not None else None


def number(leaf: Any) -> Decimal | None:
    """The value of a numeric leaf, or of a text that is a number alone or in percent."""
    if isinstance(leaf, (int, float)) and not isinstance(leaf, bool):
        return Decimal(str(leaf))
    if isinstance(leaf, str) and NUMERIC.fullmatch(leaf):
        return Decimal(leaf.rstrip("% ").replace("−", "-"))
    return None


def attributes(example: Example, answer: Any) -> Iterator[tuple[str, str]]:
    """The attributes that an answer gives, each with the text of its value."""
    if answer is not None:
        for path, leaf in leaves(answer):
            if isinstance(leaf, str) and len(leaf) <= LONGEST and DIGIT.search(leaf):
                yield path, leaf
            elif isinstance(leaf, (int, float)) and not isinstance(leaf, bool):
                yield path, str(leaf)
    elif len(example.answer) <= LONGEST and DIGIT.search(example.answer) and (asked := asked_for(example.prompt)):
        yield f"the {asked}", example.answer


def asked_for(prompt: str) -> str:
    """The attribute that a question asks for, in lower case; empty where it asks for several or in other words."""
    found = ASKED.findall(prompt[-400:]) or NAMED.findall(prompt[-400:])
    return str(found[0]).lower() if len(found) == 1 else ""


def unit_asked_for(prompt: str) -> str:
    """The dimension of the unit that a question names: "how many millimetres"; empty where it names none."""
    found = HOW_MANY.search(prompt[-400:])
    unit = unit_named(found[1].lower()) if found else None
    return unit.dimension if unit and unit.dimension != "mass" else ""


@lru_cache(maxsize=64)
def dimensions(text: str) -> frozenset[str] | None:
    """The dimensions that a text gives; BARE for a number that stands alone, None where there is neither."""
    if ONLY_NUMBER.fullmatch(text):
        return frozenset((BARE,))
    if not UNITED.search(text):
        return None
    return frozenset(one.dimension for one in quantities(text) if one.unit is not None) or None
