"""Lies told in the prompt of a good row: the answer stays, and a value, a line or a way of writing changes."""

import random
import re
from collections.abc import Callable
from itertools import pairwise

from goldsmith.core.nouns import Row
from goldsmith.extractors import values
from goldsmith.extractors.reading import Reading, Unreadable

DIGITS = "0123456789"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
OTHER_UNITS = {
    "%": " kg", "percent": "kg", "cm": "in", "kg": "lb", "kg/m²": "lb/ft²", "°C": "°F", "bpm": "mmHg", "mmHg": "kPa",
    "breaths/min": "bpm", "bytes": "KB", "dBm": "dB", "seconds": "minutes", "minutes": "hours", "hours": "days",
    "days": "weeks", "years": "months",
}  # fmt: skip
MEASURED = re.compile(r"(?P<number>-?[\d.,\u202f]*\d ?)(?P<unit>\D+)")
UNCLAIMED = (
    "The reference is ZX-4417.", "Its colour is teal.", "The locker number is 318.", "Ask for Mr Quimby at the gate.",
    "The deposit was 75.20.",
)  # fmt: skip
PLAIN_THOUSANDS = re.compile(r"[1-9]\d{3,5}")
Span = tuple[int, int]


def with_input(row: Row, text: str) -> Row:
    """The row with another input in every column that repeats it."""
    prompt = f"{row['instruction']}\n\n{text}" if row["instruction"] else text
    turns = [turn | {"content": text} if turn["role"] == "user" else turn for turn in row["messages"]]
    return row | {"input": text, "prompt": prompt, "messages": turns}


def other_digit(text: str, rng: random.Random) -> str:
    """The text with one of its digits changed; it must hold one."""
    at = rng.choice([place for place, sign in enumerate(text) if sign in DIGITS])
    return f"{text[:at]}{rng.choice(DIGITS.replace(text[at], ''))}{text[at + 1 :]}"


def other_letter(text: str, rng: random.Random) -> str:
    """The text with one of its Latin letters changed; it must hold one."""
    at = rng.choice([place for place, sign in enumerate(text) if sign.lower() in LETTERS])
    letter = rng.choice(LETTERS.replace(text[at].lower(), ""))
    return f"{text[:at]}{letter.upper() if text[at].isupper() else letter}{text[at + 1 :]}"


def has_digit(text: str) -> bool:
    """Whether `other_digit` has something to change."""
    return any(sign in DIGITS for sign in text)


def has_letter(text: str) -> bool:
    """Whether `other_letter` has something to change."""
    return any(sign.lower() in LETTERS for sign in text)


def _changed(row: Row, span: Span, text: str) -> Row:
    return with_input(row, row["input"][: span[0]] + text + row["input"][span[1] :])


def _span(row: Row, reading: Reading, rng: random.Random, fits: Callable[[str], bool]) -> tuple[Span, str] | None:
    found = [(span, text) for span in reading.spans if fits(text := row["input"][span[0] : span[1]])]
    return rng.choice(found) if found else None


def _line_of(text: str, span: Span) -> Span:
    """The whole line or lines that a span stands in, with the line break behind them."""
    end = text.find("\n", span[1])
    return text.rfind("\n", 0, span[0]) + 1, len(text) if end < 0 else end + 1


def digit_changed(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """One digit of one value."""
    found = _span(row, reading, rng, has_digit)
    return _changed(row, found[0], other_digit(found[1], rng)) if found else None


def letter_changed(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """One letter of one value."""
    found = _span(row, reading, rng, has_letter)
    return _changed(row, found[0], other_letter(found[1], rng)) if found else None


def values_exchanged(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """Two values in each other's place."""
    spans = sorted(set(reading.spans))
    apart = [(one, other) for one, other in pairwise(spans) if one[1] <= other[0]]
    if not apart:
        return None
    one, other = rng.choice(apart)
    text = row["input"]
    between = text[one[1] : other[0]]
    return _changed(row, (one[0], other[1]), text[other[0] : other[1]] + between + text[one[0] : one[1]])


def line_removed(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A line that holds a value is gone."""
    found = _span(row, reading, rng, bool)
    return _changed(row, _line_of(row["input"], found[0]), "") if found else None


def line_doubled(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A line stands a second time, one of its values changed."""
    found = _span(row, reading, rng, lambda text: has_digit(text) or has_letter(text))
    if found is None:
        return None
    span, value = found
    start, end = _line_of(row["input"], span)
    other = other_digit(value, rng) if has_digit(value) else other_letter(value, rng)
    again = f"{row['input'][start : span[0]]}{other}{row['input'][span[1] : end]}".strip("\n")
    return _changed(row, (start, start), f"{again}\n")


def unit_changed(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A number in another unit: centimetres become inches, percent becomes kilograms."""
    found = _span(
        row, reading, rng, lambda text: (said := MEASURED.fullmatch(text)) is not None and said["unit"] in OTHER_UNITS
    )
    if found is None:
        return None
    said = MEASURED.fullmatch(found[1])
    assert said is not None
    return _changed(row, found[0], said["number"] + OTHER_UNITS[said["unit"]])


def sentence_added(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A sentence with a value that no field claims, before or after everything else."""
    del reading
    said, gap = rng.choice(UNCLAIMED), rng.choice(("\n", "\n\n"))
    return with_input(row, rng.choice((f"{row['input']}{gap}{said}", f"{said}{gap}{row['input']}")))


def date_ambiguous(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A day written as 03/04/2025, which two countries read differently."""
    found = _span(row, reading, rng, lambda text: _two_ways(text) is not None)
    return _changed(row, found[0], _two_ways(found[1]) or "") if found else None


def _two_ways(text: str) -> str | None:
    """The date or moment with its day in figures and slashes; None where that leaves one reading."""
    try:
        moment = values.moment(text) if ":" in text else values.day(text)
    except Unreadable:
        return None
    year, month, day = moment[:10].split("-")
    if day == month or int(day) > 12:
        return None
    clock = f" {moment[11:19]} {moment[19:]}" if len(moment) > 10 else ""
    return f"{day}/{month}/{year}{clock}"


def thousands_ambiguous(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A whole number written as 1,234 or 1.234, which half the world reads as the other."""
    found = _span(row, reading, rng, lambda text: PLAIN_THOUSANDS.fullmatch(text) is not None)
    return _changed(row, found[0], f"{int(found[1]):,}".replace(",", rng.choice(",."))) if found else None
