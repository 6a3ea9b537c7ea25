"""What fields are called in writing: the field's own name in one of several cases, or a synonym."""

import random
import re
from functools import cache, lru_cache
from zlib import crc32

from goldsmith.languages.english.labels import singular
from goldsmith.templates.environment import wordings

ACRONYMS = {
    "id": "ID", "sku": "SKU", "bmi": "BMI", "icd10": "ICD-10", "kyc": "KYC", "aml": "AML", "cc": "CC", "roas": "ROAS", "url": "URL",
}  # fmt: skip
UNITS = ("cm", "kg", "seconds", "minutes", "hours")
SMALL = ("of", "in", "by")
"""Words that a title writes small between others."""
WRITERS = 997
"""How many tastes there are to draw from."""


class Labels:
    """One writer's names for fields: a case, and for about half of the fields that have synonyms one of them.

    Which ones is decided by `taste`, a drawn number; 0 is a writer who uses no synonym.
    """

    def __init__(self, case: str, taste: int = 0) -> None:
        self.case = case
        self.taste = taste

    def of(self, name: str) -> str:
        """The field's label."""
        return _label(name, self.case, self.taste)

    def entry(self, name: str, number: int) -> str:
        """The label of one entry of a list: "Line Item 2"."""
        if self.case == "snake":
            return f"{name}[{number - 1}]"
        return f"{self.cased(singular(name.replace('_', ' ')))} {number}"

    def cased(self, name: str) -> str:
        """A name's words in this writer's case."""
        return _cased(name, self.case)

    def joined(self, parts: list[str]) -> str:
        """The label of a nested field from those of its steps; "Patient" and "Patient ID" make "Patient ID"."""
        if self.case == "snake":
            return ".".join(parts)
        whole = parts[0]
        for part in parts[1:]:
            whole = joined(whole, part)
        return whole


@lru_cache(maxsize=16_384)
def _label(name: str, case: str, taste: int) -> str:
    return _cased(_preferred(name, taste) if taste else name, case)


@lru_cache(maxsize=16_384)
def joined(outer: str, inner: str) -> str:
    """A label and that of a part of it, in which words that end the one and begin the other are said once."""
    before, after = outer.split(), inner.split()
    named = [word.casefold() for word in before if not word.isdecimal()]
    shared = next(
        (size for size in range(len(after) - 1, 0, -1) if named[-size:] == [word.casefold() for word in after[:size]]),
        0,
    )
    return " ".join([*before, *after[shared:]])


@cache
def _cased(name: str, case: str) -> str:
    if case == "snake":
        return name.replace(" ", "_")
    if re.fullmatch(r"\d+_\d+", name):
        return name.replace("_", "-")
    words = [ACRONYMS.get(word, word) for word in name.replace("_", " ").split()]
    if words[-1] in UNITS and len(words) > 1:
        return f"{_cased(' '.join(words[:-1]), case)} ({words[-1]})"
    if case == "upper":
        return " ".join(words).upper()
    if case == "title":
        return " ".join(_titled(word, inside=0 < at < len(words) - 1) for at, word in enumerate(words))
    if case == "sentence":
        return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
    return " ".join(words)


def _titled(word: str, *, inside: bool) -> str:
    if word in ACRONYMS.values() or (inside and word in SMALL):
        return word
    return word[:1].upper() + word[1:]


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in wordings("synonyms").items()}


@lru_cache(maxsize=16_384)
def _preferred(name: str, taste: int) -> str:
    words = _synonyms().get(name, ())
    place = (crc32(name.encode()) ^ taste) % (2 * len(words)) if words else 0
    return words[place] if place < len(words) else name


def draw_labels(rng: random.Random, case: str, *, spoken: bool) -> Labels:
    """Labels in a case; `spoken` ones are those of a writer who uses synonyms."""
    return Labels(case, rng.randint(1, WRITERS) if spoken else 0)
