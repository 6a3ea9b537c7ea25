"""What follows from the stated values of a prompt that leaves something out, computed apart from records.py."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any


def bike_rental(stated: dict[str, Any], rates: dict[str, Decimal]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The total, from days and price; a KeyError says that one of them is not stated."""
    del rates
    yield ("total",), stated["number_of_days"] * stated["price_per_day"]


DERIVATIONS = {"bike_rental": bike_rental}
