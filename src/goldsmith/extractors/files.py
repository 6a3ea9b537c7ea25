"""Records of a data file that anyone made: JSON Lines, JSON, CSV or Parquet, gzipped or not, read as a stream."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from goldsmith.core.errors import UsageError
from goldsmith.extractors.csv_files import csv_file
from goldsmith.extractors.json_files import json_file, json_lines
from goldsmith.extractors.opening import BROKEN_OFF, Source, opened
from goldsmith.extractors.parquet_files import parquet_file
from goldsmith.extractors.records import Record

Seen = Callable[[int], None]
"""Told from time to time how many more bytes of the file have been read."""
REPORT = 500
"""Records between two reports."""
READERS: dict[str, Callable[[Source], Iterator[Record]]] = {
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".json": json_file,
    ".csv": csv_file,
    ".tsv": csv_file,
}
PARQUET = ".parquet"


def records(path: Path, seen: Seen = lambda count: None) -> Iterator[Record]:
    """Every record of the file in order; a record that cannot be read is given with its problem.

    Raises UsageError for a file that is missing, empty, a folder, binary, or of a format that nobody here reads.
    """
    told = 0
    try:
        for number, (record, position) in enumerate(_positioned(path), 1):
            yield record
            if number % REPORT == 0 and position() > told:
                seen(position() - told)
                told = position()
        seen(path.stat().st_size - told)
    except (OSError, *BROKEN_OFF) as error:
        raise UsageError(f"cannot read {str(path)!r}: {getattr(error, 'strerror', None) or error}") from error


def _positioned(path: Path) -> Iterator[tuple[Record, Callable[[], int]]]:
    ending = _ending(path)
    if ending == PARQUET:
        for record, place in parquet_file(path):
            yield record, partial(int, place)
        return
    with opened(path) as source:
        for record in READERS[ending](source):
            yield record, source.position


def _ending(path: Path) -> str:
    if not path.exists():
        raise UsageError(f"there is no file {str(path)!r}")
    ending = Path(path.name.lower().removesuffix(".gz")).suffix
    if ending not in READERS and ending != PARQUET and not path.is_dir():
        raise UsageError(f"{str(path)!r} is none of {', '.join([*READERS, PARQUET])} (each may be gzipped)")
    return ending if ending in READERS else PARQUET
