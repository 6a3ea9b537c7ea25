"""What follows from an invoice's lines and tax rate."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from goldsmith.validators.derivations.arithmetic import half_up_product


def invoice(stated: dict[str, Any], rates: dict[str, Decimal]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Line totals, subtotal, tax and amount due, from quantities, unit prices and the rate (or the stated tax)."""
    lines = stated["line_items"]
    totals = [half_up_product(2, line["quantity"], line["unit_price"]) for line in lines]
    for position, total in enumerate(totals):
        yield ("line_items", position, "total"), total
    subtotal = sum(totals, Decimal(0))
    yield ("subtotal",), subtotal
    tax = stated.get("tax", Decimal(0))
    if "tax_rate" in rates:
        tax = half_up_product(2, subtotal, rates["tax_rate"], over=100)
        yield ("tax",), tax
    yield ("total_amount",), subtotal + tax
