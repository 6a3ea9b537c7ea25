"""The layouts: one Jinja2 file each, generic over the fields of a record type, grouped by genre."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from goldsmith.schemas.kind import Kind
from goldsmith.templates.environment import fill, layout_source, wordings
from goldsmith.templates.guarding import in_cell, in_column
from goldsmith.templates.labels import Labels, draw_labels
from goldsmith.templates.prose import sentences_of
from goldsmith.templates.shapes import Line, clauses, flat, log_pairs, outline, set_lines, table_of
from goldsmith.templates.statements import Entries, Group, Part

GENRES = ("sheet", "email", "chat", "document", "table", "prose", "note", "log")
COMPLEX_GENRES = ("sheet", "email", "document", "table", "note", "log")
"""Genres that hold deep nesting; nobody dictates a device network in one sentence."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to set a record; `notation` names what the file expects, `case` how labels are written, `mark` how they end."""

    name: str
    genre: str
    notation: str
    case: str
    spoken: bool = False
    entries: str = "dash"
    mark: str = "colon"
    machine: bool = False
    nests: bool = True
    distractors: bool = False


LAYOUTS: tuple[Layout, ...] = (
    Layout("sheet_plain", "sheet", "outline", "title"),
    Layout("sheet_headed", "sheet", "outline", "title"),
    Layout("sheet_after", "sheet", "outline", "title", entries="plain"),
    Layout("sheet_numbered", "sheet", "outline", "title", entries="number"),
    Layout("email_lines", "email", "outline", "sentence", spoken=True, distractors=True),
    Layout("email_bullets", "email", "outline", "sentence", spoken=True, mark="bullets", distractors=True),
    Layout("email_sentences", "email", "sentences", "lower", spoken=True, nests=False, distractors=True),
    Layout("chat_lines", "chat", "outline", "lower", spoken=True, nests=False, distractors=True),
    Layout("chat_clauses", "chat", "clauses", "lower", spoken=True, nests=False, distractors=True),
    Layout("chat_turns", "chat", "clauses", "lower", spoken=True, nests=False, distractors=True),
    Layout("document_leaders", "document", "blocks", "title", mark="leaders"),
    Layout("document_sections", "document", "blocks", "sentence", spoken=True),
    Layout("document_form", "document", "blocks", "title", mark="bold"),
    Layout("table_fields", "table", "cells", "title"),
    Layout("table_entries", "table", "tables", "sentence"),
    Layout("table_tabs", "table", "tabs", "title"),
    Layout("prose_paragraph", "prose", "sentences", "lower", spoken=True, nests=False, distractors=True),
    Layout("prose_lines", "prose", "sentences", "lower", spoken=True, nests=False, distractors=True),
    Layout("note_dashes", "note", "clauses", "lower", spoken=True, nests=False, distractors=True),
    Layout("note_semicolons", "note", "clauses", "lower", spoken=True, nests=False, distractors=True),
    Layout("note_outline", "note", "outline", "lower", mark="equals", distractors=True),
    Layout("log_pairs", "log", "pairs", "snake", machine=True, distractors=True),
    Layout("log_lines", "log", "pairs", "snake", machine=True),
    Layout("log_ticket", "log", "outline", "title", mark="brackets", distractors=True),
)


def genres_of(kind: Kind) -> tuple[str, ...]:
    """The genres that a record type is written in."""
    return COMPLEX_GENRES if kind.complexity == "complex" else GENRES


@cache
def layouts_of(kind: Kind, genre: str) -> tuple[Layout, ...]:
    """The layouts of a genre that hold this record type."""
    return tuple(one for one in LAYOUTS if one.genre == genre and (one.nests or kind.complexity != "complex"))


@dataclass(slots=True)
class Setting:
    """What a layout is set with: the record's parts, the request, and lines that belong to no field."""

    kind: Kind
    parts: list[Part]
    request: str
    footer: list[str]
    labels: Labels = field(default_factory=lambda: Labels("title"))


def set_prompt(layout: Layout, setting: Setting, rng: random.Random) -> str:
    """The record in writing.

    Raises CannotSay when this notation cannot hold one of the values.
    """
    setting.labels = draw_labels(rng, layout.case, spoken=layout.spoken)
    slots: dict[str, Any] = {"request": setting.request, "footer": setting.footer}
    slots |= _small_talk(layout.genre, setting.kind.title, rng)
    slots |= NOTATIONS[layout.notation](layout, setting, rng)
    text = fill(layout_source(layout.name), **slots)
    return (BLANKS.sub("\n\n", text) if "\n\n\n" in text else text).strip()


BLANKS = re.compile(r"\n{3,}")
"""Two empty lines or more, which nobody leaves."""


ACRONYM = re.compile(r"[A-Z]{2}|[a-z][A-Z]")


