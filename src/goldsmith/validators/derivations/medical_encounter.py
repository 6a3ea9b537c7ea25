"""What follows from a patient's height and weight."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from goldsmith.validators.derivations.arithmetic import half_up


def medical_encounter(stated: dict[str, Any], rates: dict[str, Decimal]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """The body mass index, where height and weight are stated; an encounter knows no rate."""
    vitals = stated.get("vitals", {})
    if "height_cm" in vitals and "weight_kg" in vitals:
        metres = Fraction(vitals["height_cm"]) / 100
        yield ("vitals", "bmi"), half_up(Fraction(vitals["weight_kg"]) / metres**2, 1)
