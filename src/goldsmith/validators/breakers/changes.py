"""Small lies that many breakers share."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

Answer = dict[str, Any]
"""A parsed answer: numbers are int or Decimal, dates are ISO text."""
Breaker = Callable[[Answer, random.Random], bool]
"""Changes the answer in place; False where this record offers nothing to break."""


def nudge(fields: Answer, name: str, rng: random.Random) -> bool:
    """Raise an amount by 1 to 99 of its last place, as a slip of the hand does; False where it is absent."""
    if name not in fields:
        return False
    value = fields[name]
    step = rng.randint(1, 99)
    if isinstance(value, int):
        fields[name] = value + step
    else:
        fields[name] = value + Decimal(step).scaleb(int(value.as_tuple().exponent))
    return True


def having(items: Sequence[Answer], *names: str) -> list[Answer]:
    """The objects that state all of these fields."""
    return [item for item in items if all(name in item for name in names)]


def replaced(answer: Answer, rng: random.Random, path: Sequence[str], values: Sequence[Any]) -> bool:
    """One of the values in a field's place."""
    *above, name = path
    fields: Any = answer
    for step in above:
        fields = fields.get(step, {})
    if name not in fields:
        return False
    fields[name] = rng.choice([value for value in values if value != fields[name]])
    return True


def beyond_cents(answer: Answer, rng: random.Random, names: Sequence[str]) -> bool:
    """A third to eighth decimal for one of the amounts of these names, wherever they stand; False where there is none."""
    places = list(_places(answer, names))
    if places:
        fields, name = rng.choice(places)
        fields[name] += Decimal(rng.randint(1, 9)).scaleb(-rng.randint(3, 8))
    return bool(places)


def _places(value: Any, names: Sequence[str]) -> Iterator[tuple[Answer, str]]:
    """Every object, at any depth, that has a number under one of the names, with the name."""
    if isinstance(value, list):
        for inner in value:
            yield from _places(inner, names)
    elif isinstance(value, dict):
        yield from ((value, name) for name in names if isinstance(value.get(name), int | Decimal))
        for inner in value.values():
            yield from _places(inner, names)


def moved(moment: str, seconds: int) -> str:
    """A moment some seconds later, on the same clock."""
    return (datetime.fromisoformat(moment) + timedelta(seconds=seconds)).isoformat()


def too_early(answer: Answer, rng: random.Random) -> bool:
    """A timestamp of the epoch, of the last second of 2004, or of the same day of the year 1996 or 2000."""
    year = rng.choice(("1996", "2000"))
    answer["timestamp"] = rng.choice(
        ("1970-01-01T00:00:00Z", "2004-12-31T23:59:59Z", f"{year}{answer['timestamp'][4:]}")
    )
    return True


def too_late(answer: Answer, rng: random.Random) -> bool:
    """A timestamp of the first second of 2027, or of the same day of a later leap year."""
    year = rng.choice(("2028", "2032", "2096"))
    answer["timestamp"] = rng.choice(("2027-01-01T00:00:00Z", f"{year}{answer['timestamp'][4:]}"))
    return True


def foreign_address(answer: Answer, rng: random.Random, name: str = "email") -> bool:
    """A mail address in which no part of anybody's name stands."""
    host = answer[name].split("@")[1]
    answer[name] = f"{rng.choice(('q7x', 'zz12', 'x0', 'wq', '4711'))}@{host}"
    return True


def id_is_a_word(answer: Answer, rng: random.Random, name: str) -> bool:
    """An identifier without a digit, of one word or of several."""
    answer[name] = rng.choice(("Strategy", "pending", "TXN-", "see above"))
    return True


def out_of_season(answer: Answer, rng: random.Random, name: str, months: str) -> bool:
    """A day in a month that is none of these, written "1 2 12"; False where no day is told or all months will do."""
    others = [month for month in range(1, 13) if str(month) not in months.split()]
    if not months or name not in answer:
        return False
    answer[name] = f"{answer[name][:5]}{rng.choice(others):02d}-{rng.randint(1, 28):02d}{answer[name][10:]}"
    return True
