"""Whether two readings of one measured value can both be true: 147 kW and 197 bhp."""

from decimal import Decimal

from goldsmith.extractors.quantities import ZERO, Quantity
from goldsmith.extractors.units import KELVIN, Unit


def place(value: Decimal) -> Decimal:
    """One unit of the last stated place; the zeros that end a whole number may be rounding, up to a twentieth of it."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < 0:
        return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    digits = str(abs(int(value)))
    zeros = Decimal(1).scaleb(len(digits) - len(digits.rstrip("0")) if value else 0)
    return max(Decimal(1), min(zeros, abs(value) / 20))


def agree(first: Quantity, second: Quantity) -> bool | None:
    """Whether two readings of one value can both be true, each to one unit of its last place; None where nobody can tell.

    Manuals truncate as often as they round, hence a whole unit. A difference of temperatures agrees without the offset.
    """
    if first.unit is None or second.unit is None or first.dimension != second.dimension:
        return None
    if not first.unit.sizes or not second.unit.sizes:
        return None
    ends = ((first.low, second.low), (first.high, second.high))
    return any(
        all(_meet(one, first.unit, mine, other, second.unit, its, shifted) for one, other in ends)
        for mine in first.unit.sizes
        for its in second.unit.sizes
        for shifted in (True, False)
    )


def _meet(one: Decimal, unit: Unit, size: Decimal, other: Decimal, second: Unit, its: Decimal, shifted: bool) -> bool:
    shift, moved = (KELVIN.get(unit.name, ZERO), KELVIN.get(second.name, ZERO)) if shifted else (ZERO, ZERO)
    apart = abs((one + shift) * size - (other + moved) * its)
    return apart <= place(one) * size + place(other) * its