@cache
def lowered(title: str) -> str:
    """A record type's title inside a sentence: "REST API response", "e-commerce order", "IoT device network"."""
    return " ".join(word if ACRONYM.search(word) else word.lower() for word in title.split())


@cache
def _fill_title(source: str, title: str) -> str:
    return fill(source, title=lowered(title), Title=title, TITLE=title.upper())


def _small_talk(genre: str, title: str, rng: random.Random) -> dict[str, str]:
    told = wordings("openings")[genre]
    made = {
        key: _fill_title(rng.choice(told[key + "s"]), title)
        for key in ("heading", "greeting", "opening", "closing")
        if key + "s" in told
    }
    return made | {"rule": rng.choice(("-" * 40, "=" * 32, "_" * 36, "~" * 30))}


def _outline(layout: Layout, setting: Setting, rng: random.Random) -> dict[str, Any]:
    del rng
    return {"lines": set_lines(outline(setting.parts, setting.labels, entries=layout.entries), layout.mark)}


LINKS = {
    "chat_clauses": (" ", " is "),
    "chat_turns": (" is ", ": ", " = "),
    "note_dashes": (" ", " is ", ": ", " = "),
    "note_semicolons": (" ", " is ", ": ", " = "),
}
"""What stands between label and value; a line of its own such as "message OK" would be small talk without a sign."""


def _clauses(layout: Layout, setting: Setting, rng: random.Random) -> dict[str, Any]:
    link = rng.choice(LINKS[layout.name])
    said, lines = clauses(setting.parts, setting.labels, link, setting.kind, rng)
    return {"clauses": said, "lines": set_lines(lines, layout.mark)}


def _sentences(layout: Layout, setting: Setting, rng: random.Random) -> dict[str, Any]:
    said, lines = sentences_of(setting.kind, setting.parts, setting.labels, rng)
    return {"sentences": said, "lines": set_lines(lines, layout.mark)}


def _pairs(layout: Layout, setting: Setting, rng: random.Random) -> dict[str, Any]:
    del layout, rng
    return {"pairs": log_pairs(setting.parts)}


HEADS = (
    ("Field", "Value"),
    ("Key", "Value"),
    ("Attribute", "Value"),
    ("Label", "Content"),
    ("Field", "Entry"),
    ("Property", "Value"),
)


def _cells(layout: Layout, setting: Setting, rng: random.Random) -> dict[str, Any]:
    guard = in_column if layout.notation == "tabs" else in_cell
    cells = [(label, guard(text, role)) for label, text, role in flat(setting.parts, setting.labels)]
    return {"head": rng.choice(HEADS), "cells": cells}


def _tables(layout: Layout, setting: Setting, rng: random.Random) -> dict[str, Any]:
    tables = {}
    for part in setting.parts:
        if isinstance(part, Entries) and (made := table_of(part, setting.labels, in_cell)):
            tables[part.name] = made
    rest = [part for part in setting.parts if part.name not in tables]
    inner = Setting(setting.kind, rest, setting.request, setting.footer, setting.labels)
    return _cells(layout, inner, rng) | {"tables": list(tables.values())}


def _blocks(layout: Layout, setting: Setting, rng: random.Random) -> dict[str, Any]:
    """Lines in field order; a nested object or a list becomes a section with a heading of its own."""
    del rng
    blocks: list[tuple[str, list[Line], list[str]]] = []
    for part in setting.parts:
        heading = setting.labels.of(part.name)
        if isinstance(part, Group):
            blocks.append((heading, outline(part.parts, setting.labels), []))
        elif isinstance(part, Entries):
            table = None if any("\n" in _text(row) for row in part.rows) else table_of(part, setting.labels, in_column)
            lines = [] if table else outline([part], setting.labels, entries=layout.entries)[1:]
            blocks.append((heading, lines, _columns(table.header, table.rows) if table else []))
        elif blocks and not blocks[-1][0]:
            blocks[-1][1].extend(outline([part], setting.labels))
        else:
            blocks.append(("", outline([part], setting.labels), []))
    return {"blocks": [(heading, set_lines(lines, layout.mark), columns) for heading, lines, columns in blocks]}


def _text(row: list[Part]) -> str:
    return "".join(getattr(part, "text", "") for part in row)


def _columns(header: list[str], rows: list[list[str]]) -> list[str]:
    """Cells set in columns, two blanks apart."""
    widths = [max(len(row[at]) for row in [header, *rows]) for at in range(len(header))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [header, *rows]
    ]


NOTATIONS: dict[str, Callable[[Layout, Setting, random.Random], dict[str, Any]]] = {
    "outline": _outline,
    "clauses": _clauses,
    "sentences": _sentences,
    "pairs": _pairs,
    "cells": _cells,
    "tabs": _cells,
    "tables": _tables,
    "blocks": _blocks,
}
