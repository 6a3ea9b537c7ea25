"""The odd values of real data, put into one fitting field of a draft: quotes, emoji, several lines, look-alikes, extremes."""

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from goldsmith.generators.draw import between
from goldsmith.schemas.tree import Node

EMOJI = ("👍", "🎉", "🙂", "🚚", "⚠️", "❤️", "✅", "🔥", "📦", "☕", "🙏", "🐛")
SECOND_LINES = (
    "Please handle with care.", "More details will follow.", "Nothing else to report.", "Second line as dictated.",
    "See the copy in the shared folder.", "That is how it stands.", "To be continued tomorrow.", "That is all for today.",
)  # fmt: skip
LONG_TAILS = (
    "several people looked at this and agreed that nothing was missing from the first description",
    "the same thing had been seen before during the spring and nobody could say why",
    "everyone involved was asked to keep a copy until the matter is settled for good",
    "no further steps were taken because the person in charge was out of the office that week",
    "a second look by another colleague led to the very same result as the first one had",
    "the earlier correspondence about it is kept together with the rest of the papers",
)  # fmt: skip
SHORT = ("Ok", "Done", "Yes", "No", "Hm", "Fine", "Thx", "Same")
NUMBER_LIKE = ("007", "404", "1e5", "12.50", "-3", "0", "3.14159", "1/2", "50%", "$20")
DATE_LIKE = ("2024-02-30", "1/2/2023", "May 5", "2023-W07", "12:30", "Q3 2024", "31.12.", "2019")
LABEL_LIKE = (
    "Total: 40",
    "Status: unknown",
    "Name: see above",
    "Note: Price: 3",
    "ID: none",
    "Re: Date: pending",
    "Key: value",
)
PLACES = ("{1}: {0}", "{0} ({1})", "{0} - {1}", "{1} {0}", "{0} {1}")
"""Where a look-alike stands beside the words that it is part of."""
QUOTING = ('He said "{}" twice', 'Marked as "{}"', '"{}" as they put it', 'Known as "{}"', '"{}"')


def _quotes(text: str, rng: random.Random) -> str:
    return rng.choice(QUOTING).format(text.replace('"', "'"))


def _emoji(text: str, rng: random.Random) -> str:
    return f"{text} {rng.choice(EMOJI)}"


def _lines(text: str, rng: random.Random) -> str:
    return f"{text}\n{rng.choice(SECOND_LINES)}"


def _long(text: str, rng: random.Random) -> str:
    return f"{text.rstrip('.')} and {', and '.join(rng.sample(LONG_TAILS, 5))}"


TEXTS: dict[str, Callable[[str, random.Random], str]] = {
    "quotes": _quotes,
    "emoji": _emoji,
    "multi-line": _lines,
    "very long": _long,
    "very short": lambda text, rng: rng.choice(SHORT),
    "number-like": lambda text, rng: rng.choice(PLACES).format(text.rstrip("."), rng.choice(NUMBER_LIKE)),
    "date-like": lambda text, rng: rng.choice(PLACES).format(text.rstrip("."), rng.choice(DATE_LIKE)),
    "label-like": lambda text, rng: rng.choice(PLACES).format(text.rstrip("."), rng.choice(LABEL_LIKE)),
}
NUMBERS: dict[str, Callable[[random.Random], Decimal]] = {
    "huge": lambda rng: between(rng, 1_000_000, 9_999_999, 2),
    "negative": lambda rng: -between(rng, 1, 40, 1),
}
NAMES = ("accents", "apostrophe")


def oddities_of(root: Node) -> tuple[str, ...]:
    """The oddities that some field of a record type may take, in a fixed order."""
    found = {odd for _, leaf in root.leaves() for odd in leaf.role.odd if leaf.derived is None}
    return tuple(odd for odd in (*NAMES, *TEXTS, *NUMBERS) if odd in found)


def bend(draft: dict[str, Any], root: Node, odd: str, rng: random.Random) -> bool:
    """Give one fitting field of the draft an odd value, in place; False where the draft has no such field.

    Odd names are drawn by the samplers themselves, since mail addresses follow them.
    """
    if not odd or odd in NAMES:
        return True
    places = list(_places(draft, root, odd))
    if not places:
        return False
    holder, key = rng.choice(places)
    holder[key] = TEXTS[odd](str(holder[key]), rng) if odd in TEXTS else NUMBERS[odd](rng)
    return True


def _places(draft: dict[str, Any], node: Node, odd: str) -> Iterator[tuple[Any, Any]]:
    for child in node.fields:
        if child.name not in draft or child.derived is not None:
            continue
        value = draft[child.name]
        if child.fields:
            yield from _places(value, child, odd)
        elif child.items is not None:
            for at in range(len(value)):
                if child.items.fields:
                    yield from _places(value[at], child.items, odd)
                elif odd in child.items.role.odd:
                    yield value, at
        elif odd in child.role.odd:
            yield draft, child.name
