"""Judged rows on their way into a release: as the lines that were judged and as the columns that were read from them."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
import pyarrow as pa

from goldsmith.core.nouns import COLUMNS

COLLECTED = 50_000
"""Objects that may be made, and not freed, before cycles are looked for."""
TURN = pa.struct([pa.field("role", pa.string(), nullable=False), pa.field("content", pa.string(), nullable=False)])
SCHEMA = pa.schema(
    [
        pa.field(name, pa.list_(pa.field("element", TURN)) if name == "messages" else pa.string(), nullable=False)
        for name in COLUMNS
    ]
)


class Part(NamedTuple):
    """Judged rows of one split: each as its canonical line with its line break, and all of them as a table of SCHEMA."""

    lines: list[bytes]
    table: pa.Table


@dataclass(frozen=True, slots=True)
class Batch:
    """Some judged rows in the order of the plan: their ids, splits and canonical lines, and the rows of each split as a table."""

    ids: list[str]
    splits: list[str]
    lines: list[bytes]
    tables: Mapping[str, pa.Table]

    def by_split(self) -> "Iterator[tuple[str, Part]]":
        """The rows of each split, in order."""
        for split, table in self.tables.items():
            yield split, Part([line for line, own in zip(self.lines, self.splits, strict=True) if own == split], table)

    def replaced(self, lines: Mapping[str, bytes]) -> "Batch":
        """The same rows, but those that `lines` names by id as it has them."""
        if not any(id_ in lines for id_ in self.ids):
            return self
        return batch_of([lines.get(id_, line) for id_, line in zip(self.ids, self.lines, strict=True)])


def keep_memory() -> None:
    """Have this process keep the memory of tables for the next ones, and look for garbage in cycles less often.

    Giving memory back and asking anew takes longer than to fill it. Rows hold no cycles: they are freed when they are left.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    gc.set_threshold(COLLECTED)


def table_of(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as the columns of a release."""
    return pa.Table.from_pylist(list(rows), schema=SCHEMA)


def batch_of(lines: list[bytes]) -> Batch:
    """Lines together with the columns that they hold."""
    rows = [orjson.loads(line) for line in lines]
    splits = [orjson.loads(row["meta"])["split"] for row in rows]
    tables = {
        split: table_of(row for row, own in zip(rows, splits, strict=True) if own == split)
        for split in dict.fromkeys(splits)
    }
    return Batch([row["id"] for row in rows], splits, lines, tables)
