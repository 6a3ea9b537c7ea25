"""The columns of the audited files: names, types of cell, and how many records fill each."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import orjson

from goldsmith.audit.rows import Rows

EMPTY = "empty"
TEXT = "text"
TYPES: dict[type, str] = {
    str: TEXT,
    bool: "true/false",
    int: "whole number",
    float: "number",
    list: "list",
    dict: "object",
    datetime: "timestamp",
    date: "date",
    type(None): EMPTY,
}
Form = Mapping[str, str]
"""The columns of a record in order, and the type of each cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one file: its cells by type, the commonest first, and the share of records that fill it, 0 to 1."""

    file: str
    name: str
    types: tuple[tuple[str, int], ...]
    filled: float


def form_of(value: Mapping[str, Any]) -> str:
    """The form of a record as JSON; an empty or blank text counts as empty."""
    return _written(tuple(value), tuple(map(_type_of, value.values())))


def _type_of(cell: Any) -> str:
    if cell.__class__ is str:
        return TEXT if cell and not cell.isspace() else EMPTY
    kind: type = cell.__class__
    return TYPES.get(kind, kind.__name__)


@lru_cache(10_000)
def _written(names: tuple[str, ...], types: tuple[str, ...]) -> str:
    return orjson.dumps(dict(zip(names, types, strict=True))).decode()


def forms(rows: Rows) -> Iterator[tuple[str, Form, int]]:
    """Every form that occurs: its file, the form, and how many records have it; in order of first occurrence."""
    query = "SELECT file, form, count(*) FROM rows WHERE problem = '' GROUP BY file, form ORDER BY min(place)"
    with rows.connection() as connection:
        found = connection.execute(query)
        while some := found.fetchmany(1_000):
            yield from ((file, orjson.loads(form), count) for file, form, count in some)


def columns(rows: Rows) -> tuple[Column, ...]:
    """Every column of every file in the order in which they first occur."""
    types: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    readable: Counter[str] = Counter()
    for file, form, count in forms(rows):
        readable[file] += count
        for name, kind in form.items():
            types[file, name][kind] += count
    return tuple(_column(file, name, found, readable[file]) for (file, name), found in types.items())


def _column(file: str, name: str, found: Counter[str], readable: int) -> Column:
    filled = [(kind, count) for kind, count in found.most_common() if kind != EMPTY]
    return Column(file, name, tuple(filled), sum(count for _, count in filled) / readable)
