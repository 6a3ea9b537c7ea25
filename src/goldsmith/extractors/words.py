"""Ordinary words: what requests and small talk are made of, and values seldom are."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from goldsmith.extractors.quotes import QUOTED

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


STRANGE = re.compile(r"[^\s\w.,:;!?'’()/&–—-]|[\d_]")
"""What small talk never holds: digits, and signs that say something, such as stars and thumbs."""


EXCLUDING = re.compile(
    r"\b(?:leav(?:e|es|ing) \w+|keep \w+ out|left out|do not \w+|don['’]t \w+|never \w+|not \w+|except \w+|no \w+|nothing \w+"
    r"|(?<!json )only(?! (?:\w+ )?json)(?: \w+)?|without \w+)",
    re.IGNORECASE,
)
"""Words that may take something out of the answer that the prompt states: "leave out the e-mail", "only the name"."""
HARMLESS = re.compile(
    r"\bleave out what is not(?: stated)?\b|\bno text\b|\bwith nothing before or after it\b|\bnot stated\b",
    re.IGNORECASE,
)
PAIRED = re.compile(r"^\W*(\w[\w '’/-]{0,40}?)\s*(?::|\s[–—-])\s+(\w.*)$", re.MULTILINE)


@lru_cache(maxsize=16_384)
def misleading(text: str, title: str) -> str:
    """What is wrong with small talk: it would take a stated value out of the answer, or looks like a field; else ""."""
    found = EXCLUDING.search(HARMLESS.sub(" ", " ".join(text.split())))
    if found:
        return f"{found[0]!r} may keep a stated value out of the answer"
    for line in PAIRED.finditer(text):
        if WORD.findall(line[2].lower()) != WORD.findall(title.lower()):
            return f"{line[0].strip()!r} reads like a field and its value, and no field is called so"
    return ""


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
