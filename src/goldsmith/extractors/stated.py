"""What a text states, looked up as values: 1,234.50 is 1234.5, March 5, 2025 is 2025-03-05, and 5 does not stand in 15.

Words are compared whole and in order, without case and punctuation. A number with two readings counts as both.
"""

import re
import string
import unicodedata
from decimal import Decimal
from functools import cached_property

from goldsmith.extractors.moments import RELATIVE, TIME, dates_in, times_in, yearless_in
from goldsmith.extractors.numerals import MINUS, PERCENT, PLUS, RUN, key_of, loose_in, numbers_in, readings, spelled_in

STATED, ASSEMBLED, INFLECTED, SPELLED = "stated", "assembled", "inflected", "spelled"
SCALED, UNSIGNED, ABSENT = "scaled", "unsigned", ""
"""Ways in which a text holds a value: as it is; its words apart from each other; in another grammatical form; in letters;
in percent or thousands; with the other sign; not at all."""

FLAT = str.maketrans(dict.fromkeys(string.punctuation + "’‘“”„«»–—−…·•→×¿¡⁄", " "))
NUMERIC_TEXT = re.compile(r"[-−+]?\s?(?:[$€£¥₹#]\s?)?[-−+]?\d(?:[\d.,'’]*\d)?\s?[%€$£]?")
LONG_CODE = 7
"""Digits from which a number is a code that may be written in groups."""
CURRENCIES = {
    "usd": ("$", "dollar", "bucks"),
    "eur": ("€", "euro"),
    "gbp": ("£", "pound", "quid"),
    "jpy": ("¥", "yen"),
    "inr": ("₹", "rupee", "rs"),
    "chf": ("franc", "fr."),
}
"""What people write for a currency, in lower case."""
UNPARTED = "\u0e00"
"""The scripts from here on, Thai to Chinese, put no blanks between words."""
MARKS = frozenset(".,:/-−–'’")
"""Signs that may stand inside a number, a date or a code."""
INNER = re.compile(r"(?<=\d)[.,](?=\d)")
SIGNS = re.compile(r"[\W_]+")
KEPT = "¦"


def plain(text: str) -> str:
    """Lower-case words with one blank between them: how texts are compared."""
    return " ".join(text.casefold().translate(FLAT).split())


