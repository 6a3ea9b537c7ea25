"""English words and what they may be forms of, as far as the glosses and the phrase tables know them."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from goldsmith.extractors.lessons.symbols import harmless, named, phrases
from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.grammar.lists import words_of

SPACED = re.compile(r"[^\w'’]+")
PAST = dict(pair.split(":") for pair in sorted(words_of("irregular", "goldsmith.validators.lessons")))
"""Irregular English forms with what they are forms of."""


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The text in lower case without its marks, with straight apostrophes and single spaces."""
    return " ".join(SPACED.sub(" ", text.replace("’", "'").lower()).replace("' ", "'").split())


@cache
def english_words() -> frozenset[str]:
    """The English words that are known: those of the glosses and of the phrase tables."""
    found = set(harmless("en")) | {
        pair.partition(":")[0] for pair in words_of("irregular", "goldsmith.validators.lessons")
    }
    for name in ("nouns", "verbs", "adjectives", "determiners", "words"):
        for row in table(name):
            found.update(bare(row["gloss"]).split())
    for phrase in (*phrases("en"), *named("en")):
        found.update(phrase)
    text = files("goldsmith.extractors.lessons").joinpath("english_words.txt").read_text(encoding="utf-8")
    return frozenset(found | set(text.split())) - {
        "participio",
        "passato",
        "prossimo",
        "presente",
        "imperfetto",
        "futuro",
    }


def stems(word: str) -> Iterator[str]:
    """What an English word may be a form of."""
    yield word
    if word in PAST:
        yield PAST[word]
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("es", "e"),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            yield word[: -len(ending)] + instead
    if re.search(r"(.)\1(ed|ing)$", word):
        yield re.sub(r"(.)\1(ed|ing)$", r"\1", word)


@lru_cache(maxsize=65536)
def is_english(word: str) -> bool:
    """The word is a form of one of the English words that are known."""
    return not english_words().isdisjoint(stems(word))
