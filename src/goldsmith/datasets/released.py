"""Released files against the judged rows: every line byte for byte, and every Parquet row cell for cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.datasets.assemble import GROUP
from goldsmith.datasets.judged import SCHEMA, Batch, Part
from goldsmith.validators.sets import EXAMPLES, Check

TWINS_SAY = "Parquet and JSONL hold the same rows, cell by cell"


@dataclass(slots=True)
class Count:
    """How many rows were compared, and which of them differ."""

    checked: int = 0
    failed: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, checked: int, wrong: Iterable[str]) -> None:
        """Count rows, and name those that differ."""
        self.checked += checked
        for name in wrong:
            self.failed += 1
            self.examples += [name][: EXAMPLES - len(self.examples)]

    def check(self, name: str, says: str) -> Check:
        """The count as a line of the certificate."""
        return Check(name, says, self.checked, self.failed, tuple(self.examples))


def compared(batches: Iterable[Batch], lines: Sequence[Path], twins: Sequence[Path], says: str) -> list[Check]:
    """Whether the released files, read back, hold the judged rows and no others: the lines, and the Parquet rows.

    `says` is what a judged row fulfils.
    Since each judged row was read from its judged line, files that both hold the judged rows hold the same.
    """
    said, told = Count(), Count()
    splits = dict.fromkeys(path.name.split("-")[0] for path in lines)
    released = {split: _lines([path for path in lines if path.name.startswith(f"{split}-")]) for split in splits}
    columns = {split: _Rows([path for path in twins if path.name.startswith(f"{split}-")]) for split in splits}
    for batch in batches:
        for split, part in batch.by_split():
            count = len(part.lines)
            found = list(islice(released.get(split, iter(())), count))
            cells = columns[split].take(count) if split in columns else SCHEMA.empty_table()
            said.add(count, () if found == part.lines else _differing(part, part.lines, found))
            told.add(
                count, () if cells.equals(part.table) else _differing(part, part.table.to_pylist(), cells.to_pylist())
            )
    for split in splits:
        said.add(0, (f"{split} has a line that was not judged" for _ in released[split]))
        told.add(0, (f"{split} has a row that was not judged" for _ in range(len(columns[split].rest()))))
    return [said.check("every_row", says), told.check("parquet_equals_jsonl", TWINS_SAY)]


def _differing(part: Part, wanted: Sequence[Any], found: Sequence[Any]) -> list[str]:
    """The ids of the rows that are not found as they were judged; what is not found at all counts."""
    ids = part.table.column("id").to_pylist()
    return [id_ for id_, one, other in zip_longest(ids, wanted, found) if one != other]


def _lines(files: Sequence[Path]) -> Iterator[bytes]:
    for path in files:
        with path.open("rb") as file:
            yield from file


class _Rows:
    """The rows of some Parquet files, one after the other."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.batches = chain.from_iterable(map(_batches, files))
        self.waiting = SCHEMA.empty_table()

    def take(self, count: int) -> pa.Table:
        """The next rows; fewer where the files end."""
        while len(self.waiting) < count and (batch := next(self.batches, None)) is not None:
            self.waiting = pa.concat_tables([self.waiting, pa.Table.from_batches([batch])])
        taken, self.waiting = self.waiting.slice(0, count), self.waiting.slice(count)
        return taken

    def rest(self) -> pa.Table:
        """All rows that are left."""
        return pa.concat_tables([self.waiting, *(pa.Table.from_batches([batch]) for batch in self.batches)])


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(batch_size=GROUP)
