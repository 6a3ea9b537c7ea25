"""Small lies that many breakers share."""

import random
from collections.abc import Callable
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
