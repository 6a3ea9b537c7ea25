"""One written value, one canonical value: numbers, dates, moments, flags and choices as people write them.

A form with two readings (03/04/2025, 1,234, 1.234) is refused, not guessed.
"""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from goldsmith.extractors.reading import Unreadable

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = {name[:length]: at + 1 for at, name in enumerate(MONTHS) for length in (3, len(name))} | {"sept": 9}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"

PLAIN = re.compile(r"[-−+]?\d+(?:\.\d+)?")
SIMPLE = re.compile(r"(\d+(?:[.,]\d\d?)?)")
"""Most numbers: no sign, unit or separator of thousands, and none of the forms that have two readings."""
MONEY = re.compile(rf"(?:US\$|\$|€|£|USD ?|EUR ?|GBP ?)?{SIMPLE.pattern}|{SIMPLE.pattern} ?(?:€|USD|EUR|GBP)")
GROUPED = re.compile(
    r"[-−]?(?:\d{1,3}(?:,\d{3})+\.\d{1,2}|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?:\.\d+)?)"
)
CONTINENTAL = re.compile(r"[-−]?(?:\d{1,3}(?:\.\d{3})+,\d{1,2}|\d+,\d{1,2})")
TWO_READINGS = re.compile(r"[-−]?[1-9]\d{0,2}[.,]\d{3}")
LONGEST_NUMBER = 400
"""Signs of a number at most: no record holds more, and Python refuses to print whole numbers of over 4,300 digits."""
CURRENCY = re.compile(r"^([-−]?)(?:US\$|\$|€|£|USD ?|EUR ?|GBP ?)(?=\d)|(?<=\d) ?(?:€|USD|EUR|GBP)$")

ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
SLASHED_YEAR_FIRST = re.compile(r"(\d{4})/(\d{2})/(\d{2})")
DAY_MONTH = re.compile(
    WEEKDAY + r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -](?P<month>[a-z]{3,9})\.?,?[ -](?P<year>\d{4})",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(
    WEEKDAY + r"(?P<month>[a-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})", re.IGNORECASE
)
NUMERIC = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?: ?(?:Z|UTC|[+-]\d{2}:\d{2}))")
CLOCK = re.compile(
    r"^(?P<day>.+?),?(?: at)? (?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?P<half> ?[ap]\.?m\.?)?"
    r" ?\(?(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2})\)?$",
    re.IGNORECASE,
)

TRUE = frozenset(("yes", "true", "on", "enabled", "y", "active", "checked", "☑", "✓"))
FALSE = frozenset(("no", "false", "off", "disabled", "n", "inactive", "unchecked", "☐", "✗"))


def number(text: str) -> Decimal:
    """The number that the text writes, with the places that it writes.

    Raises Unreadable for anything else, and for 1,234 and 1.234, which half the world reads as the other.
    """
    if len(text) > LONGEST_NUMBER:
        raise Unreadable(f"{text[:20]!r}… is too long for a number: {len(text)} signs")
    if PLAIN.fullmatch(text) and not TWO_READINGS.fullmatch(text):
        return Decimal(text.replace("−", "-"))
    if TWO_READINGS.fullmatch(text):
        raise Unreadable(f"{text!r} has two readings, with and without a thousands separator")
    bare = CURRENCY.sub(r"\1", text, count=1)
    if bare != text:
        return number(bare)
    if GROUPED.fullmatch(text):
        return Decimal(re.sub(r"[,\u00a0\u202f]", "", text).replace("−", "-"))
    if CONTINENTAL.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))
    raise Unreadable(f"{text!r} is not a number")


@lru_cache(maxsize=8_192)
def day(text: str) -> str:
    """The date as YYYY-MM-DD.

    Raises Unreadable for 03/04/2025, which two countries read differently, and for days that do not exist.
    """
    found = ISO_DAY.fullmatch(text) or SLASHED_YEAR_FIRST.fullmatch(text)
    if found:
        return _date(int(found[1]), int(found[2]), int(found[3]), text)
    if found := DAY_MONTH.fullmatch(text) or MONTH_DAY.fullmatch(text):
        made = _date(int(found["year"]), _month(found["month"], text), int(found["day"]), text)
        weekday = found["weekday"]
        if weekday and WEEKDAYS[datetime.fromisoformat(made).weekday()] != weekday[:3].lower():
            raise Unreadable(f"{text!r} was no {weekday}")
        return made
    if found := NUMERIC.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second:
            raise Unreadable(f"{text!r} has two readings, day first and month first")
        return _date(int(found[3]), *((first, second) if second > 12 else (second, first)), text)
    raise Unreadable(f"{text!r} is not a date")


