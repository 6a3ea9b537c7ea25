"""Draws user profiles: a handle, an age, a city and what such a person likes."""

import random
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import some
from goldsmith.schemas.vocabulary import column

AGES = (((13, 17), 14), ((18, 34), 42), ((35, 54), 28), ((55, 74), 13), ((75, 96), 3))
ADULT = ("wine tasting", "craft beer", "home brewing", "pub quizzes")
"""What no profile of a user under 21 holds, since some country's law stands against it."""
DRINKING_AGE = 21


def user_profile(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one profile; it holds a handle and no name, so `odd` changes nothing."""
    age = rng.randint(*pick(rng, AGES))
    draft: dict[str, Any] = {"username": username(rng), "age": age, "city": _city(rng)}
    if chance(rng, 70):
        liked = [name for name in column("hobbies", "preference") if age >= DRINKING_AGE or name not in ADULT]
        draft["preferences"] = some(rng, liked, 1, 5)
    return draft


def username(rng: random.Random) -> str:
    """A handle as people choose them, with digits where the plain one was taken."""
    stem = rng.choice(column("usernames", "stem"))
    if stem[-1].isdigit() or chance(rng, 45):
        return stem
    return f"{stem}{rng.choice(('', '', '', '_'))}{rng.randint(2, 999 if chance(rng, 25) else 99)}"


def _city(rng: random.Random) -> str:
    return rng.choice(column("us_places" if chance(rng, 55) else "world_places", "city"))
