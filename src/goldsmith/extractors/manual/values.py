"""The value of a cell, line or item: its quantities, its unit from a heading, its repairs, or why it states none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from goldsmith.extractors.agreement import agree
from goldsmith.extractors.manual.facts import Repair
from goldsmith.extractors.manual.labels import unit_in
from goldsmith.extractors.manual.repair import decoded_anew, digits_for_letters, point_restored
from goldsmith.extractors.quantities import Quantity, quantities
from goldsmith.extractors.units import Unit

PLACEHOLDER = re.compile(
    r"\?{2,}|(?<![\w.])[xX]{2,}(?![\w])|_{2,}|(?<!\w)\.{3,}(?!\w)|\b(?:t\.?b\.?[adc]\.?)(?!\w)|\bto follow\b",
    re.IGNORECASE,
)
NOTHING = re.compile(
    r"[-–—‒−./ ]+|\?|n\.? ?/ ?a\.?|n\. ?a\.|none given|unknown|not (?:given|available|known|stated|specified|applicable)|no data",
    re.IGNORECASE,
)
DITTO = re.compile(
    r"-?[\"“”„″〃]-?|['’′]{2}|ditto|id(?:em|\.)|do\.|(?:the )?same|"
    r"(?:see|same as|like|as) (?:the )?(?:above|below|opposite|before|previous|(?:on the |to the )?(?:left|right))",
    re.IGNORECASE,
)
"""What stands for the value of another place, and says nothing without it."""
NO_PAIRS = frozenset(("time", "money", "data", "ratio", "share", "angle", "temperature"))
NUMERIC = re.compile(r"[\d.,'+\-–—−÷~±/ ()x×¼½¾]+(?:to [\d.,]+)?")

QUALIFIED = re.compile(r"\d{1,2}(?:st|nd|rd|th):? [\d.,]+|[^\W\d_]{1,16}:? \d+[.,]\d+")
"""A number with one word before it: "1st 3.72", "R 4.23". Other numbers without a unit, as in "DOT 4", may be names."""
NAME = re.compile(r"(?<![^\W_])(?:[A-Z]{2,4}|[A-Z][a-z]+) $")
"""A word before a number that makes one letter behind it a name: TR 450 C is no temperature."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a text states: after repairs, with its quantities; or a reason why it states nothing that may be taught."""

    text: str
    quantities: tuple[Quantity, ...] = ()
    unit_from: str = ""
    repairs: tuple[Repair, ...] = ()
    reason: str = ""
    evidence: str = ""


def value_of(literal: str, heads: Sequence[str], mark: str) -> Value:
    """Read a value under its headings, the nearest first; `mark` is the document's decimal mark."""
    if NOTHING.fullmatch(literal) or PLACEHOLDER.search(literal):
        return Value(literal, reason="placeholder", evidence=literal)
    if DITTO.fullmatch(literal):
        return Value(literal, reason="ditto", evidence=literal)
    text, repairs = decoded_anew(literal)
    head, unit = _unit(heads)
    text, more = digits_for_letters(text, unit.name if unit else "")
    text, read, found, evidence = _paired(text, mark)
    if evidence:
        return Value(literal, reason="units disagree", evidence=evidence)
    repairs += more + found
    if unit and read and all(one.unit is None for one in read) and NUMERIC.fullmatch(text.strip()):
        return Value(text, tuple(replace(one, unit=unit) for one in read), head, repairs)
    bare = NUMERIC.fullmatch(text.strip()) or QUALIFIED.fullmatch(text)
    return Value(text, tuple(one for one in read if bare or _is_measured(one, text)), "", repairs)


def _is_measured(one: Quantity, text: str) -> bool:
    """Whether a quantity has a unit, and its unit is no letter of a name."""
    letter = one.text[-1:].isalpha() and one.text[-2:-1] in " 0123456789"
    return one.unit is not None and not (letter and one.dimension == "temperature" and NAME.search(text[: one.start]))


def _unit(heads: Sequence[str]) -> tuple[str, Unit | None]:
    """The nearest heading that names a unit, and that unit."""
    return next(((head, unit) for head in heads if (unit := unit_in(decoded_anew(head)[0])) is not None), ("", None))


def _paired(text: str, mark: str) -> tuple[str, list[Quantity], tuple[Repair, ...], str]:
    """The text with its quantities, with a lost point restored, or with the evidence that two readings disagree."""
    read = quantities(text, mark)
    wrong = [(one, other) for one, other in pairs(read) if agree(one, other) is False]
    if not wrong:
        return text, read, (), ""
    one, other = wrong[0]
    restored = point_restored(text, one, other) if len(wrong) == 1 else None
    if restored is None:
        return text, read, (), f"{one.text} is not {other.text}"
    return restored[0], quantities(restored[0], mark), (restored[1],), ""


def pairs(read: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Two readings of one value side by side: 147 kW / 197 bhp; 20 Nm (2.0 kgf-m, 15.0 lbf-ft)."""
    head: Quantity | None = None
    for before, after in pairwise(read):
        if after.joint != ",":
            head = before
        elif head is not None and before.joint not in ("(", ","):
            head = None
        if head is None or after.joint not in ("(", "/", "=", ",", "|") or "x" in (head.joint, before.joint):
            continue
        known = head.unit is not None and after.unit is not None and head.unit != after.unit
        if known and head.dimension == after.dimension and head.dimension not in NO_PAIRS:
            yield head, after
