"""Draws reviews whose words fit their stars."""

import random
from datetime import date
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import LAST_DAY, day
from goldsmith.generators.people import person
from goldsmith.schemas.vocabulary import grouped

STARS = (("5", 30), ("4", 25), ("3", 17), ("2", 13), ("1", 15))
FIRST_REVIEWS = date(2009, 1, 1)


def rating(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one review."""
    stars = pick(rng, STARS)
    draft: dict[str, Any] = {"rating": int(stars), "reviewer_name": person(rng, odd)}
    if chance(rng, 75):
        draft["review_text"] = rng.choice(grouped("reviews", "rating")[stars])["review_text"]
    if chance(rng, 70):
        draft["date"] = day(rng, FIRST_REVIEWS, LAST_DAY)
    return draft
