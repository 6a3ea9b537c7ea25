"""Keyed random streams: the only source of chance in a build.

A stream's key is a tuple of names and integers, so neighbouring rows share nothing, which `Random(seed + i)` does
not give (seed 42 and seed 43 are then the same data shifted by one).
"""

import random
from functools import lru_cache
from hashlib import blake2b
from typing import TypeVar

Item = TypeVar("Item")


def stream(*key: str | int) -> random.Random:
    """A generator that depends on the key alone: same on every machine, worker and hash seed."""
    text = "\x1f".join(map(str, key))
    return random.Random(int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big"))


@lru_cache(maxsize=4096)
def permutation(size: int, *key: str | int) -> tuple[int, ...]:
    """A keyed permutation of range(size)."""
    if size == 1:
        return (0,)
    order = list(range(size))
    stream("permutation", size, *key).shuffle(order)
    return tuple(order)


def pick(rng: random.Random, weighted: tuple[tuple[Item, int], ...]) -> Item:
    """One item with probability proportional to its integer weight.

    `rng.choices` is not used: under Hypothesis it draws items of weight zero.
    """
    spread: tuple[Item, ...] = _spread(weighted)
    return rng.choice(spread)


@lru_cache(maxsize=1024)
def _spread(weighted: tuple[tuple[Item, int], ...]) -> tuple[Item, ...]:
    """Each item as many times as it weighs.

    Raises ValueError where nothing weighs anything.
    """
    spread = tuple(item for item, weight in weighted for _ in range(weight))
    if not spread:
        raise ValueError(f"empty range: {weighted!r} holds no positive weight")
    return spread


def chance(rng: random.Random, percent: int) -> bool:
    """True in `percent` of 100 draws."""
    return rng.randrange(100) < percent
