"""Finds the records in one JSON object: a list under a key, splits, columns, an index, or SQuAD's nesting."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson

from goldsmith.core.errors import UsageError
from goldsmith.extractors.records import is_message

SPLITS = frozenset(("train", "training", "validation", "valid", "val", "dev", "eval", "test", "testing"))
MANY = 20
"""Objects under more names than this are records by name, not columns."""


def records_within(value: dict[str, Any], path: Path) -> Iterator[Any]:
    """The records that one object holds; the object itself where it holds none.

    Raises UsageError where it holds several sets of records that are no splits.
    """
    sets = {name: list(found) for name, cell in value.items() if (found := _records(cell))}
    if not sets:
        yield from _columns(value) or _records(value) or [value]
    elif len(sets) == 1:
        yield from (one for [found] in [sets.values()] for item in found for one in unnested(item))
    elif sets.keys() <= SPLITS:
        for name, found in sets.items():
            yield from ({"split": name} | one for item in found for one in unnested(item))
    elif found := _records(value):
        yield from found
    else:
        raise UsageError(f"{str(path)!r} holds several sets of records ({', '.join(sets)}); save one of them as a file")


def unnested(value: Any) -> Iterator[Any]:
    """The questions of a SQuAD article, each with its paragraph; any other value as it is."""
    if not isinstance(value, dict) or not isinstance(value.get("paragraphs"), list):
        yield value
        return
    for paragraph in value["paragraphs"]:
        shared = {name: cell for name, cell in paragraph.items() if name != "qas"}
        for question in paragraph.get("qas", ()):
            yield {"title": value.get("title", "")} | shared | question


def prefix_of_records(head: bytes, path: Path) -> str:
    """Where the first list of objects stands in a large JSON object, as ijson writes it.

    Raises UsageError where none begins in the first bytes.
    """
    listed = ""
    try:
        for prefix, event, _ in ijson.parse(io.BytesIO(head)):
            if event == "start_map" and listed and prefix == f"{listed}.item":
                return str(prefix)
            listed = prefix if event == "start_array" else ""
    except ijson.JSONError:
        pass
    raise UsageError(f"{str(path)!r} is one large JSON object without a list of records; save it as JSON Lines")


def _records(cell: Any) -> list[dict[str, Any]]:
    """The records that a list, or an object by number or name, holds; empty where it is something else."""
    if isinstance(cell, dict):
        items = list(cell.values())
        return items if _numbered(cell) and _alike(items) else []
    if isinstance(cell, list) and cell and isinstance(cell[0], dict) and not is_message(cell[0]):
        return cell
    return []


def _numbered(cell: dict[str, Any]) -> bool:
    """Whether the names are row numbers, or so many that they can be no columns."""
    return bool(cell) and (all(map(str.isdigit, cell)) or len(cell) > MANY)


def _alike(items: list[Any]) -> bool:
    """Whether these are records: objects that share columns, and not columns by row number."""
    named = all(isinstance(item, dict) and not item.keys().isdisjoint(items[0]) for item in items[:100])
    return named and not _numbered(items[0])


def _columns(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The records of columns that are written as lists, or as objects by row number; empty where they are not."""
    if isinstance(value.get("columns"), list) and isinstance(value.get("data"), list):
        return [dict(zip(value["columns"], row, strict=False)) for row in value["data"]]
    cells = list(value.values())
    if len(cells) > 1 and all(isinstance(cell, dict) and cell and all(map(str.isdigit, cell)) for cell in cells):
        return [{name: cell.get(row) for name, cell in value.items()} for row in cells[0]]
    if len(cells) > 1 and all(isinstance(cell, list) and len(cell) == len(cells[0]) for cell in cells) and cells[0]:
        return [dict(zip(value, row, strict=True)) for row in zip(*cells, strict=True)]
    return []
