"""Clauses about all words of a class: most nouns in -o are masculine, verbs of movement take essere."""

import re
from collections.abc import Sequence

from goldsmith.extractors.lessons.patterns import Clause
from goldsmith.extractors.lessons.symbols import Symbol

CLASS = re.compile(r"\b(?:nouns|verbs|adjectives|words|participles)\b")
ONE = re.compile(r"^(?:noun|verb|adjective|word)$")
HEADS = frozenset(("T", "g", "o", "ALL"))
CONDITIONS = frozenset(("IN", "END", "BEGIN", "WITH"))
SAID = frozenset(("BE", "TAKE", "HAVE", "BECOME", "CHANGE", "END", "NOCHANGE", "NOT", "FORM"))
PREDICATE = SAID | {"IN", "OF", "M", "T", "g", "o", "ITS", "ALL", "FROM", "WITH", "SAY"}


def law(part: Sequence[Symbol]) -> Clause | None:
    """The subject and the predicate of a clause about a class of words."""
    part = [one for one, after in zip(part, (*part[1:], None), strict=True) if not relative(one, after)]
    place = 0
    while place < len(part) and part[place].kind in HEADS:
        place += 1
    heads = part[:place]
    while place + 1 < len(part) and part[place].kind in CONDITIONS and part[place + 1].kind in ("M", "T", "g"):
        place += 2
    subject, said = tuple(part[:place]), tuple(part[place:])
    conditioned = len(subject) > len(heads)
    named = any(names_class(one, conditioned=conditioned) for one in heads)
    if not named or not said or not says(said[0]) or not {one.kind for one in said[1:]} <= PREDICATE:
        return None
    return Clause("law", {"s": subject, "o": said})


def names_class(one: Symbol, *, conditioned: bool) -> bool:
    """The word names a class: nouns, -are verbs, a noun where a condition follows."""
    text = one.text.lower()
    conjugation = one.value == "conjugation" and text.startswith("-")
    return conjugation or bool(CLASS.search(text)) or (conditioned and bool(ONE.match(text)))


def relative(one: Symbol, after: Symbol | None) -> bool:
    """A pronoun before a condition: nouns that end in -o."""
    return one.kind in ("THAT", "WHICH") and after is not None and after.kind in ("END", "BEGIN")


def says(one: Symbol) -> bool:
    """The symbol can open a predicate."""
    return one.kind in SAID or one.text.lower() in ("form", "make")
