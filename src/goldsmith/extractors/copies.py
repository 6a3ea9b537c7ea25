"""Copies some records of a data file into another of the same format: the bytes of each record where they can be kept."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.extractors.csv_files import LONGEST, dialect
from goldsmith.extractors.files import records
from goldsmith.extractors.json_files import in_lines
from goldsmith.extractors.opening import opened, unpacked

BATCH = 1_000
Drop = Container[int]
"""The numbers of the records that are left out, as `records` counts them."""


def copy(path: Path, target: Path, drop: Drop) -> int:
    """Write the records that are not dropped; gives their number.

    JSON Lines and CSV keep the bytes of every record, Parquet its schema and values; other JSON becomes one list of them.
    """
    ending = Path(path.name.lower().removesuffix(".gz")).suffix
    if ending in (".csv", ".tsv"):
        return _copy_bytes(path, target, drop, _csv_records)
    if ending in (".jsonl", ".ndjson", ".json"):
        by_lines = in_lines(path)
        return _copy_bytes(path, target, drop, _lines) if by_lines else _copy_values(path, target, drop)
    return _copy_parquet(path, target, drop)


@contextmanager
def _written(path: Path, target: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as start:
        packed = start.read(2) == b"\x1f\x8b"
    with target.open("wb") as raw:
        if not packed:
            yield raw
            return
        with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as file:
            yield cast("IO[bytes]", file)


def _copy_bytes(path: Path, target: Path, drop: Drop, pieces: Callable[[Any], Iterator[tuple[int, bytes]]]) -> int:
    """Copy record by record; number 0 is what stands before the records."""
    kept = 0
    with opened(path) as source, _written(path, target) as file:
        for number, piece in pieces(source):
            if number not in drop or not number:
                kept += number > 0
                file.write(piece if piece.endswith((b"\n", b"\r")) else piece + b"\n")
    return kept


def _lines(source: Any) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(source.data, 1):
        if line.strip():
            yield number, line


def _csv_records(source: Any) -> Iterator[tuple[int, bytes]]:
    csv.field_size_limit(LONGEST)
    text = io.TextIOWrapper(source.data, encoding="utf-8", errors="surrogateescape", newline="")
    read: list[str] = []

    def lines() -> Iterator[str]:
        for line in text:
            read.append(line)
            yield line

    number = 0
    for cells in csv.reader(lines(), **dialect(source.head)):
        if cells:
            yield number, "".join(read).encode("utf-8", "surrogateescape")
            number += 1
        read.clear()
    text.detach()


def _copy_values(path: Path, target: Path, drop: Drop) -> int:
    kept = 0
    with _written(path, target) as file:
        for record in records(path):
            if record.value is not None and record.number not in drop:
                file.write(b",\n" if kept else b"[\n")
                file.write(json.dumps(record.value, ensure_ascii=False).encode("utf-8", "surrogatepass"))
                kept += 1
        file.write(b"\n]\n" if kept else b"[]\n")
    return kept


def _copy_parquet(path: Path, target: Path, drop: Drop) -> int:
    kept = number = 0
    with path.open("rb") as raw:
        data = unpacked(raw, path)
        with pq.ParquetFile(raw if data is raw else io.BytesIO(data.read())) as file, _like(file, target) as writer:
            for batch in file.iter_batches(BATCH):
                mask = [number + place not in drop for place in range(1, len(batch) + 1)]
                number += len(batch)
                kept += sum(mask)
                writer.write_batch(batch.filter(pa.array(mask, pa.bool_())))
    return kept


def _like(file: pq.ParquetFile, target: Path) -> pq.ParquetWriter:
    return pq.ParquetWriter(target, file.schema_arrow, compression="zstd")
