"""What follows from the fees of a transaction's parties."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from goldsmith.validators.derivations.arithmetic import half_up


def multi_party_transaction(
    stated: dict[str, Any], rates: dict[str, Decimal]
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The total fees of each party that states both its fees."""
    for position, party in enumerate(stated["parties"]):
        fees = party.get("fees", {})
        if "processing_fee" in fees and "platform_fee" in fees:
            total = Fraction(fees["processing_fee"]) + Fraction(fees["platform_fee"])
            yield ("parties", position, "fees", "total_fees"), half_up(total, 2)
