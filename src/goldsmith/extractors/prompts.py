"""Reads a prompt back into the values it states, from the text and the JSON Schema alone."""

from functools import lru_cache

from goldsmith.core.canonical import from_json
from goldsmith.extractors.chatter import settle_residue
from goldsmith.extractors.lexicon import Lexicon, builtin
from goldsmith.extractors.memory import read_lines
from goldsmith.extractors.page import Page
from goldsmith.extractors.phrases import lines_of
from goldsmith.extractors.reading import Path, Reading, Unreadable, dotted
from goldsmith.extractors.shape import Field, compile_schema


@lru_cache(maxsize=256)
def shape_of(schema: str, lexicon: Lexicon | None = None) -> tuple[Field, str]:
    """The reader's view of a JSON Schema given as text, and its title."""
    data = from_json(schema)
    root = compile_schema(data, lexicon or builtin())
    kind = str(data.get("$id", "")).rsplit(":", 1)[-1]
    root.phrases = lexicon.phrases[kind] if lexicon and kind in lexicon.phrases else lines_of(kind)
    return root, str(data.get("title", ""))


def read(prompt: str, schema: str, lexicon: Lexicon | None = None) -> Reading:
    """The one reading of a prompt.

    Raises Unreadable when there is none or more than one, when a value has two readings, when a list's entries
    cannot be told apart, or when the prompt holds words that no field claims.
    """
    root, title = shape_of(schema, lexicon)
    page = Page(root)
    read_lines(page, prompt)
    return settled(page, title)


def settled(page: Page, title: str) -> Reading:
    """The reading of a page whose lines are all read.

    Raises Unreadable where a stretch is claimed by no field, or a list has a gap.
    """
    settle_residue(page, title)
    _check_positions(page)
    residue = tuple(text for _, text in page.residue)
    return Reading(page.stated, tuple(page.spans), frozenset(page.asked), page.rates, tuple(page.distractors), residue)


def _check_positions(page: Page) -> None:
    """Every list counts from its first entry without a gap."""
    seen: dict[Path, set[int]] = {}
    entries = {path[:-1] for path in page.stated}
    entries.update([path for path in page.stated if type(path[-1]) is int])
    for path in entries:
        for depth, step in enumerate(path):
            if isinstance(step, int):
                seen.setdefault(path[:depth], set()).add(step)
    for path, positions in seen.items():
        if len(positions) != max(positions) + 1:
            raise Unreadable(f"{dotted(path)} has entries {sorted(positions)}, counted from 0")
