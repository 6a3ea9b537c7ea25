"""Small draws that many samplers share: amounts, days, moments, codes."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TypeVar

from goldsmith.core.streams import chance

Item = TypeVar("Item")

FIRST_DAY = date(2018, 1, 1)
LAST_DAY = date(2026, 10, 31)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def between(rng: random.Random, low: str | int, high: str | int, places: int = 2) -> Decimal:
    """A number on the grid of `places` decimals from `low` to `high`, both included."""
    unit = 10**places
    return Decimal(rng.randint(int(Decimal(low) * unit), int(Decimal(high) * unit))).scaleb(-places)


def price(rng: random.Random, low: str | int, high: str | int) -> Decimal:
    """A price as shops set them: three in four end in .99, .95, .50 or .00, the rest anywhere."""
    drawn = between(rng, low, high)
    if chance(rng, 25):
        return drawn
    ending = rng.choice((Decimal("0.99"), Decimal("0.95"), Decimal("0.50"), Decimal("0.00"), Decimal("0.99")))
    shown = Decimal(int(drawn)) + ending
    return shown if Decimal(low) <= shown <= Decimal(high) else drawn


def day(rng: random.Random, first: date = FIRST_DAY, last: date = LAST_DAY) -> date:
    """A day from `first` to `last`, both included."""
    return first + timedelta(days=rng.randint(0, (last - first).days))


def moment(rng: random.Random, first: date = FIRST_DAY, last: date = LAST_DAY) -> datetime:
    """A moment between two days, to the second; most clocks stand at UTC and some at a whole-hour offset."""
    zone = UTC if chance(rng, 80) else timezone(timedelta(hours=rng.choice((-8, -7, -6, -5, -4, 1, 2, 3, 9))))
    on = day(rng, first, last)
    second = 0 if chance(rng, 40) else rng.randint(0, 59)
    return datetime(on.year, on.month, on.day, rng.randint(0, 23), rng.randint(0, 59), second, tzinfo=zone)


def later(rng: random.Random, start: datetime, least: int, most: int) -> datetime:
    """A moment `least` to `most` seconds after `start`, on the same clock."""
    return start + timedelta(seconds=rng.randint(least, most))


def code(rng: random.Random, form: str) -> str:
    """An identifier in a form: '#' is a digit, '?' a capital letter, '%' a lower-case hexadecimal digit."""
    made = []
    for sign in form:
        if sign == "#":
            made.append(str(rng.randrange(10)))
        elif sign == "?":
            made.append(rng.choice(LETTERS))
        else:
            made.append(rng.choice("0123456789abcdef") if sign == "%" else sign)
    return "".join(made)


def some(rng: random.Random, items: Sequence[Item], least: int, most: int) -> list[Item]:
    """`least` to `most` different items in drawn order."""
    return rng.sample(list(items), min(len(items), rng.randint(least, most)))
