"""Sentences of prose, and what stands in them between quotation marks, emphasised or as code."""

import re
from collections.abc import Iterator
from typing import NamedTuple

QUOTE = re.compile(
    r"“([^”\n]{1,200})”|„([^“”\n]{1,200})[“”]|«\s?([^»\n]{1,200}?)\s?»|\"([^\"\n]{1,200})\"|`([^`\n]{1,200})`"
    r"|\*{1,3}([^*\n]{1,200}?)\*{1,3}|(?<![\w_])_([^_\n]{1,200}?)_(?![\w_])"
    r"|(?<![\w])‘((?:[^‘’\n]|’(?=\w)){1,200})’(?!\w)"
    r"|(?<![\w'])'((?:[^'\n]|'(?=\w)){1,200}?)'(?!\w)"
)
"""Each pair of marks, a group of its own; an apostrophe inside a word ends nothing."""
ENDS = re.compile(r"(?<=[.!?…])[\"”»')*]*(?=\s+\S)|(?<=[.!?…]¤)(?=\s+[¤(A-ZÀ-Ý])|\n+")
SHORT = re.compile(r"(?:\b(?:e\.g|i\.e|es|ecc|etc|sig|sig\.ra|dott|prof|pl|sing|fem|masc|vs|Mr|Mrs|Dr|p)|\d)\.$")
INNER = re.compile(r"[.!?…]+$")


class Quote(NamedTuple):
    """A quoted text, and where it stands with its marks."""

    text: str
    start: int
    end: int


def quotes(text: str) -> tuple[Quote, ...]:
    """The quoted texts in order, without their marks and without a full stop that belongs to the sentence around them."""
    return tuple(
        Quote(next(part for part in found.groups() if part is not None).strip(" *_"), found.start(), found.end())
        for found in QUOTE.finditer(text)
    )


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; a mark inside a quotation ends none."""
    hidden = QUOTE.sub(_hidden, text)
    start = 0
    for found in ENDS.finditer(hidden):
        piece = text[start : found.end()]
        if SHORT.search(hidden[start : found.start()]):
            continue
        if piece.strip():
            yield piece.strip()
        start = found.end()
    if text[start:].strip():
        yield text[start:].strip()


def _hidden(found: re.Match[str]) -> str:
    """As many signs as the quotation has; its last mark is kept, since it may end the sentence."""
    text, size = found[0], found.end() - found.start()
    return "¤" * (size - 2) + text[-2] + "¤" if text[-2] in ".!?…" else "¤" * size
