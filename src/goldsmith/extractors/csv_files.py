"""Records of CSV and TSV files, in the dialect that their first rows are written in."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any, cast

from goldsmith.core.errors import UsageError
from goldsmith.extractors.opening import BROKEN_OFF, HEAD, Source
from goldsmith.extractors.records import Record

LONGEST = 1 << 24
"""Characters of one cell: 16 Mi; a quote that is never closed would swallow the file otherwise."""
DELIMITERS = (",", "\t", ";", "|")
QUOTING: tuple[dict[str, Any], ...] = ({}, {"doublequote": False, "escapechar": "\\"}, {"quoting": csv.QUOTE_NONE})
LOOK = 200
"""Rows that are compared to tell the dialect."""


def csv_file(source: Source) -> Iterator[Record]:
    """Records of a CSV or TSV file; a row with a wrong number of fields cannot be read.

    Raises UsageError where the first row names one column twice.
    """
    csv.field_size_limit(LONGEST)
    text = io.TextIOWrapper(cast("Any", source.data), encoding="utf-8", errors="surrogateescape", newline="")
    try:
        yield from _records(csv.reader(text, **dialect(source.head)), source)
    finally:
        text.detach()


def _records(rows: Any, source: Source) -> Iterator[Record]:
    names = _names(next(rows, []), source)
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except BROKEN_OFF:
            yield Record(number, None, "the gzip file breaks off here")
            return
        except csv.Error as error:
            yield Record(number, None, f"not CSV: {error}, near line {rows.line_num:,}")
            continue
        if cells:
            yield _record(number, names, cells)
        else:
            number -= 1


def dialect(head: bytes) -> dict[str, Any]:
    """How the first rows are written: the way that gives most rows as many fields as the first."""
    text = head.decode("utf-8", "replace")
    if len(head) >= HEAD // 2:
        text = text[: text.rfind("\n") + 1]
    ways = [{"delimiter": sign} | quoting for quoting, sign in product(QUOTING, DELIMITERS)]
    return max(ways, key=lambda way: _fit(text, way))


def _fit(text: str, way: dict[str, Any]) -> tuple[bool, float, bool]:
    """How well rows fit their header, and whether no quote stands astray; the earlier way wins among equals."""
    rows = _rows(text, way)
    wide = bool(rows) and len(rows[0]) > 1 and all(cell.strip() for cell in rows[0][1:])
    share = round(sum(len(row) == len(rows[0]) for row in rows) / len(rows), 2) if rows else 0.0
    return wide, share, bool(_rows(text, way | {"strict": True}))


def _rows(text: str, way: dict[str, Any]) -> list[list[str]]:
    try:
        return [row for row in islice(csv.reader(io.StringIO(text, newline=""), **way), LOOK) if row]
    except csv.Error:
        return []


def _names(header: Sequence[str], source: Source) -> list[str]:
    names = [name.strip() or f"Unnamed: {place}" for place, name in enumerate(header)]
    if twice := [name for name in names if names.count(name) > 1]:
        raise UsageError(f"{str(source.path)!r} names column {twice[0]!r} twice")
    return names


def _record(number: int, names: Sequence[str], cells: list[str]) -> Record:
    if len(cells) > len(names) and not any(cells[len(names) :]):
        cells = cells[: len(names)]
    if len(cells) != len(names):
        start = ", ".join(cells)[:60].encode("utf-8", "replace").decode()
        return Record(number, None, f"{len(cells)} fields where the header names {len(names)}: {start!r}")
    try:
        ", ".join(cells).encode()
    except UnicodeEncodeError as wrong:
        around = wrong.object[max(0, wrong.start - 20) : wrong.start + 12].encode("utf-8", "surrogateescape")
        return Record(number, None, f"not UTF-8: {around!r}")
    return Record(number, dict(zip(names, cells, strict=True)))
