"""What follows from an order's items."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from goldsmith.validators.derivations.arithmetic import half_up


def order_details(stated: dict[str, Any], rates: dict[str, Decimal]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The total, from quantities and prices; an order knows no rate."""
    total = sum((item["quantity"] * Fraction(item["price"]) for item in stated["items"]), Fraction(0))
    yield ("total_amount",), half_up(total, 2)
