"""The ways people write one value, all of them with one reading."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from goldsmith.core.canonical import to_json
from goldsmith.core.streams import chance, pick
from goldsmith.schemas.tree import Node

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NARROW = "\u202f"
"""The narrow no-break space, which groups digits without looking like a decimal sign."""

DAYS = (
    ("iso", 30),
    ("day month", 18),
    ("month day", 18),
    ("short", 12),
    ("weekday", 8),
    ("slashed iso", 6),
    ("numeric", 8),
)
MOMENTS = (("iso", 35), ("spaced", 20), ("day month", 15), ("month day", 15), ("short", 15))
SUMS = (("plain", 40), ("$", 20), ("$ short", 10), ("USD", 8), ("code last", 6), ("€", 8), ("continental", 8))
FLAGS = (("yes", "no"), ("true", "false"), ("on", "off"), ("enabled", "disabled"), ("Yes", "No"))
SWITCH = re.compile(r"enabled|power")
"""Fields that are switched on and off; others are only true or not."""
CHOICES = (("raw", 40), ("words", 35), ("title", 25))
PERCENTS = (("%", 60), (" %", 10), (" percent", 10), ("", 20))


@dataclass(frozen=True, slots=True)
class Style:
    """How one writer writes: the same way all through a prompt."""

    day: str = "iso"
    moment: str = "iso"
    money: str = "plain"
    flag: tuple[str, str] = ("true", "false")
    choice: str = "raw"
    percent: str = ""
    units: bool = False
    grouped: bool = False


MACHINE = Style()
"""How programs write: ISO dates, bare numbers, true and false."""


def draw_style(rng: random.Random, *, currency_stated: bool) -> Style:
    """A person's way of writing; money takes a sign only where the record names no currency of its own."""
    return Style(
        day=pick(rng, DAYS),
        moment=pick(rng, MOMENTS),
        money="plain" if currency_stated else pick(rng, SUMS),
        flag=rng.choice(FLAGS),
        choice=pick(rng, CHOICES),
        percent=pick(rng, PERCENTS),
        units=chance(rng, 60),
        grouped=chance(rng, 40),
    )


def spelled(value: Any, node: Node, style: Style) -> str:
    """The value in writing."""
    speller = _SPELLERS.get(type(value))
    return to_json(value) if speller is None or node.type == "any" else speller(value, node, style)


def _text(value: str, node: Node, style: Style) -> str:
    if not node.enum or style.choice == "raw":
        return value
    words = value.replace("_", " ")
    return words if style.choice == "words" else words.capitalize()


def _flag(value: bool, node: Node, style: Style) -> str:
    flag = style.flag if SWITCH.search(node.name) or style.flag[0] not in ("on", "enabled") else FLAGS[0]
    return flag[0] if value else flag[1]


def _number(value: int | Decimal, node: Node, style: Style) -> str:
    return _NUMBERS.get(node.role.name, _measure)(value, node, style)


def _day(value: date, style: str) -> str:
    month = MONTHS[value.month - 1]
    if style == "numeric" and (value.day > 12 or value.day == value.month):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    if style == "day month":
        return f"{value.day} {month} {value.year}"
    if style == "month day":
        return f"{month} {value.day}, {value.year}"
    if style == "short":
        return f"{value.day:02d} {month[:3]} {value.year}"
    if style == "weekday":
        return f"{WEEKDAYS[value.weekday()]}, {value.day} {month[:3]} {value.year}"
    return value.strftime("%Y/%m/%d") if style == "slashed iso" else value.isoformat()


def _moment(value: datetime, node: Node, style: Style) -> str:
    del node
    iso = value.isoformat()
    day, time, offset = iso[:10], iso[11:19], iso[19:]
    if style.moment == "iso":
        return f"{day}T{time}{'Z' if offset == '+00:00' else offset}"
    if style.moment == "spaced":
        return f"{day} {time} {'UTC' if offset == '+00:00' else offset}"
    zone = "UTC" if offset == "+00:00" else f"UTC{offset}"
    clock = time if value.second else time[:5]
    if style.moment == "month day":
        half = "AM" if value.hour < 12 else "PM"
        return f"{_day(value, 'month day')} at {value.hour % 12 or 12}{clock[2:]} {half} {zone}"
    return f"{_day(value, style.moment)}, {clock} {zone}"


def _grouped(value: int | Decimal, style: Style) -> str:
    """Digits in groups where that leaves one reading: 12 500 with narrow spaces, 1,234,567 or 1,234.50 with commas."""
    plain = format(value, "f") if isinstance(value, Decimal) else str(value)
    if not style.grouped or -1000 < value < 1000:
        return plain
    if not -1_000_000 < value < 1_000_000 or "." in plain:
        return f"{value:,}"
    return f"{value:,}".replace(",", NARROW)


def _money(value: int | Decimal, node: Node, style: Style) -> str:
    del node
    if style.money == "continental":
        whole = f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
        return f"{whole} EUR"
    plain = format(value, "f")
    if style.money == "plain":
        return plain
    sign = "-" if value < 0 else ""
    amount = f"{abs(value):,.2f}"
    if style.money == "$ short" and value == int(value) and -1000 < value < 1000:
        return f"{sign}${abs(int(value))}"
    if style.money == "USD":
        return f"USD {sign}{amount}"
    if style.money == "code last":
        return f"{sign}{amount} USD"
    return f"{sign}{style.money[0]}{amount}"


def _amount(value: int | Decimal, node: Node, style: Style) -> str:
    del node
    return _grouped(value, style) if isinstance(value, Decimal) and value != int(value) else format(value, "f")


def _percent(value: int | Decimal, node: Node, style: Style) -> str:
    del node
    return f"{value:f}{style.percent}" if isinstance(value, Decimal) else f"{value}{style.percent}"


def _measure(value: int | Decimal, node: Node, style: Style) -> str:
    plain = format(value, "f") if isinstance(value, Decimal) else _grouped(value, style)
    if not style.units or not node.role.unit or node.name.endswith(node.role.unit):
        return plain
    return f"{plain}{node.role.unit}" if node.role.unit == "%" else f"{plain} {node.role.unit}"


_NUMBERS: dict[str, Callable[[int | Decimal, Node, Style], str]] = {
    "money": _money,
    "amount": _amount,
    "percent": _percent,
    "rate": _percent,
}
_SPELLERS: dict[type, Callable[[Any, Node, Style], str]] = {
    str: _text,
    bool: _flag,
    int: _number,
    Decimal: _number,
    datetime: _moment,
    date: lambda value, node, style: _day(value, style.day),
}
"""What writes a value, by its type; all others are written as JSON."""
