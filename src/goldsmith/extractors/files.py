"""Records of a data file that anyone made: JSON Lines, JSON, CSV or Parquet, gzipped or not, read as a stream."""

import csv
import gzip
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

import ijson
import orjson
import pyarrow.parquet as pq

from goldsmith.core.errors import UsageError

BATCH = 1_000


class Record(NamedTuple):
    """One record: its 1-based number (the physical line for JSON Lines), and its columns or why it cannot be read."""

    number: int
    value: dict[str, Any] | None
    problem: str = ""


def records(path: Path) -> Iterator[Record]:
    """Every record of the file in order; a record that cannot be read is given with its problem.

    Raises UsageError for a file that is missing, empty of records, or of a format that nobody here reads.
    """
    read = _reader(path)
    try:
        yield from read(path)
    except OSError as error:
        raise UsageError(f"cannot read {str(path)!r}: {error.strerror or error}") from error


def _reader(path: Path) -> Callable[[Path], Iterator[Record]]:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    known = READERS.get(suffixes[-1]) if suffixes else None
    if known is None:
        raise UsageError(f"{str(path)!r} is none of {', '.join(sorted(READERS))} (each may be gzipped)")
    return known


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")  # type: ignore[return-value]


def _lines(path: Path) -> Iterator[Record]:
    with _open(path) as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _line(number, line)


def _line(number: int, line: bytes) -> Record:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Record(number, None, f"not JSON: {error}")
    return _object(number, value)


def _object(number: int, value: Any) -> Record:
    if not isinstance(value, dict):
        return Record(number, None, f"{type(value).__name__} where an object is expected")
    return Record(number, value)


def _json(path: Path) -> Iterator[Record]:
    with _open(path) as file:
        for number, value in enumerate(ijson.items(file, "item", use_float=True), 1):
            yield _object(number, value)


def _csv(path: Path) -> Iterator[Record]:
    with _open(path) as file:
        for number, value in enumerate(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8-sig", newline="")), 1):
            yield Record(number, dict(value))


def _parquet(path: Path) -> Iterator[Record]:
    number = 0
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(BATCH):
            for value in batch.to_pylist():
                number += 1
                yield Record(number, value)


READERS: dict[str, Callable[[Path], Iterator[Record]]] = {
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".json": _json,
    ".csv": _csv,
    ".parquet": _parquet,
}
