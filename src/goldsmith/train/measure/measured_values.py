"""Measured values compared as values: 5 kg is 5000 g, and neither is 5; what has no one reading equals nothing but itself."""

from collections import Counter
from collections.abc import Hashable
from decimal import Context, Decimal

from goldsmith.extractors.quantities import ZERO, Quantity, measured, quantity
from goldsmith.extractors.reading import Unreadable
from goldsmith.extractors.units import KELVIN

Value = tuple[Hashable, ...]
DIGITS = Context(prec=24)


def value_of(text: str) -> Value | None:
    """What the whole text states as one quantity; None where it states none, several, or has two readings.

    A share stays a share: 12 % is not 0.12, which has no unit.
    """
    try:
        return _value(quantity(text))
    except Unreadable:
        return None


def values_in(text: str) -> Counter[Value]:
    """The values with a unit in a text, as often as they stand there."""
    return Counter(_value(one) for one in measured(text))


def same_value(first: str, second: str) -> bool:
    """Whether both texts state the same quantity, in whatever unit of its dimension."""
    mine = value_of(first)
    return mine is not None and mine == value_of(second)


def _value(one: Quantity) -> Value:
    """A quantity in the base unit of its dimension; in its own unit where that has no one size, as money has none."""
    ends = (one.low, one.high)
    if one.unit is None:
        return ("", *map(_rounded, (*ends, one.below, one.above)), one.limit)
    if len(one.unit.sizes) != 1:
        name = f"{one.unit.dimension} in {one.unit.name}"
        return (name, *map(_rounded, (*ends, one.below, one.above)), one.limit)
    size, zero = one.unit.sizes[0], KELVIN.get(one.unit.name, ZERO)
    scaled = [(end + zero) * size for end in ends] + [one.below * size, one.above * size]
    return (one.unit.dimension, *map(_rounded, scaled), one.limit)


def _rounded(value: Decimal) -> Decimal:
    """To 24 figures: the size of a degree Fahrenheit, five ninths, is itself rounded."""
    return DIGITS.plus(value)
