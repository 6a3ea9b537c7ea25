"""What a value can be at all, by the name of its field or the words before it: bounds of nature and of the calendar."""

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from goldsmith.extractors.stated import plain

WORDS = 4
"""Words of a name that are looked at, from its end."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The least and the most that a value can be; None for none."""

    name: str
    least: Decimal | None
    most: Decimal | None

    def broken_by(self, value: Decimal) -> bool:
        """Whether nothing can have this value."""
        return (self.least is not None and value < self.least) or (self.most is not None and value > self.most)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("goldsmith.audit").joinpath("plausible.toml").read_text(encoding="utf-8"))


@cache
def _bounds() -> dict[str, Bound]:
    made: dict[str, Bound] = {}
    for entry in _table()["bounds"]:
        least, most = (Decimal(str(entry[end])) if end in entry else None for end in ("least", "most"))
        made |= {name: Bound(name, least, most) for name in entry["names"]}
    return made


@cache
def dimension_of(attribute: str) -> str:
    """What an attribute measures by its name; empty where the name fixes nothing."""
    named = {name: dimension for dimension, names in _table()["dimensions"].items() for name in names}
    return next((named[tail] for tail in _tails(attribute) if tail in named), "")


@cache
def bound_of(path: str) -> Bound | None:
    """The bound for a field, by the words that its path ends in: "vitals.oxygen_saturation"."""
    name = path.rsplit(".", 1)[-1]
    forms = (plain(name), plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)))
    likely = [*forms, *(tail for form in forms for tail in _tails(form)[:-1])]
    return next((_bounds()[one] for one in likely if one in _bounds()), None)


def _tails(name: str) -> list[str]:
    words = plain(name).split()[-WORDS:]
    return [" ".join(words[at:]) for at in range(len(words))]


@cache
def spoken() -> re.Pattern[str]:
    """Words for a bounded value with the number that follows them."""
    names = [name for entry in _table()["bounds"] if entry.get("spoken") for name in entry["names"]]
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    number = r"(?<![\d.])([-−]?\d+(?:\.\d+)?)(?![\d,.]?\d)(?! ?[:/])"
    return re.compile(rf"\b({words})(?: \w+)?(?: is| was| of| at|:|=)* ?{number}", re.IGNORECASE)
