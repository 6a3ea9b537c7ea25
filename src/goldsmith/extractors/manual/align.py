"""Where each sign of a parsed text stands in the markup: entities, line ends and stray tags make the two differ."""

import html
import re

from goldsmith.extractors.manual.passage import Sign

ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
TAG = re.compile(r"<!--.*?-->|<[/!?A-Za-z][^>]*>?", re.DOTALL)


def aligned(markup: str, start: int, text: str, *, raised: bool = False) -> list[Sign] | None:
    """The signs of a text node with their places in the markup, from its start; None where they cannot be told."""
    if markup.startswith(text, start):
        return [(sign, at, at + 1, raised) for at, sign in enumerate(text, start)]
    signs: list[Sign] = []
    at = 0
    while at < len(text):
        taken = _next(markup, start, text, at)
        if taken is None:
            return None
        count, start, end = taken
        signs += [(sign, start, end, raised) for sign in text[at : at + count]]
        at, start = at + count, end
    return signs


def _next(markup: str, start: int, text: str, at: int) -> tuple[int, int, int] | None:
    """How many signs of the text the next stretch of the markup writes, and where it starts and ends."""
    while start < len(markup):
        sign = markup[start]
        if sign == "&" and (found := _entity(markup, start, text, at)):
            return found
        if sign == text[at]:
            return 1, start, start + 1
        if sign == "\r" and text[at] == "\n":
            return 1, start, start + (2 if markup.startswith("\r\n", start) else 1)
        tag = TAG.match(markup, start)
        if tag is None and sign != "\0":
            return None
        start = tag.end() if tag else start + 1
    return None


def _entity(markup: str, start: int, text: str, at: int) -> tuple[int, int, int] | None:
    found = ENTITY.match(markup, start)
    for end in range(found.end(), start + 2, -1) if found else ():
        meant = html.unescape(markup[start:end])
        own = len(meant) == 1 or (len(meant) == 2 and meant[1] != markup[end - 1])
        if own and meant != markup[start:end] and text.startswith(meant, at):
            return len(meant), start, end
    return None
