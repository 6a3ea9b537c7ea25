"""Shards to release files: JSONL as canonical bytes, Parquet beside it, both cut by the recipe's rows per file."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.core.nouns import COLUMNS
from goldsmith.datasets.recipe import SPLITS
from goldsmith.datasets.shards import Made

BATCH = 1_000
"""Rows of one Parquet row group at most, and of one step when they are read back."""
ID_AT = len(b'{"id":"')
"""Where a line's id begins: it is the first column, and lines are canonical."""
TURN = pa.struct([pa.field("role", pa.string(), nullable=False), pa.field("content", pa.string(), nullable=False)])
SCHEMA = pa.schema(
    [
        pa.field(name, pa.list_(pa.field("element", TURN)) if name == "messages" else pa.string(), nullable=False)
        for name in COLUMNS
    ]
)


class SplitWriter:
    """Writes one split as numbered JSONL and Parquet files of at most `rows_per_file` rows; a resource to be closed."""

    def __init__(self, folder: Path, split: str, rows_per_file: int, total: int) -> None:
        self.folder, self.split, self.rows_per_file = folder, split, rows_per_file
        self.files = max(1, -(-total // rows_per_file))
        self.number = -1
        self.in_file = 0
        self.batch: list[dict[str, Any]] = []
        self._open()

    def _open(self) -> None:
        self.number += 1
        self.in_file = 0
        name = f"{self.split}-{self.number:05d}-of-{self.files:05d}"
        self.lines = (self.folder / "jsonl" / f"{name}.jsonl").open("wb")
        self.parquet = pq.ParquetWriter(
            self.folder / "data" / f"{name}.parquet",
            SCHEMA,
            compression="zstd",
            compression_level=1,
            store_schema=False,
        )

    def add(self, line: bytes, row: dict[str, Any]) -> None:
        """Append one row, given as its line and as the value of that line."""
        if self.in_file == self.rows_per_file:
            self.close()
            self._open()
        self.lines.write(line + b"\n")
        self.batch.append(row)
        self.in_file += 1
        if len(self.batch) == BATCH:
            self._flush()

    def _flush(self) -> None:
        if self.batch:
            self.parquet.write_table(pa.Table.from_pylist(self.batch, schema=SCHEMA))
            self.batch = []

    def close(self) -> None:
        """Finish the current files."""
        self._flush()
        self.lines.close()
        self.parquet.close()


def assemble(
    shards: Iterator[Path],
    remade: Mapping[str, Made],
    totals: Mapping[str, int],
    folder: Path,
    rows_per_file: int,
    tick: Callable[[int], None],
) -> str:
    """Write all rows in plan order, each into its split; gives the SHA-256 of the concatenated lines."""
    for name in ("data", "jsonl"):
        (folder / name).mkdir(parents=True)
    state = hashlib.sha256()
    writers = {split: SplitWriter(folder, split, rows_per_file, totals[split]) for split in SPLITS if totals.get(split)}
    try:
        for shard in shards:
            for line in _lines(shard, remade):
                row = orjson.loads(line)
                state.update(line + b"\n")
                writers[orjson.loads(row["meta"])["split"]].add(line, row)
            tick(1)
    finally:
        for writer in writers.values():
            writer.close()
    return state.hexdigest()


def _lines(shard: Path, remade: Mapping[str, Made]) -> Iterator[bytes]:
    """The lines of a shard, remade rows in the place of those they replace."""
    with shard.open("rb") as file:
        for raw in file:
            line = raw.rstrip(b"\n")
            id_ = line[ID_AT : line.index(b'"', ID_AT)].decode()
            yield remade[id_].line if id_ in remade else line
