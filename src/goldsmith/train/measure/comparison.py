"""How two values of one field are compared: exactly, unless the data set declares otherwise for the field's path.

A declaration stands in the row's JSON Schema beside the field's type, under `x-compare`: a name, or an object with `by` and
its tolerances, such as {"by": "number", "rel": "0.001"}. Nothing is guessed from names, types or values.

exact     JSON equality (equality.py)
number    both are numbers, apart by at most `abs` or by `rel` times the gold value, whichever is more
quantity  both state one measured value, the same in the dimension's base unit (measured_values.py)
text      both are texts, equal without case, width of signs and spacing
date      both are ISO days, the same day
set       both are lists, of equal values in any order, each as often
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from goldsmith.core.canonical import from_json
from goldsmith.core.errors import UsageError
from goldsmith.extractors.reading import dotted
from goldsmith.train.measure.equality import equal, identity
from goldsmith.train.measure.measured_values import same_value

Pattern = tuple[str, ...]
"""A path with every list position written as "*"."""
KEYWORD = "x-compare"
WAYS = ("exact", "number", "quantity", "text", "date", "set")
WIDE = Context(prec=60)
"""Figures that a tolerance is reckoned with."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one field is compared; the tolerances are those of numbers."""

    by: str = "exact"
    abs: Decimal = Decimal(0)
    rel: Decimal = Decimal(0)

    def same(self, found: Any, gold: Any) -> bool:
        """Whether the value found counts as the gold one; `rel` is reckoned from the gold, so the order matters."""
        if self.by == "exact" or equal(found, gold):
            return equal(found, gold)
        if self.by == "number":
            return _number(found) and _number(gold) and self._close(Decimal(found), Decimal(gold))
        if self.by == "set":
            return _list(found) and _list(gold) and Counter(map(identity, found)) == Counter(map(identity, gold))
        if not (isinstance(found, str) and isinstance(gold, str)):
            return False
        if self.by == "quantity":
            return same_value(found, gold)
        return _folded(found) == _folded(gold) if self.by == "text" else _day(found) == _day(gold) is not None

    def _close(self, found: Decimal, gold: Decimal) -> bool:
        apart = WIDE.abs(WIDE.subtract(found, gold))
        return apart <= max(self.abs, WIDE.multiply(self.rel, WIDE.abs(gold)))


Rules = Mapping[Pattern, Comparison]
EXACT = Comparison()


@lru_cache(maxsize=256)
def rules_of(schema: str) -> Rules:
    """The comparisons that a JSON Schema declares, by path; none for "" and for a schema that declares none.

    Raises UsageError that names the path and what it declares where that is no comparison.
    """
    if KEYWORD not in schema:
        return {}
    return {
        at: _comparison(at, said) for at, node in nodes(from_json(schema)) if (said := node.get(KEYWORD)) is not None
    }


def nodes(schema: Any, at: Pattern = ()) -> Iterator[tuple[Pattern, Mapping[str, Any]]]:
    """Every part of a JSON Schema by the path that it describes; references and alternatives are not followed."""
    if not isinstance(schema, dict):
        return
    yield at, schema
    properties = schema.get("properties")
    for name, inner in properties.items() if isinstance(properties, dict) else ():
        yield from nodes(inner, (*at, name))
    yield from nodes(schema.get("items"), (*at, "*"))


def _comparison(at: Pattern, said: Any) -> Comparison:
    asked = {"by": said} if isinstance(said, str) else said
    try:
        tolerances = {name: Decimal(str(asked[name])) for name in ("abs", "rel") if name in asked}
        by = asked["by"]
    except (TypeError, KeyError, InvalidOperation):
        by, tolerances = None, {}
    if by not in WAYS or (tolerances and by != "number") or not set(asked) <= {"by", "abs", "rel"}:
        raise UsageError(
            f"{KEYWORD} of {dotted(at) or 'the answer'!r} is {said!r}; it is one of {', '.join(WAYS)}, "
            'or {"by": "number", "abs": ..., "rel": ...}'
        )
    return Comparison(by, **tolerances)


def _number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _list(value: Any) -> bool:
    return isinstance(value, list)


def _folded(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
