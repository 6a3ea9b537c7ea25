"""Draws positions within two kilometres of a known place, with that place's address and time zone."""

import random
from decimal import Decimal
from typing import Any

from goldsmith.core.streams import chance
from goldsmith.generators.places import street, us_place, zip_code
from goldsmith.schemas.vocabulary import Row, table


def location(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one location; it holds no name, so `odd` changes nothing."""
    american = chance(rng, 60)
    place = us_place(rng) if american else rng.choice(table("world_places"))
    places = rng.choice((4, 4, 5, 6))
    draft: dict[str, Any] = {axis: _near(rng, place[axis], places) for axis in ("latitude", "longitude")}
    if chance(rng, 70):
        draft["address"] = _us_address(rng, place) if american else f"{place['city']}, {place['country']}"
    if chance(rng, 60):
        draft["timezone"] = place["timezone"]
    return draft


def _near(rng: random.Random, center: str, places: int) -> Decimal:
    """A coordinate less than 0.02 degrees from the center, with exactly `places` decimals, the last of them not 0."""
    tens = 10 ** (places - 1)
    middle = int(Decimal(center) * tens)
    sign = -1 if middle < 0 else 1
    head = abs(middle) + rng.randint(-19 * tens // 1000, 18 * tens // 1000)
    return (sign * Decimal(head * 10 + rng.randint(1, 9))).scaleb(-places)


def _us_address(rng: random.Random, place: Row) -> str:
    return f"{street(rng)}, {place['city']}, {place['state']} {zip_code(rng, place)}"
