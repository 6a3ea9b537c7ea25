"""What a person looks at before the findings: each file's shape, its columns, its splits, and three of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from goldsmith.audit.columns import Column, columns
from goldsmith.audit.rows import Rows
from goldsmith.extractors.examples import Example


@dataclass(frozen=True, slots=True)
class FileView:
    """One file: what its records were read as, the commonest shape first, its rows, and its size in bytes."""

    file: str
    shapes: tuple[tuple[str, int], ...]
    rows: int
    unreadable: int
    size: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A row that is shown whole, and why this one."""

    why: str
    example: Example


@dataclass(frozen=True, slots=True)
class Lengths:
    """Characters of one text over all readable rows: smallest, quantiles, largest, and rows by length.

    `bins` holds pairs of an upper bound, which grows by half an octave a bin, and the rows up to it.
    """

    part: str
    smallest: int
    median: int
    p95: int
    largest: int
    bins: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the files hold, before anything is judged."""

    files: tuple[FileView, ...]
    columns: tuple[Column, ...]
    splits: tuple[tuple[str, int], ...]
    lengths: tuple[Lengths, ...]
    shown: tuple[Shown, ...]


SHOWN = """
    WITH readable AS (SELECT place, length(prompt) + length(answer) AS size FROM rows WHERE problem = '')
    SELECT min(place), (SELECT place FROM readable ORDER BY place LIMIT 1 OFFSET (SELECT count(*) // 2 FROM readable)),
        arg_min(place, (size, place)) FROM readable
"""
WHY = ("first", "middle", "shortest")


def look(rows: Rows) -> Overview:
    """The overview of the kept rows."""
    with rows.connection() as connection:
        found = connection.execute(
            "SELECT split, count(*) FROM rows WHERE problem = '' GROUP BY split ORDER BY min(place)"
        ).fetchall()
        shapes = connection.execute(
            "SELECT file, shape, problem <> '', count(*) FROM rows GROUP BY ALL ORDER BY count(*) DESC, shape"
        ).fetchall()
        places: Sequence[int | None] = connection.execute(SHOWN).fetchall()[0]
        lengths = tuple(_lengths(connection, part) for part in PARTS)
    return Overview(
        tuple(_file(file, shapes) for file in rows.files), columns(rows), tuple(found), lengths, _shown(rows, places)
    )


PARTS = ("prompt", "answer")
LENGTHS = """
    SELECT min(length({part})), quantile_disc(length({part}), 0.5), quantile_disc(length({part}), 0.95), max(length({part}))
    FROM rows WHERE problem = ''
"""


BINS = "SELECT ceil(2 * log2(length({part}) + 1))::INT AS bin, count(*) FROM rows WHERE problem = '' GROUP BY bin"


def _lengths(connection: duckdb.DuckDBPyConnection, part: str) -> Lengths:
    smallest, middle, p95, largest = (
        value or 0 for value in connection.execute(LENGTHS.format(part=part)).fetchall()[0]
    )
    found = dict(connection.execute(BINS.format(part=part)).fetchall())
    bins = tuple((int(2 ** (bin_ / 2)) - 1, found.get(bin_, 0)) for bin_ in range(min(found), max(found) + 1))
    return Lengths(part, smallest, middle, p95, largest, bins)


def _file(file: str, shapes: Sequence[tuple[str, str, bool, int]]) -> FileView:
    own = [(shape, bad, count) for name, shape, bad, count in shapes if name == file]
    read = tuple((shape or "no shape", count) for shape, bad, count in own if not bad)
    unreadable = sum(count for _, bad, count in own if bad)
    path = Path(file)
    return FileView(file, read, sum(count for _, _, count in own), unreadable, path.stat().st_size)


def _shown(rows: Rows, places: Sequence[int | None]) -> tuple[Shown, ...]:
    why: dict[int, str] = {}
    for place, word in zip(places, WHY, strict=True):
        if place is not None:
            why[place] = f"{why[place]}, {word}" if place in why else word
    examples = rows.at(why)
    return tuple(Shown(word, examples[place]) for place, word in why.items())
