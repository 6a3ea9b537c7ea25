"""Judged rows to release files: JSONL as canonical bytes, Parquet beside it, both cut by the recipe's rows per file."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.core.canonical import digest_of_file
from goldsmith.datasets.judged import SCHEMA, Batch, Part
from goldsmith.datasets.keys import SPLITS

GROUP = 1_000
"""Rows of one Parquet row group at most."""
BUFFER = 1 << 18
"""Bytes of lines that are written at once."""


def parquet_writer(path: Path) -> pq.ParquetWriter:
    """Writes rows of a release as a Parquet file."""
    return pq.ParquetWriter(path, SCHEMA, compression="zstd", compression_level=1, store_schema=False)


def as_written(twin: Path, beside: Path) -> bool:
    """Whether a Parquet file has the bytes that its rows give when they are written anew, for which `beside` is used.

    Statistics that are not those of the rows would let a filter pass over some of them. Bytes are promised for one
    version of PyArrow. True for a file that cannot be read, which is found elsewhere.
    """
    try:
        with pq.ParquetFile(twin) as file, parquet_writer(beside) as writer:
            for batch in file.iter_batches(batch_size=GROUP):
                writer.write_table(pa.Table.from_batches([batch]))
        return digest_of_file(beside) == digest_of_file(twin)
    except (OSError, pa.ArrowException, UnicodeDecodeError, ValueError):
        return True
    finally:
        beside.unlink(missing_ok=True)


class SplitWriter:
    """Writes one split as numbered JSONL and Parquet files of at most `rows_per_file` rows; a resource to be closed."""

    def __init__(self, folder: Path, split: str, rows_per_file: int, total: int) -> None:
        self.folder, self.split, self.rows_per_file = folder, split, rows_per_file
        self.files = max(1, -(-total // rows_per_file))
        self.number = -1
        self._open()

    def _open(self) -> None:
        self.number += 1
        self.room = self.rows_per_file
        self.waiting = SCHEMA.empty_table()
        name = f"{self.split}-{self.number:05d}-of-{self.files:05d}"
        self.lines = (self.folder / "jsonl" / f"{name}.jsonl").open("wb", buffering=BUFFER)
        self.parquet = parquet_writer(self.folder / "data" / f"{name}.parquet")

    def add(self, part: Part) -> None:
        """Append rows."""
        done = 0
        while done < len(part.lines):
            if not self.room:
                self.close()
                self._open()
            lines = part.lines[done : done + self.room]
            self.lines.writelines(lines)
            self.waiting = pa.concat_tables([self.waiting, part.table.slice(done, len(lines))])
            self._write_groups(GROUP)
            self.room -= len(lines)
            done += len(lines)

    def _write_groups(self, least: int) -> None:
        """Write what waits in groups of GROUP rows, as long as `least` rows wait.

        A group is put together first: its bytes must not depend on how the rows came.
        """
        while len(self.waiting) >= least:
            self.parquet.write_table(self.waiting.slice(0, GROUP).combine_chunks())
            self.waiting = self.waiting.slice(GROUP)

    def close(self) -> None:
        """Finish the current files."""
        self._write_groups(1)
        self.lines.close()
        self.parquet.close()


def assemble(batches: Iterable[Batch], totals: Mapping[str, int], folder: Path, rows_per_file: int) -> None:
    """Write all rows in the order given, each into its split."""
    for name in ("data", "jsonl"):
        (folder / name).mkdir(parents=True)
    writers = {split: SplitWriter(folder, split, rows_per_file, totals[split]) for split in SPLITS if totals.get(split)}
    try:
        for batch in batches:
            for split, part in batch.by_split():
                writers[split].add(part)
    finally:
        for writer in writers.values():
            writer.close()
