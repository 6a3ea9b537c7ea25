"""Relations that a page's own values allow to be checked: displacement from bore, stroke and cylinders; pairs; sums."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.quantities import Quantity
from goldsmith.extractors.units import Unit

PI = Decimal("3.14159265358979")
WORDS = {
    "single": 1,
    "twin": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "eight": 8,
    "ten": 10,
    "twelve": 12,
}
COUNTED = re.compile(
    r"\b(?:inline|in-line|straight|flat|boxer|row of) ?[- ]?(\d{1,2}|" + "|".join(WORDS) + r")\b"
    r"|\b(\d{1,2}|" + "|".join(WORDS) + r")[- ]?cylinders?\b|\b[VILRvilr]-?(\d{1,2})\b(?! ?\d)"
)
SUM = re.compile(r"(?P<total>\d+(?:[.,]\d+)?) ?[^\W\d_]* ?\((?P<parts>\d+(?:[.,]\d+)?(?: ?\+ ?\d+(?:[.,]\d+)?)+)")
NO_PAIR = frozenset(("time", "money", "data", "ratio", "share", "angle", "temperature"))


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that could be checked: its kind, the page, whether it holds, and the values in words."""

    kind: str
    page: str
    holds: bool
    values: str


def relations(facts: Sequence[Fact]) -> list[Relation]:
    """Every relation that the facts allow to be checked."""
    pages: dict[tuple[str, tuple[str, ...]], list[Fact]] = defaultdict(list)
    for fact in facts:
        pages[(fact.origin.page, fact.section)].append(fact)
    found = [one for those in pages.values() for one in _displacement(those)]
    return found + [one for fact in facts for one in (*_pairs(fact), *_sums(fact))]


def _displacement(facts: Sequence[Fact]) -> Iterator[Relation]:
    """The displacement of every engine whose bore, stroke and cylinders stand in one section, column by column."""
    stated = [fact for fact in facts if _called(fact, "displacement") and _single(fact, "volume")]
    for fact in stated:
        near = [other for other in facts if other.columns == fact.columns or not other.columns]
        sizes, cylinders = _bore_and_stroke(near), _cylinders(near)
        if sizes is None or not cylinders:
            continue
        bore, stroke = sizes
        volume = PI / 4 * bore * bore * stroke * cylinders * 1000
        said = _single(fact, "volume")
        if said is None or said.unit is None:
            continue
        value = said.low * said.unit.sizes[0]
        holds = abs(value - volume) <= max(value / 200, _place(said.low) * said.unit.sizes[0])
        words = f"{fact.text}; bore {bore * 1000:f} mm, stroke {stroke * 1000:f} mm, {cylinders} cylinders give {volume:.4f} l"
        yield Relation("displacement", fact.origin.page, holds, words)


def _called(fact: Fact, name: str) -> bool:
    return name in fact.attribute.casefold()


def _single(fact: Fact, dimension: str) -> Quantity | None:
    first = fact.quantities[0] if fact.quantities else None
    return first if first is not None and first.dimension == dimension and first.low == first.high else None


def _bore_and_stroke(facts: Sequence[Fact]) -> tuple[Decimal, Decimal] | None:
    """Bore and stroke in metres, from one value "86 x 86 mm" or from two."""
    apart: dict[str, Decimal] = {}
    for fact in facts:
        lengths = [one for one in fact.quantities if one.dimension == "length" and one.unit]
        metres = [one.low * one.unit.sizes[0] for one in lengths if one.unit]
        if _called(fact, "bore") and _called(fact, "stroke") and len(metres) >= 2 and lengths[1].joint == "x":
            return metres[0], metres[1]
        for name in ("bore", "stroke"):
            if metres and fact.attribute.casefold() == name:
                apart[name] = metres[0]
    return (apart["bore"], apart["stroke"]) if len(apart) == 2 else None


def _cylinders(facts: Sequence[Fact]) -> int:
    """The number of cylinders, where the page gives one number only; 0 otherwise."""
    found: set[int] = set()
    for fact in facts:
        if fact.attribute.casefold() in ("cylinders", "number of cylinders") and fact.text.isdigit():
            found.add(int(fact.text))
        elif _called(fact, "engine") or _called(fact, "cylinder arrangement"):
            for groups in COUNTED.findall(fact.text):
                word = next(one for one in groups if one)
                found.add(WORDS.get(word) or int(word))
    return found.pop() if len(found) == 1 else 0


def _pairs(fact: Fact) -> Iterator[Relation]:
    """One value in two units side by side; both within one unit of their last place."""
    for one, other in pairwise(fact.quantities):
        if not one.unit or not other.unit or one.unit == other.unit or one.dimension != other.dimension:
            continue
        if other.joint in ("/", "(", "=") and one.dimension not in NO_PAIR and one.unit.sizes and other.unit.sizes:
            holds = _meets(one.low, one.unit, other.low, other.unit) and _meets(
                one.high, one.unit, other.high, other.unit
            )
            yield Relation("pair", fact.origin.page, holds, f"{one.text} and {other.text}")


def _meets(one: Decimal, unit: Unit, other: Decimal, second: Unit) -> bool:
    """Whether two values can be roundings of one: their intervals of one last place each way meet."""
    return any(
        one * size - _place(one) * size <= other * its + _place(other) * its
        and other * its - _place(other) * its <= one * size + _place(one) * size
        for size in unit.sizes
        for its in second.sizes
    )


def _place(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def _sums(fact: Fact) -> Iterator[Relation]:
    """A total with its parts in brackets: 70 litres (61 + 9)."""
    for found in SUM.finditer(fact.text):
        parts = [Decimal(part.replace(",", ".")) for part in re.findall(r"\d+(?:[.,]\d+)?", found["parts"])]
        total = Decimal(found["total"].replace(",", "."))
        yield Relation("sum", fact.origin.page, sum(parts) == total, found[0])
