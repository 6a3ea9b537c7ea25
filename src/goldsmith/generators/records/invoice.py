"""Draws invoices: business services of one trade at their price bands, tax at rates that make half-cent ties."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

from goldsmith.core.streams import chance
from goldsmith.generators.draw import code, day, price, some
from goldsmith.generators.people import person
from goldsmith.schemas.vocabulary import grouped

TAX_RATES = tuple(Decimal(rate) for rate in ("5", "7.5", "15", "8.25", "10", "19", "20", "22", "6.25"))
NUMBER_FORMS = ("INV-####-####", "INV-######", "F####/###", "R-#####", "????-####", "{year}-#####")
STATUSES = ("unpaid", "partial", "paid", "overdue")


def invoice(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one invoice."""
    issued = day(rng)
    trade = rng.choice(tuple(grouped("services", "trade").values()))
    draft: dict[str, Any] = {
        "invoice_number": code(rng, rng.choice(NUMBER_FORMS).format(year=issued.year)),
        "invoice_date": issued,
        "customer_name": person(rng, odd),
        "line_items": [_line(rng, service) for service in some(rng, trade, 1, 5)],
    }
    if chance(rng, 70):
        draft["due_date"] = issued + timedelta(days=rng.choice((7, 10, 14, 21, 30, 45, 60, 90)))
    if chance(rng, 80):
        draft["tax_rate"] = rng.choice(TAX_RATES)
    if chance(rng, 60):
        draft["payment_status"] = rng.choice(STATUSES)
    return draft


def _line(rng: random.Random, service: dict[str, str]) -> dict[str, Any]:
    return {
        "description": service["description"],
        "quantity": rng.randint(1, int(service["quantity_max"])),
        "unit_price": price(rng, service["unit_min"], service["unit_max"]),
    }
