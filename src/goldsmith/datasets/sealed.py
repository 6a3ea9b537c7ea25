"""A work shard on disk: judged rows as lines and as columns, their digests, what was dropped, and a seal over all four.

Kept so that a killed build resumes; a shard that fits its seal is whole and unchanged.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any
from zlib import crc32

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.core.errors import GoldsmithError
from goldsmith.core.files import write_bytes, write_text
from goldsmith.core.nouns import Row
from goldsmith.datasets.judged import SCHEMA, Batch, table_of

TOGETHER = 50
"""Rows of a split that are held in memory at once: so few that the same memory is used again and again."""
PIECE = 1 << 18
"""Bytes that are read at once."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The files of one shard."""

    folder: Path
    number: int

    def _file(self, ending: str) -> Path:
        return self.folder / f"shard-{self.number:06d}.{ending}"

    @property
    def lines(self) -> Path:
        """The judged rows, one canonical JSON line each."""
        return self._file("jsonl")

    @property
    def columns(self) -> Path:
        """The same rows as columns, as they were read back from their lines and judged, each batch of one split."""
        return self._file("columns.arrow")

    @property
    def digests(self) -> Path:
        """The rows' digests."""
        return self._file("digests.parquet")

    @property
    def ledger(self) -> Path:
        """What was dropped, with gate and reason."""
        return self._file("dropped.jsonl")

    @property
    def seal(self) -> Path:
        """The checksums of the other four files; written last."""
        return self._file("seal")

    def sealed(self) -> str:
        """What the seal says of the files as they are."""
        return "".join(f"{checksum(path)}\n" for path in (self.lines, self.columns, self.digests, self.ledger))

    @property
    def whole(self) -> bool:
        """Whether the shard lies there as it was made: not cut short, and not edited since."""
        try:
            return self.seal.read_text(encoding="utf-8") == self.sealed()
        except (OSError, UnicodeDecodeError):
            return False

    def counts(self) -> tuple[int, int]:
        """Its rows and its drops."""
        return pq.read_metadata(self.digests).num_rows, len(self.ledger.read_bytes().splitlines())

    def check(self) -> None:
        """Raises GoldsmithError when the shard is not as it was made."""
        if not self.whole:
            raise GoldsmithError(f"{self.lines} changed while the build ran; run it again, and it is made anew")

    def batches(self) -> Iterator[Batch]:
        """The judged rows, all of them as one batch."""
        told = pq.read_table(self.digests, columns=["id", "split"])
        tables: dict[str, list[pa.RecordBatch]] = {}
        with self.lines.open("rb") as lines, pa.memory_map(str(self.columns)) as file:
            columns = pa.ipc.open_file(file)
            for number in range(columns.num_record_batches):
                rows, about = columns.get_batch_with_custom_metadata(number)
                tables.setdefault(about["split"].decode(), []).append(rows)
            yield Batch(
                told.column("id").to_pylist(),
                told.column("split").to_pylist(),
                list(lines),
                {split: pa.Table.from_batches(batches) for split, batches in tables.items()},
            )


def checksum(path: Path) -> str:
    """CRC-32 and size of a file: against accidents, not against forgers, who could seal a shard themselves."""
    state, size, piece = 0, 0, memoryview(bytearray(PIECE))
    with path.open("rb", buffering=0) as file:
        while read := file.readinto(piece):
            state, size = crc32(piece[:read], state), size + read
    return f"{state:08x} {size}"


class ShardWriter:
    """Writes the rows of a shard as they are made, and seals it at the end; a resource to be closed."""

    def __init__(self, shard: Shard, dropped: Sequence[Mapping[str, Any]]) -> None:
        self.shard = shard
        self.dropped = list(dropped)
        self.digests: list[dict[str, Any]] = []
        self.waiting: dict[str, list[Row]] = {}
        self.crc = self.size = 0

    def __enter__(self) -> "ShardWriter":
        self.shard.seal.unlink(missing_ok=True)
        self.lines = self.shard.lines.open("wb", buffering=PIECE)
        self.sink = pa.OSFile(str(self.shard.columns), "wb")
        self.columns = pa.ipc.new_file(self.sink, SCHEMA)
        return self

    def add(self, line: bytes, row: Row, digests: dict[str, Any], dropped: Sequence[Mapping[str, Any]]) -> None:
        """Store one judged row: its line, and the row that was read back from this line."""
        self.lines.write(line)
        self.crc, self.size = crc32(line, self.crc), self.size + len(line)
        split = digests["split"]
        self.waiting.setdefault(split, []).append(row)
        self.digests.append(digests)
        self.dropped += dropped
        if len(self.waiting[split]) == TOGETHER:
            self._write_columns(split)

    def _write_columns(self, split: str) -> None:
        for batch in table_of(self.waiting.pop(split)).to_batches():
            self.columns.write_batch(batch, custom_metadata={"split": split})

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for split in list(self.waiting):
            self._write_columns(split)
        self.columns.close()
        self.sink.close()
        self.lines.close()
        if error is None:
            self._seal()

    def _seal(self) -> None:
        """Flush everything to disk, and see that the lines lie there as they were judged."""
        beside = self.shard.digests.with_name(self.shard.digests.name + ".partial")
        pq.write_table(pa.Table.from_pylist(self.digests), beside)
        beside.replace(self.shard.digests)
        write_bytes(self.shard.ledger, (orjson.dumps(entry) + b"\n" for entry in self.dropped))
        seal = self.shard.sealed()
        if not seal.startswith(f"{self.crc:08x} {self.size}\n"):
            raise GoldsmithError(f"{self.shard.lines} does not hold what was written; check the disk")
        write_text(self.shard.seal, seal)
