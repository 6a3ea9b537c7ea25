"""A table element to a table: its row groups in the standard's order, its grid, its cells and its caption."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from justhtml import Element

from goldsmith.extractors.manual.blocks import Cell, Table
from goldsmith.extractors.manual.grid import Grid, Span, TooLarge, columns_of, formed, rows_of
from goldsmith.extractors.manual.passage import Passage

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
TEXTS = frozenset(("p", "ul", "ol", "dl", "table"))


class _Group(NamedTuple):
    name: str
    rows: list[list[Element]]

    def spans(self) -> list[list[Span]]:
        """The sizes of the group's cells, row by row."""
        return [
            [Span(columns_of(one.attrs.get("colspan")), rows_of(one.attrs.get("rowspan"))) for one in row]
            for row in self.rows
        ]


def shaped(element: Element, number: int, read: Callable[[Element], Cell], problems: dict[str, None]) -> Table:
    """The table of a table element; one whose spans claim too many slots has none, and is named among the problems."""
    groups = sorted(_groups(element), key=lambda group: group.name == "tfoot")
    caption = next((read(one).passage for one in _children(element) if one.name == "caption"), Passage())
    try:
        grid = formed([group.spans() for group in groups])
    except TooLarge as error:
        problems[f"table {number + 1} is not read: its cells claim {error}"] = None
        return Table(number, Grid(), [], 0, caption)
    head = formed([groups[0].spans()]).height if groups and groups[0].name == "thead" else 0
    return Table(number, grid, [read(cell) for group in groups for row in group.rows for cell in row], head, caption)


def lays_out(table: Element) -> bool:
    """Whether a table only lays out the page: it says so, a cell holds a whole text with its heading, or its one row a table."""
    if (table.attrs.get("role") or "").lower() in ("presentation", "none"):
        return True
    rows = [row for group in _groups(table) for row in group.rows if row]
    held = [_held(cell) for row in rows for cell in row]
    texts = any(names & HEADINGS and names & TEXTS for names in held)
    return texts or (len(rows) == 1 and any("table" in names for names in held))


def _held(cell: Element) -> set[str]:
    """The names of the elements inside a cell, without those inside its tables."""
    found: set[str] = set()
    waiting = list(_children(cell))
    while waiting:
        one = waiting.pop()
        found.add(one.name)
        waiting += _children(one) if one.name != "table" else []
    return found


def _children(element: Element) -> Iterator[Element]:
    return (child for child in element.children or () if isinstance(child, Element))


def _groups(table: Element) -> Iterator[_Group]:
    for child in _children(table):
        if child.name in ("thead", "tbody", "tfoot"):
            yield _Group(child.name, [_cells(row) for row in _children(child) if row.name == "tr"])


def _cells(row: Element) -> list[Element]:
    return [cell for cell in _children(row) if cell.name in ("td", "th")]
