"""The grid of an HTML table: which cell covers which slot, by the table model of the WHATWG HTML standard (4.9.12)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_COLUMNS, MOST_ROWS = 1000, 65534
"""The largest spans that the standard takes."""
MOST_SLOTS = 2_000_000
"""Slots that one table may cover; a page that claims more is not read."""
SPAN = re.compile(r"[\t\n\f\r ]*\+?(\d+)")
NOTHING = -1


class Span(NamedTuple):
    """A cell as the grid needs it: how far it reaches; `rows` is 0 where it reaches to the end of its row group."""

    columns: int = 1
    rows: int = 1


class Anchored(NamedTuple):
    """A cell of the grid: the number of its source cell, its first slot, and its size."""

    cell: int
    x: int
    y: int
    width: int
    height: int


class TooLarge(Exception):
    """The spans of a table claim more slots than anyone can read."""


@dataclass
class Grid:
    """Cells by slot; `slots[y][x]` is the number of the cell that covers the slot last, or NOTHING.

    `overlaps` counts the slots that two cells claim, a table model error of the page.
    """

    width: int = 0
    height: int = 0
    anchored: list[Anchored] = field(default_factory=list)
    slots: list[list[int]] = field(default_factory=list)
    overlaps: int = 0

    def at(self, x: int, y: int) -> int:
        """The number of the cell that covers a slot, or NOTHING."""
        row = self.slots[y] if y < len(self.slots) else []
        return row[x] if x < len(row) else NOTHING


def columns_of(written: str | None) -> int:
    """What a colspan attribute means: 1 where it is absent, broken or zero, at most 1000."""
    found = SPAN.match(written or "")
    number = int(found[1][:7]) if found else 1
    return min(number or 1, MOST_COLUMNS)


def rows_of(written: str | None) -> int:
    """What a rowspan attribute means: 1 where it is absent or broken, 0 for "to the end of the row group"."""
    found = SPAN.match(written or "")
    return min(int(found[1][:7]), MOST_ROWS) if found else 1


Group = Sequence[Sequence[Span]]
"""The rows of a row group in tree order."""


def formed(groups: Sequence[Group]) -> Grid:
    """The grid of a table's row groups, given in the order in which the standard processes them: tfoot last.

    Cells are numbered through in that order. Raises TooLarge.
    """
    former = _Former()
    for group in groups:
        for row in group:
            former.row(row)
        former.end_group()
    return former.grid


class _Former:
    def __init__(self) -> None:
        self.grid = Grid()
        self.current = 0
        self.numbered = 0
        self.growing: list[int] = []
        """Places in `grid.anchored` of the downward-growing cells."""

    def row(self, spans: Sequence[Span]) -> None:
        """The standard's algorithm for processing rows."""
        if self.grid.height == self.current:
            self._higher(self.current + 1)
        x = 0
        self._grow()
        for span in spans:
            while x < self.grid.width and self.grid.at(x, self.current) != NOTHING:
                x += 1
            self._enter(span, x)
            x += span.columns
        self.current += 1

    def _enter(self, span: Span, x: int) -> None:
        rows = span.rows or 1
        self.grid.width = max(self.grid.width, x + span.columns)
        self._higher(max(self.grid.height, self.current + rows))
        anchored = Anchored(self.numbered, x, self.current, span.columns, rows)
        self.numbered += 1
        for y in range(self.current, self.current + rows):
            self._cover(anchored, y)
        if span.rows == 0:
            self.growing.append(len(self.grid.anchored))
        self.grid.anchored.append(anchored)

    def _cover(self, anchored: Anchored, y: int) -> None:
        row = self.grid.slots[y]
        row.extend([NOTHING] * (anchored.x + anchored.width - len(row)))
        for x in range(anchored.x, anchored.x + anchored.width):
            self.grid.overlaps += row[x] != NOTHING
            row[x] = anchored.cell

    def _grow(self) -> None:
        for at in self.growing:
            grown = self.grid.anchored[at]
            self.grid.anchored[at] = grown = grown._replace(height=self.current - grown.y + 1)
            self._cover(grown, self.current)

    def _higher(self, height: int) -> None:
        if height * max(self.grid.width, 1) > MOST_SLOTS:
            raise TooLarge(f"{height} rows of {self.grid.width} columns")
        self.grid.slots.extend([] for _ in range(height - len(self.grid.slots)))
        self.grid.height = max(self.grid.height, height)

    def end_group(self) -> None:
        """The standard's algorithm for ending a row group: downward-growing cells reach its last row."""
        while self.current < self.grid.height:
            self._grow()
            self.current += 1
        self.growing = []
