"""The words of an answer beside what the source shows: names of the fact, a closed list of words, and no number."""

import re
from collections.abc import Iterable, Iterator

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.spoken import forms
from goldsmith.schemas.answers import answer_words

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[½¼¾⅓⅔⅛⅜⅝⅞²³]")
DASH = re.compile(r" [–—] (?=[^\W\d])")
"""A dash between two names; before a number it may be a minus."""
SIGNS = frozenset(" .,:;()?!'\"’“”\n")
"""Signs that say nothing; a minus, a plus or a comparison is none of them."""


def names_of(fact: Fact) -> Iterator[str]:
    """What the page calls a value, each name also in the shorter forms that people use."""
    paths = (part for path in (fact.section, *fact.rows, *fact.columns) for part in path)
    for name in (*paths, fact.table, fact.model, fact.document, fact.attribute, fact.qualifier):
        yield from forms(name) if name else ()


def words_of(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def without(text: str, names: Iterable[str]) -> str:
    """A text with the names in it blanked, longer ones first, whatever their case."""
    for name in sorted({name for name in names if name}, key=len, reverse=True):
        if name.casefold() in text.casefold():
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def mere(text: str, names: Iterable[str], known: frozenset[str] | None = None) -> Iterator[Verdict]:
    """A stretch of an answer is made of names and known words alone."""
    known = answer_words().answering if known is None else known
    if _plain(text, known):
        return
    rest = without(DASH.sub(" ", text), names)
    if number := NUMBER.search(rest):
        yield Verdict(False, "no_other_number", f"{number[0]!r} in {text.strip()!r} stands in no source")
    words = [word for word in words_of(rest) if word not in known]
    signs = sorted({sign for sign in rest if not (sign.isalnum() or sign in SIGNS)})
    if words or signs:
        yield Verdict(False, "answer_words", f"{(words or signs)[0]!r} in {text.strip()!r} is no word of an answer")


def _plain(text: str, known: frozenset[str]) -> bool:
    return SIGNS.issuperset(text) or (
        SIGNS.issuperset(WORD.sub("", text)) and known.issuperset(WORD.findall(text.lower()))
    )
