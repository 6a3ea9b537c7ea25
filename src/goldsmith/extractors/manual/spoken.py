"""How a name of a manual is said: its words, the signs between them, and the shorter forms that people use."""

import re
from dataclasses import dataclass
from functools import lru_cache

from goldsmith.extractors.manual.labels import AFTER_COMMA, IN_BRACKETS, one_line, unit_in

CHUNK = re.compile(r"\S+")
SOFT = '.,;:!?()[]{}"“”„«»‘*/|–—-…'
"""Signs that part words and belong to none of them."""
WORD = re.compile(r"[^\s.,;:!?()\[\]{}\"“”„«»‘*/|–—…-]+")
POSSESSIVE = re.compile(r"(?<=\w)['’]s$")
NUMBERED = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)]|§ ?\d+) +(?=[^\W\d_])")
ASIDE = re.compile(r":? *\[[^\[\]]+\]$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as compared, where it stands, and the signs between it and the word before it."""

    word: str
    start: int
    end: int
    gap: str


@lru_cache(maxsize=65_536)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; case counts in those that hold a digit, such as part numbers."""
    found: list[Token] = []
    for chunk in CHUNK.finditer(text):
        for start, end in _words(chunk[0]):
            word = chunk[0][start:end].replace("’", "'")
            start, end = start + chunk.start(), end + chunk.start()
            gap = re.sub(r"[^\S\n]+", "", text[found[-1].end if found else 0 : start])
            folded = word if any(sign.isdigit() for sign in word) else word.casefold()
            found.append(Token(folded, start, end, gap))
    return tuple(found)


def _words(chunk: str) -> list[tuple[int, int]]:
    if not any(sign.isdigit() for sign in chunk):
        return [(found.start(), found.end()) for found in WORD.finditer(chunk)]
    start = len(chunk) - len(chunk.lstrip(SOFT))
    end = len(chunk.rstrip(SOFT))
    owned = POSSESSIVE.search(chunk, start, end)
    end = owned.start() if owned else end
    return [(start, end)] if start < end else []


@lru_cache(maxsize=65_536)
def forms(label: str) -> tuple[str, ...]:
    """The ways to say a name, the shortest first: without a section number before it, a unit or an aside behind it."""
    full = one_line(label)
    said = [full]
    numbered = NUMBERED.match(full)
    if numbered:
        said.append(full[numbered.end() :])
    for one in tuple(said):
        shorter = _shorter(one)
        if shorter and tokens(shorter):
            said.append(shorter)
    return tuple(sorted(dict.fromkeys(said), key=len))


def _shorter(said: str) -> str:
    aside = ASIDE.search(said)
    if aside:
        return said[: aside.start()].rstrip()
    behind = IN_BRACKETS.search(said) or AFTER_COMMA.search(said)
    return said[: behind.start()].rstrip() if behind and unit_in(said) is not None else ""