def _month(word: str, text: str) -> int:
    found = MONTH.get(word.lower())
    if found is None:
        raise Unreadable(f"{text!r} names no month")
    return found


def _date(year: int, month: int, of_month: int, text: str) -> str:
    try:
        return datetime(year, month, of_month).date().isoformat()
    except ValueError as error:
        raise Unreadable(f"{text!r} is no day of the calendar") from error


@lru_cache(maxsize=1024)
def moment(text: str) -> str:
    """The moment as ISO 8601 with seconds and its offset ("Z" for UTC).

    Raises Unreadable where the day, the clock or the zone is missing: a time without its zone has many readings.
    """
    if ISO_MOMENT.fullmatch(text):
        clock = text[11:19]
        zone = text[19:].strip()
        return f"{day(text[:10])}T{_clock_checked(clock, text)}{'Z' if zone in ('Z', 'UTC') else zone}"
    found = CLOCK.match(text)
    if found is None:
        raise Unreadable(f"{text!r} is not a moment with a time zone")
    hour = int(found["hour"])
    if half := found["half"]:
        if not 1 <= hour <= 12:
            raise Unreadable(f"{text!r} counts hours to twelve and says {hour}")
        hour = hour % 12 + (12 if "p" in half.lower() else 0)
    clock = f"{hour:02d}:{found['minute']}:{found['second'] or '00'}"
    return f"{day(found['day'])}T{_clock_checked(clock, text)}{_zone(found['zone'])}"


def _clock_checked(clock: str, text: str) -> str:
    if clock[:2] > "23" or clock[3:5] > "59" or clock[6:] > "59":
        raise Unreadable(f"{text!r} is no time of day")
    return clock


def _zone(zone: str) -> str:
    offset = zone.upper().removeprefix("UTC").removeprefix("GMT")
    if offset in ("", "Z"):
        return "Z"
    return offset if ":" in offset else f"{offset[:3]}:{offset[3:]}"


def flag(text: str) -> bool:
    """True for yes, on, enabled and the like; False for their opposites."""
    word = text.lower()
    if word in TRUE or word in FALSE:
        return word in TRUE
    raise Unreadable(f"{text!r} is neither yes nor no")


@lru_cache(maxsize=4096)
def choice(text: str, options: tuple[str, ...]) -> str:
    """The option that the text names, whatever its case and whether words are joined by "_", "-" or blanks."""
    wanted = plain_words(text)
    found = [option for option in options if plain_words(option) == wanted]
    if len(found) != 1:
        raise Unreadable(f"{text!r} is none of {', '.join(options)}")
    return found[0]


def plain_words(text: str) -> str:
    """Lower-case words separated by one blank, without punctuation: how labels and choices are compared."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def quantity(text: str, units: tuple[str, ...], *, bare: bool = False) -> Decimal:
    """A number that may carry one of the given units; any other unit is refused.

    A `bare` one carries no currency either, because its record names the currency in a field of its own.
    """
    simple = SIMPLE.fullmatch(text) if units or bare else MONEY.fullmatch(text)
    if simple and len(text) <= LONGEST_NUMBER:
        return Decimal((simple[1] or simple[2]).replace(",", "."))
    if bare and CURRENCY.search(text):
        raise Unreadable(f"{text!r} names a currency beside the record's own")
    for unit in units:
        if text.endswith(unit):
            figure = text[: -len(unit)]
            if figure and (figure[-1].isdigit() or figure[-1] in " \u00a0\u202f"):
                return number(figure.rstrip(" \u00a0\u202f"))
    return number(text)


READERS: dict[str, Callable[[str], object]] = {"date": day, "date-time": moment}
"""Readers of the texts that have a form, by the schema's format."""
