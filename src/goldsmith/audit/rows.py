"""The audited rows in one form, kept on disk, so that a check streams them or asks DuckDB, in bounded memory."""

import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.extractors.examples import Example, Turn

CHUNK = 2_000
"""Rows a chunk file: what one worker takes at a time."""
MEMORY = "300MB"
HASH, RANGE = 2_654_435_761, 2**32
"""Knuth's multiplicative hash: places that follow each other fall far apart."""
COLUMNS = pa.schema(
    [
        ("place", pa.int64()),
        ("file", pa.string()),
        ("row", pa.int64()),
        ("problem", pa.string()),
        ("id", pa.string()),
        ("kind", pa.string()),
        ("split", pa.string()),
        ("unit", pa.string()),
        ("system", pa.string()),
        ("context", pa.string()),
        ("prompt", pa.string()),
        ("answer", pa.string()),
        ("turns", pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))),
        ("extra", pa.string()),
        ("shape", pa.string()),
        ("input", pa.string()),
        ("form", pa.string()),
    ]
)
"""One row a record, `place` counting from 0 over all files; `problem` is empty but for records that could not be read;
`form` holds the record's columns and the types of their cells (see columns.py)."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of all audited files, in chunk files of a folder that the audit removes."""

    folder: Path
    files: tuple[str, ...]
    count: int

    @property
    def chunks(self) -> list[Path]:
        """The chunk files in order of place."""
        return sorted(self.folder.glob("rows-*.parquet"))

    def examples(self) -> Iterator[Example]:
        """Every readable row, in order."""
        for chunk in self.chunks:
            yield from examples_of(chunk)

    def sample(self, most: int) -> list[Example]:
        """Up to about `most` readable rows in order, spread over all files without a period, the same in every run."""
        drawn = f"({HASH} * place) % {RANGE} < {most * RANGE // max(self.count, 1)}"
        with self.connection() as connection:
            found = connection.sql(f"FROM rows WHERE problem = '' AND {drawn} ORDER BY place").to_arrow_table()
            return [example_of(value) for value in found.to_pylist()]

    def at(self, places: Iterable[int]) -> dict[int, Example]:
        """The readable rows at these places."""
        wanted = pa.table({"place": pa.array(sorted(set(places)), pa.int64())})
        with self.connection() as connection:
            connection.register("wanted", wanted)
            found = connection.sql("FROM rows WHERE problem = '' AND place IN (FROM wanted)").to_arrow_table()
            return {value["place"]: example_of(value) for value in found.to_pylist()}

    def numbers(self) -> "array[int]":
        """The record number of every row in its file, by place."""
        made = array("q", bytes(8 * self.count))
        for chunk in self.chunks:
            table = pq.read_table(chunk, columns=["place", "row"])
            start = table["place"][0].as_py()
            made[start : start + len(table)] = array("q", table["row"].to_pylist())
        return made

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the audit's one database, with the view `rows`; readable rows have an empty `problem`.

        What a check makes there is TEMP, and so its own.
        """
        connection = _database(self.folder).cursor()
        connection.execute(f"CREATE VIEW IF NOT EXISTS rows AS FROM read_parquet('{self.folder}/rows-*.parquet')")
        return connection

    def close(self) -> None:
        """Let go of the database."""
        _database(self.folder).close()
        _database.cache_clear()


@lru_cache(maxsize=1)
def _database(folder: Path) -> duckdb.DuckDBPyConnection:
    """A database with bounded memory; to open one takes longer than most checks ask of it."""
    return duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder / "spill")})


def examples_of(chunk: Path) -> Iterator[Example]:
    """The readable rows of one chunk file."""
    for value in pq.read_table(chunk).to_pylist():
        if not value["problem"]:
            yield example_of(value)


def example_of(value: dict[str, Any]) -> Example:
    """A readable row as an example; takes the value apart."""
    turns = tuple(Turn(**turn) for turn in value.pop("turns"))
    del value["problem"], value["form"]
    return Example(turns=turns, extra=orjson.loads(value.pop("extra")), **value)


def write_chunk(folder: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Keep up to CHUNK rows in a file that is named by the place of the first."""
    path = folder / f"rows-{rows[0]['place']:012}.parquet"
    pq.write_table(pa.Table.from_pylist(list(rows), schema=COLUMNS), path, compression="zstd", compression_level=1)


def workers() -> int:
    """Processes that an audit uses: every core it may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
