"""Exact rounding over fractions; shares no code with the record types' Decimal arithmetic."""

from decimal import Decimal
from fractions import Fraction


def half_up(value: Fraction, places: int) -> Decimal:
    """The value rounded to `places` decimals, halves away from zero, with exactly that many decimals."""
    return _rounded(value.numerator, value.denominator, places)


def half_up_product(places: int, *factors: Decimal | Fraction | int, over: int = 1) -> Decimal:
    """The factors' product divided by `over` (above 0), rounded like half_up, over whole numbers alone."""
    numerator, denominator = 1, over
    for factor in factors:
        above, below = factor.as_integer_ratio()
        numerator *= above
        denominator *= below
    return _rounded(numerator, denominator, places)


def _rounded(numerator: int, denominator: int, places: int) -> Decimal:
    whole = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    return Decimal(whole if numerator >= 0 else -whole).scaleb(-places)
