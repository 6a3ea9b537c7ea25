"""A table element to a table: its row groups in the standard's order, its grid, its cells and its caption."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from justhtml import Element

from goldsmith.extractors.manual.blocks import Cell, Table
from goldsmith.extractors.manual.grid import Grid, Span, TooLarge, columns_of, formed, rows_of
from goldsmith.extractors.manual.passage import Passage


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


def _children(element: Element) -> Iterator[Element]:
    return (child for child in element.children or () if isinstance(child, Element))


def _groups(table: Element) -> Iterator[_Group]:
    for child in _children(table):
        if child.name in ("thead", "tbody", "tfoot"):
            yield _Group(child.name, [_cells(row) for row in _children(child) if row.name == "tr"])


def _cells(row: Element) -> list[Element]:
    return [cell for cell in _children(row) if cell.name in ("td", "th")]
