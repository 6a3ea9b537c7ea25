"""Seasons: what happens in some months of the year only is told of them."""

import random
from datetime import date, datetime
from typing import TypeVar

from goldsmith.generators.draw import LAST_DAY

Day = TypeVar("Day", date, datetime)


def in_season(rng: random.Random, drawn: Day, months: str) -> Day:
    """The day itself, or one of that year or the year before in one of the months, written "1 2 12"; "" is all year."""
    if not months or str(drawn.month) in months.split():
        return drawn
    month, day = int(rng.choice(months.split())), min(drawn.day, 28)
    late = (drawn.year, month, day) > (LAST_DAY.year, LAST_DAY.month, LAST_DAY.day)
    return drawn.replace(year=drawn.year - late, month=month, day=day)
