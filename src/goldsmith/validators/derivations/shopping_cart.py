"""What follows from a cart's items, shipping cost and tax rate."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from goldsmith.validators.derivations.arithmetic import half_up_product


def shopping_cart(stated: dict[str, Any], rates: dict[str, Decimal]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Subtotal, tax and total, from items, the shipping cost and the rate (or the stated tax)."""
    subtotal = sum((_line(item) for item in stated["items"]), Decimal(0))
    yield ("subtotal",), subtotal
    tax = stated.get("tax", Decimal(0))
    if "tax_rate" in rates:
        tax = half_up_product(2, subtotal, rates["tax_rate"], over=100)
        yield ("tax",), tax
    yield ("total",), subtotal + stated.get("shipping_cost", Decimal(0)) + tax


def _line(item: dict[str, Any]) -> Decimal:
    above, below = item.get("discount_percentage", 0).as_integer_ratio()
    return half_up_product(2, item["quantity"], item["price"], 100 * below - above, over=100 * below)
