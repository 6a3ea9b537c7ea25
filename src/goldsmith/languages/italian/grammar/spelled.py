"""A text cut into words and marks, each word with its readings and with what it agrees in."""

import re
from functools import lru_cache
from typing import NamedTuple

from goldsmith.languages.italian import readings
from goldsmith.languages.italian.adjectives import before_noun
from goldsmith.languages.italian.articles import articulated, definite, indefinite, partitive
from goldsmith.languages.italian.terms import grammar_words
from goldsmith.languages.language import Form, NotCovered

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?|\d+(?:[.,:]\d+)*|[^\w\s]")
Pairs = frozenset[tuple[str, str]]
"""Genders with numbers that are left possible."""
ANY: Pairs = frozenset((gender, number) for gender in "mf" for number in "sp")


class Word(NamedTuple):
    """One word or mark as it stands; a name has its gender in `name`, or "mf" where nobody said it."""

    text: str
    forms: tuple[Form, ...]
    name: str = ""

    @property
    def low(self) -> str:
        """The text in lower case with a straight apostrophe."""
        return self.text.lower().replace("’", "'")

    def read_as(self, *poses: str) -> tuple[Form, ...]:
        """The readings of these parts of speech."""
        return tuple(form for form in self.forms if form.pos in poses)


@lru_cache(maxsize=65536)
def known(text: str) -> tuple[Form, ...]:
    """The readings of one word."""
    return (*readings.analyse(text), *grammar_words().get(readings.normal(text), ()))


def words(text: str, names: dict[str, str]) -> tuple[Word, ...]:
    """The words and marks of a text; names come with their genders."""
    return tuple(_word(found, names) for found in WORD.findall(text))


def _word(text: str, names: dict[str, str]) -> Word:
    if text in names:
        return Word(
            text,
            known(text) if text.lower() != text and text.lower() in ("rosa", "franco") else (),
            names[text] or "mf",
        )
    return Word(text, known(text) if text[0].isalpha() else ())


def pairs(form: Form) -> Pairs:
    """What a reading leaves possible."""
    return frozenset(
        (gender, number) for gender in form.features.gender or "mf" for number in form.features.number or "sp"
    )


@lru_cache(maxsize=65536)
def article_pairs(text: str, following: str) -> Pairs:
    """The genders and numbers for which this article stands before the next word."""
    found = set()
    for gender, number in ANY:
        try:
            written = {definite(gender, number, following).text, partitive(gender, number, following).text}
            if number == "s":
                written.add(indefinite(gender, following).text)
        except NotCovered:
            return ANY
        if text in written:
            found.add((gender, number))
    return frozenset(found)


@lru_cache(maxsize=65536)
def fused_pairs(text: str, preposition: str, following: str) -> Pairs:
    """The genders and numbers for which this preposition with its article stands before the next word."""
    try:
        return frozenset(
            (gender, number)
            for gender, number in ANY
            if articulated(preposition, definite(gender, number, following))[0].text == text
        )
    except NotCovered:
        return ANY


@lru_cache(maxsize=65536)
def before_pairs(text: str, form: Form, following: str) -> Pairs:
    """The genders and numbers for which an adjective or determiner stands so before the next word."""
    try:
        spelled = {one.text for one in before_noun(form.lemma, form.pos, form.features, following)}
    except NotCovered:
        return pairs(form)
    return pairs(form) if text in spelled else frozenset()
