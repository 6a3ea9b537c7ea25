"""What follows from an invoice's lines and tax rate."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from goldsmith.validators.derivations.arithmetic import half_up


def invoice(stated: dict[str, Any], rates: dict[str, Decimal]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Line totals, subtotal, tax and amount due, from quantities, unit prices and the rate (or the stated tax)."""
    lines = stated["line_items"]
    totals = [half_up(Fraction(line["quantity"]) * Fraction(line["unit_price"]), 2) for line in lines]
    for position, total in enumerate(totals):
        yield ("line_items", position, "total"), total
    subtotal = sum(totals, Decimal(0))
    yield ("subtotal",), subtotal
    tax = stated.get("tax", Decimal(0))
    if "tax_rate" in rates:
        tax = half_up(Fraction(subtotal) * Fraction(rates["tax_rate"]) / 100, 2)
        yield ("tax",), tax
    yield ("total_amount",), subtotal + tax
