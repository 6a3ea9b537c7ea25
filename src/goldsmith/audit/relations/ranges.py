"""Ranges: what a number can be at all, by its name: a percentage, a latitude, a rating, an age, a count."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from goldsmith.audit.relations.fields import Field, Scope
from goldsmith.audit.relations.proposals import Relation, Strength, name_of, shown, stated
from goldsmith.audit.relations.rates import CHANGE


class Range(NamedTuple):
    """The least and the greatest value of numbers whose names hold these words and none of those."""

    least: Decimal | None
    greatest: Decimal | None
    words: frozenset[str]
    without: frozenset[str] = frozenset()


def _range(least: int | None, greatest: int | None, words: str, without: str = "") -> Range:
    low, high = (Decimal(bound) if bound is not None else None for bound in (least, greatest))
    return Range(low, high, frozenset(words.split()), frozenset(without.split()))


RANGES = (
    _range(-90, 90, "latitude lat"),
    _range(-180, 180, "longitude lng lon long", "term description text name"),
    _range(
        0,
        100,
        "percent percentage pct humidity spo2 saturation oxygen",
        "roi return markup margin growth over achievement quota utilization daily dv vs flow rate capacity",
    ),
    _range(0, 100, "battery", "voltage volts v mah capacity life hours cost price id count"),
    _range(1, 12, "month", "per months amount price cost rate rent fee income salary total count sales revenue"),
    _range(0, 23, "hour", "per rate price cost price_per kilometers miles km wage"),
    _range(0, 14, "ph", ""),
    _range(0, 65535, "port", ""),
    _range(0, 130, "age", "days months account weeks hours minutes seconds ms max cache limit"),
    _range(
        0,
        None,
        "quantity qty stock duration distance height width length weight",
        "adjustment goal difference loss gain z diff",
    ),
)  # fmt: skip
RATING = frozenset(("rating", "stars", "star"))
SCALES = (5, 10, 100)
SURE = frozenset(("latitude", "spo2")), frozenset(("oxygen", "saturation"))
"""Words whose numbers cannot lie outside their range, however many do."""
USUAL = Decimal("0.95")
"""Share of the values that must lie within a range before the others are called wrong."""


def propose(scope: Scope) -> Iterator[Relation]:
    """The ranges of the numbers of this scope that most of their values keep."""
    for field in scope.numbers():
        if (found := _of(field)) and field.values:
            least, greatest = found
            sure = bool(SURE[0] & set(field.words)) or set(field.words) >= SURE[1]
            if sure or _inside(field, least, greatest) >= USUAL:
                yield _relation(scope, field, least, greatest, Strength.NAMED if sure else Strength.HINTED)


def _of(field: Field) -> tuple[Decimal | None, Decimal | None] | None:
    words = set(field.words)
    for one in RANGES:
        if one.words & words and not one.without & words and not CHANGE & words:
            return one.least, one.greatest
    if RATING & words and not words & {"count", "counts", "total", "number", "energy", "credit", "max"}:
        return _scale(field)
    return None


def _scale(field: Field) -> tuple[Decimal | None, Decimal | None] | None:
    """A rating's scale is the smallest of the usual ones that holds nearly all of its values."""
    return next(
        ((Decimal(0), Decimal(top)) for top in SCALES if _inside(field, Decimal(0), Decimal(top)) >= USUAL), None
    )


def _inside(field: Field, least: Decimal | None, greatest: Decimal | None) -> Decimal:
    inside = sum(
        (least is None or value >= least) and (greatest is None or value <= greatest) for value in field.values
    )
    return Decimal(inside) / len(field.values)


def _relation(
    scope: Scope, field: Field, least: Decimal | None, greatest: Decimal | None, strength: Strength
) -> Relation:
    value = field.sql(scope.variable)
    bounds = [f"{value} >= {least}"] * (least is not None) + [f"{value} <= {greatest}"] * (greatest is not None)
    said = f"between {least} and {greatest}" if greatest is not None else f"at least {least}"
    return Relation(
        claim=f"range of {field.name}",
        name=name_of(*scope.path, field.name, "is possible"),
        family="range",
        says=f"{f'In {scope.name}, ' if scope.name else ''}{field.name} is {said}.",
        applies=stated(value),
        holds=" AND ".join(bounds),
        strength=strength,
        fields=frozenset((field.name,)),
        least=float(USUAL),
        shown=shown(scope.variable, (field,)),
    )
