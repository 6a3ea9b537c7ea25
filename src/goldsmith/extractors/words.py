"""Ordinary words: what requests and small talk are made of, and values seldom are."""

import re
from functools import cache
from importlib.resources import files

from goldsmith.extractors.quotes import QUOTED

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


STRANGE = re.compile(r"[^\s\w.,:;!?'’()/&–—-]|[\d_]")
"""What small talk never holds: digits, and signs that say something, such as stars and thumbs."""


@cache
def ordinary_words() -> frozenset[str]:
    """The reader's list of ordinary words, in lower case."""
    return frozenset(files("goldsmith.extractors").joinpath("chatter.txt").read_text(encoding="utf-8").split())


def small_talk(text: str, title: str) -> bool:
    """Whether the text consists of ordinary words and words of the record type's title alone: "Notes from the call"."""
    if STRANGE.search(text) or QUOTED.search(text):
        return False
    known = ordinary_words()
    title_words = WORD.findall(title.lower())
    return all(word in known or word in title_words for word in WORD.findall(text.lower()))
