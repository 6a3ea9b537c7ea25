"""What follows from the objects of a crate, computed apart from records.py."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any


def crate(stated: dict[str, Any], rates: dict[str, Decimal]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """How many there are."""
    del rates
    yield ("number_of_objects",), len(stated["objects"])


DERIVATIONS = {"crate": crate}
