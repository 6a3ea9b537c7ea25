"""Dates and times of day in running text; what has two readings counts as both."""

import re
from collections.abc import Iterator

from goldsmith.extractors.reading import Unreadable
from goldsmith.extractors.values import DAY_MONTH, ISO_DAY, MONTH, MONTH_DAY, NUMERIC, day

YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
BEFORE_YEAR, BEHIND_YEAR = 34, 6
"""Characters that a written date takes before its year at most, and behind it."""
CLOCK = re.compile(r"(?<![\d:])(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?(?: ?([ap])\.?m\b)?", re.IGNORECASE)
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
YEARLESS = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -])?([A-Z][a-z]{2,8})\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?\b(?!,? ?(?:of )?\d{4})"
)
RELATIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|next|last|this (?:week|month|morning)|ago|from now|in \w+ (?:days|weeks)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"\d{4}/\d{2}/\d{2}")


def dates_in(text: str) -> Iterator[str]:
    """The dates of a text as YYYY-MM-DD."""
    for around in _around_years(text):
        for form in (ISO_DAY, DAY_MONTH, MONTH_DAY, NUMERIC, YEAR_FIRST):
            for found in form.finditer(around):
                yield from _readable(found[0])


def _around_years(text: str) -> Iterator[str]:
    """The stretches of a text in which a date with its year can stand; years close together share one."""
    start, end = 0, -1
    for found in YEAR.finditer(text):
        begin = max(0, found.start() - BEFORE_YEAR)
        if begin > end >= 0:
            yield text[start:end]
        if begin > end:
            start = begin
        end = found.end() + BEHIND_YEAR
    if end >= 0:
        yield text[start:end]


def _readable(text: str) -> Iterator[str]:
    bare = re.sub(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ", "", text, flags=re.IGNORECASE)
    try:
        yield day(bare)
    except Unreadable:
        if found := NUMERIC.fullmatch(bare):
            yield f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}"
            yield f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"


def yearless_in(text: str) -> Iterator[str]:
    """Its days of the year as MM-DD, a year beside them or not."""
    for found in YEARLESS.finditer(text):
        month = MONTH.get(found[2].lower())
        yield from (f"{month:02}-{int(one):02}" for one in (found[1], found[3]) if month and one)


def times_in(text: str) -> Iterator[str]:
    """Its times of day as HH:MM; without a half of the day both count."""
    for found in CLOCK.finditer(text):
        yield from _times(*found.groups())


def _times(hour: str, minute: str | None, half: str | None) -> Iterator[str]:
    if minute is None and half is None:
        return
    at = int(hour)
    minute = minute or "00"
    if half is None:
        yield f"{at:02}:{minute}"
    if half is None or half.lower() == "p":
        yield f"{at % 12 + 12:02}:{minute}"
    if half is not None and half.lower() == "a":
        yield f"{at % 12:02}:{minute}"