class Stated:
    """What one text states; everything beyond its words and figures is worked out when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._way: dict[str, str] = {}

    @cached_property
    def words(self) -> str:
        """The text in plain words, a blank at both ends."""
        return f" {plain(self.text)} "

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its different words."""
        return frozenset(self.words.split())

    @cached_property
    def exact(self) -> str:
        """Like `words`, but decimal marks stay: "5 mm" does not stand in "4.5 mm"."""
        return f" {plain(INNER.sub(KEPT, self.text))} "

    @cached_property
    def figures(self) -> dict[str, int]:
        """The numbers by key, with the signs they stand with: PLUS, MINUS and PERCENT added up."""
        return numbers_in(self.text)

    @cached_property
    def loose(self) -> frozenset[str]:
        """Numbers inside dates, codes and chains, and groups of digits parted by blanks."""
        return loose_in(self.text)

    @cached_property
    def spelled(self) -> frozenset[str]:
        """Numbers that stand in letters."""
        return spelled_in(self.words)

    @cached_property
    def dates(self) -> frozenset[str]:
        """Its dates as YYYY-MM-DD; a date with two readings counts as both."""
        return frozenset(dates_in(self.text))

    @cached_property
    def yearless(self) -> frozenset[str]:
        """Its days of the year as MM-DD, a year beside them or not."""
        return frozenset(yearless_in(self.text))

    @cached_property
    def times(self) -> frozenset[str]:
        """Its times of day as HH:MM; without a half of the day both count."""
        return frozenset(times_in(self.text))

    @cached_property
    def squeezed(self) -> str:
        """Letters and digits alone, in lower case."""
        return SIGNS.sub("", _unaccented(self.text.casefold()))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its words without endings and accents."""
        return frozenset(_stem(_unaccented(word)) for word in self.vocabulary)

    def way_of_number(self, value: int | float | Decimal) -> str:
        """In which way the text holds a number."""
        key = key_of(value)
        seen = self.figures.get(key, 0)
        if seen & (MINUS if value < 0 else PLUS):
            return STATED
        if seen:
            return UNSIGNED
        return SPELLED if key in self.spelled else self._way_of_scaled(key)

    def _way_of_scaled(self, key: str) -> str:
        exact = Decimal(key)
        if self.figures.get(key_of(exact * 100), 0) & PERCENT or key in self.loose:
            return STATED
        share = key_of(exact / 100)
        if share.startswith("0.") and share in self.figures:
            return SCALED
        thousands = exact >= 1000 and any(key_of(exact.scaleb(-power)) in self.figures for power in (3, 6))
        return SCALED if thousands else ABSENT

    def way_of_text(self, value: str) -> str:
        """In which way the text holds a text."""
        at = self.text.find(value)
        if at >= 0 and self._bounded(at, at + len(value)):
            return STATED
        if value not in self._way:
            self._way[value] = self._way_of_other(value.strip())
        return self._way[value]

    def _bounded(self, start: int, end: int) -> bool:
        """Whether a stretch stands by itself: no word goes on, and no number does."""
        before, behind = self.text[max(0, start - 2) : start], self.text[end : end + 2]
        if end > start and self.text[start] >= UNPARTED:
            return True
        if end == start or before[-1:].isalnum() or behind[:1].isalnum():
            return False
        begins, ends = self.text[start].isdigit(), self.text[end - 1].isdigit()
        if begins and (before[-1:] in ("-", "−", "–") or (before[-1:] in MARKS and before[:1].isdigit())):
            return False
        return not (ends and behind[:1] in MARKS and behind[1:].isdigit())

    def _way_of_other(self, value: str) -> str:
        if NUMERIC_TEXT.fullmatch(value):
            return self._way_of_figure(value)
        words = plain(value)
        if f" {words} " in self.words and (
            not value[:1].isdigit() or f" {plain(INNER.sub(KEPT, value))} " in self.exact
        ):
            return STATED if words or value in self.text else ABSENT
        if (moment := self._way_of_moment(value)) is not None:
            return moment
        if words in CURRENCIES and any(sign in self.text.casefold() for sign in CURRENCIES[words]):
            return STATED
        squeezed = SIGNS.sub("", _unaccented(value.casefold()))
        if len(squeezed) >= 4 and squeezed in self.squeezed:
            return STATED
        parts = words.split()
        if all(part in self.vocabulary for part in parts):
            return ASSEMBLED
        return INFLECTED if all(self._has(part) for part in parts) else ABSENT

    def _has(self, word: str) -> bool:
        if word in self.vocabulary:
            return True
        if word.isdigit():
            return word in self.figures or word in self.loose
        return _stem(_unaccented(word)) in self.stems

    def _way_of_figure(self, value: str) -> str:
        figure = RUN.search(value)
        sign = -1 if figure and re.search("[-−]", value[: figure.start()]) else 1
        ways = [self.way_of_number(sign * Decimal(key)) for key in readings(figure[0])] if figure else []
        if found := next((way for way in (STATED, SPELLED, SCALED, UNSIGNED) if way in ways), ABSENT):
            return found
        return STATED if len(value) >= LONG_CODE and value.isdigit() and value in self.squeezed else ABSENT

    def _way_of_moment(self, value: str) -> str | None:
        """The way of a date, a time, or both; None for any other text."""
        if found := TIME.fullmatch(value):
            return STATED if f"{int(found[1]):02}:{found[2]}" in self.times else ABSENT
        if not any(sign.isdigit() for sign in value):
            return None
        dates = list(dates_in(value))
        if not dates:
            return None
        rest = TIME.search(value, 10) if len(value) > 10 else None
        if rest is not None and f"{int(rest[1]):02}:{rest[2]}" not in self.times and rest[0][:5] != "00:00":
            return ABSENT
        if any(date in self.dates for date in dates):
            return STATED
        return SPELLED if any(date[5:] in self.yearless for date in dates) or RELATIVE.search(self.text) else ABSENT


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _stem(word: str) -> str:
    """A word without the commonest English endings; short words stay."""
    for ending in ("ies", "ing", "es", "ed", "er", "ly", "s", "d", "e", "y"):
        if len(word) - len(ending) >= 3 and word.endswith(ending):
            return word[: -len(ending)]
    return word
