"""Released rows against the plan: each stands in its turn and its split, and is what the plan asks for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from goldsmith.core.nouns import Row, Task
from goldsmith.datasets.keys import SPLITS
from goldsmith.datasets.records.domain import RecordType
from goldsmith.datasets.records.plan import positions, task
from goldsmith.datasets.records.realise import split_of
from goldsmith.datasets.records.recipe import RecordRecipe

SHOWN = 4
"""Rows that are named."""
NEVER, AT_THE_END = (-1, 0), (1 << 62, 0)
Turn = tuple[int, int]


class Standing(NamedTuple):
    """A row as it stands in a file, and its turn in the plan by its id."""

    turn: Turn
    row: Row


class Lane:
    """The rows of one split in file order, and those that stand out of their turn."""

    def __init__(self, split: str, files: Sequence[Path], kinds: Sequence[str]) -> None:
        self.split, self.kinds = split, {kind: place for place, kind in enumerate(kinds)}
        self.rows = self._rows([path for path in files if path.name.startswith(f"{split}-")])
        self.head, self.after = next(self.rows, None), next(self.rows, None)

    def step(self) -> None:
        """Go on to the next row."""
        self.head, self.after = self.after, next(self.rows, None)

    def set_aside(self, turn: Turn) -> Iterator[str]:
        """Pass over rows whose turn is over, and rows before which a later one should stand; names them."""
        while self.head and (self.head.turn < turn or (self.after and self.after.turn < self.head.turn)):
            yield f"{self.head.row.get('id')!r} in {self.split} is out of its turn"
            self.step()

    def turn_of(self, id_: object) -> Turn:
        """The turn that the plan gives to an id: the first of each kind, then the second of each, and so on."""
        kind, _, number = str(id_).rpartition("-")
        return (int(number), self.kinds[kind]) if kind in self.kinds and number.isdecimal() else NEVER

    def _rows(self, files: Sequence[Path]) -> Iterator[Standing]:
        """The lines that hold a row; what else a file holds is found where rows are judged."""
        for path in files:
            with path.open("rb") as file:
                for line in file:
                    if isinstance(row := _read(line), dict):
                        yield Standing(self.turn_of(row.get("id")), row)


def misplaced(
    files: Sequence[Path], recipe: RecordRecipe, types: Mapping[str, RecordType], by_record: Collection[str]
) -> list[str]:
    """Which rows do not stand where and as the plan has them; the record decides the split of the kinds `by_record`."""
    lanes = [Lane(split, files, tuple(recipe.per_kind())) for split in SPLITS]
    wrong: list[str] = []
    for cell, ordinal in positions(recipe):
        wanted = task(recipe, types[cell].cell, ordinal)
        turn = lanes[0].turn_of(wanted.id)
        wrong += chain.from_iterable(lane.set_aside(turn) for lane in lanes)
        lane = next((lane for lane in lanes if lane.head and lane.head.row["id"] == wanted.id), None)
        if lane is None or lane.head is None:
            wrong.append(f"{wanted.id!r} does not stand in its turn")
            continue
        home = split_of(recipe, cell, str(lane.head.row.get("answer"))) if cell in by_record else wanted.split
        wrong += _unplanned(wanted, lane, home)
        lane.step()
    wrong += chain.from_iterable(lane.set_aside(AT_THE_END) for lane in lanes)
    said = [f"rows_stand_as_planned: {len(wrong)} failed; {'; '.join(wrong[:SHOWN])}"] if wrong else []
    return said + list(_misnamed(files))


def _unplanned(wanted: Task, lane: Lane, home: str) -> Iterator[str]:
    stratum = _stratum(lane.head.row if lane.head else {})
    if lane.split != home:
        yield f"{wanted.id!r} stands in {lane.split} and belongs in {home}"
    elif stratum != wanted.stratum:
        yield f"{wanted.id!r} is {stratum!r} and was planned as {wanted.stratum!r}"


def _read(text: bytes | str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        return None


def _stratum(row: Row) -> str:
    meta = _read(str(row.get("meta")))
    return "/".join(str(meta.get(key)) for key in ("cell", "genre", "odd", "mode")) if isinstance(meta, dict) else ""


def _misnamed(files: Sequence[Path]) -> Iterator[str]:
    """The files whose names do not count their split's files."""
    for split in dict.fromkeys(path.name.partition("-")[0] for path in files):
        own = [path.name for path in files if path.name.startswith(f"{split}-")]
        wanted = [f"{split}-{number:05d}-of-{len(own):05d}.jsonl" for number in range(len(own))]
        if split not in SPLITS or own != wanted:
            yield f"{', '.join(sorted(set(own) - set(wanted)) or own)} is no file of a split, or its number is not its own"
