"""Judged rows on their way into a release: as the lines that were judged and as the columns that were read from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import pyarrow as pa

from goldsmith.core.nouns import COLUMNS

TURN = pa.struct([pa.field("role", pa.string(), nullable=False), pa.field("content", pa.string(), nullable=False)])
SCHEMA = pa.schema(
    [
        pa.field(name, pa.list_(pa.field("element", TURN)) if name == "messages" else pa.string(), nullable=False)
        for name in COLUMNS
    ]
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some judged rows: each as its canonical line with its line break, and all of them as a table of SCHEMA."""

    lines: list[bytes]
    table: pa.Table

    def at(self, places: Sequence[int]) -> "Batch":
        """The rows at these places, in this order."""
        return Batch([self.lines[place] for place in places], self.table.take(pa.array(places, pa.int64())))

    def by_split(self) -> "Iterator[tuple[str, Batch]]":
        """The rows of each split, in order."""
        places: dict[str, list[int]] = {}
        for place, meta in enumerate(self.table.column("meta").to_pylist()):
            places.setdefault(orjson.loads(meta)["split"], []).append(place)
        for split, found in places.items():
            yield split, self.at(found)

    def replaced(self, lines: Mapping[str, bytes]) -> "Batch":
        """The same rows, but those that `lines` names by id as it has them."""
        ids = self.table.column("id").to_pylist()
        places = {place: len(ids) + turn for turn, place in enumerate(at for at, id_ in enumerate(ids) if id_ in lines)}
        if not places:
            return self
        fresh = batch_of([lines[ids[place]] for place in places])
        both = Batch(self.lines + fresh.lines, pa.concat_tables([self.table, fresh.table]))
        return both.at([places.get(place, place) for place in range(len(ids))])


def keep_memory() -> None:
    """Have this process keep the memory of tables for the next ones: giving it back and asking anew takes longer than to fill them."""
    pa.set_memory_pool(pa.system_memory_pool())


def table_of(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as the columns of a release."""
    return pa.Table.from_pylist(list(rows), schema=SCHEMA)


def batch_of(lines: list[bytes]) -> Batch:
    """Lines together with the columns that they hold."""
    return Batch(lines, table_of(map(orjson.loads, lines)))
