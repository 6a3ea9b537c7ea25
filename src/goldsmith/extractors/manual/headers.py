"""The names that a table gives its cells: header rows, row labels, section rows, continued labels and variant columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from goldsmith.extractors.manual.blocks import Cell, Table
from goldsmith.extractors.manual.grid import NOTHING, Anchored
from goldsmith.extractors.manual.labels import mark_behind, note_in, one_line

Path = tuple[str, ...]
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[^\W\d_]{2}")
VARIANTS = frozenset(
    ("model", "models", "model code", "variant", "version", "body", "body style", "type", "trim", "edition", "machine")
)
"""Labels of a row whose cells name the columns below, in a table that marks no headers."""
LOWEST = 7
"""The rank of a section row without a heading: below the six of headings."""
ORDINALS = frozenset(("no", "no.", "nr", "nr.", "#", "pos", "pos.", "item no.", "ref", "ref."))
"""Heads of a first column that only counts the rows."""

Valued = tuple[int, Path, tuple[str, ...]]
"""The number of a value cell with its labels and their footnote marks."""


@dataclass(frozen=True, slots=True)
class Named:
    """A cell with its role ("value", "header", "label", "section", "note", "empty") and, for a value, its names.

    `rows` and `columns` hold one path for each row and column that the cell stands for; `marks` the footnote marks of
    its labels; `unnamed` says why the cell cannot be named: "no label", "column without a header".
    """

    cell: Cell
    place: Anchored
    role: str
    section: Path = ()
    rows: tuple[Path, ...] = ()
    columns: tuple[Path, ...] = ()
    marks: tuple[str, ...] = ()
    continued: bool = False
    unnamed: str = ""


def named(table: Table) -> list[Named]:
    """Every cell of a table in the order of its rows, with its role and its names.

    A head of the labels that heads values too shows two tables side by side, such as Pin | Colour | Pin | Colour: what stands
    in the second has its labels there, and is not named by those of the first.
    """
    cells = list(_Names(table).read())
    labels = {one.place.x for one in cells if one.role == "label"}
    heads = {one.cell.passage.text for one in cells if one.role == "header" and one.place.x in labels} - {""}
    values = [one for one in cells if one.role == "value" and one.place.x not in labels]
    beside = [one.place.x for one in values if any(heads.intersection(path[-1:]) for path in one.columns)]
    return [
        replace(one, unnamed="columns") if beside and one.role == "value" and one.place.x >= min(beside) else one
        for one in cells
    ]


@dataclass
class _Names:
    table: Table
    heads: dict[int, Path] = field(default_factory=dict)
    heading: bool = False
    sections: list[tuple[int, str]] = field(default_factory=list)
    """The section rows that hold, each with its rank: that of its heading, or the lowest."""
    section: Path = ()
    scope: str = ""
    before: Path = ()
    paths: dict[int, list[Path]] = field(default_factory=dict)
    """Row paths of each value cell, by its number: one for each row that it reaches into."""
    made: dict[int, Named] = field(default_factory=dict)

    def read(self) -> Iterator[Named]:
        """Read the rows from top to bottom."""
        own: dict[int, list[Anchored]] = {}
        for anchored in self.table.grid.anchored:
            own.setdefault(anchored.y, []).append(anchored)
        for y in range(self.table.grid.height):
            self.row(y, own.get(y, []))
        return (self.complete(number) for number in sorted(self.made, key=self.order))

    def order(self, number: int) -> tuple[int, int]:
        """Rows from top to bottom, cells from left to right."""
        place = self.made[number].place
        return place.y, place.x

    def complete(self, number: int) -> Named:
        """A value cell with the paths of all rows that it reaches into."""
        found = self.made[number]
        paths = tuple(dict.fromkeys(self.paths.get(number, [])))
        if found.role != "value":
            return found
        return Named(
            found.cell,
            found.place,
            "value",
            found.section,
            paths,
            found.columns,
            found.marks,
            found.continued,
            found.unnamed,
        )

    def shown(self, anchored: Anchored) -> bool:
        """Whether a cell holds text, or a table of its own, that the page shows."""
        cell = self.table.cells[anchored.cell]
        return bool(cell.passage or cell.tables) and not cell.reason

    def cell(self, number: int) -> Cell:
        """The cell of a number."""
        return self.table.cells[number]

    def row(self, y: int, own: list[Anchored]) -> None:
        """Read one row of the grid."""
        shown = [one for one in own if self.shown(one)]
        for one in own:
            if one not in shown:
                self.enter(one, "empty")
        role = self.kind(y, shown) if own else "empty"
        if role == "data":
            self.data(y)
            self.heading = False
        elif role == "header":
            self.header(shown)
        else:
            for one in shown:
                self.enter(one, role)
            if role in ("section", "scope"):
                self.open(role, shown[0])

    def kind(self, y: int, shown: list[Anchored]) -> str:
        """What a row is: header, section, scope, note, data."""
        if not shown:
            return "data" if self.covered(y) else "empty"
        cells = [self.cell(one.cell) for one in shown]
        if len(shown) == 1 and self.table.grid.width > 1 and len(self.covered(y)) == 1:
            alone = self.alone(shown[0], cells[0])
            if alone:
                return alone
        if all(cell.head and cell.scope not in ("row", "rowgroup") for cell in cells) and (
            len(cells) > 1 or y < self.table.head_rows or self.heading
        ):
            return "header"
        if y < self.table.head_rows or self.unmarked_head(y, shown, cells):
            return "header"
        return "data"

    def alone(self, place: Anchored, cell: Cell) -> str:
        """What the only text of a row is, if it is no label and no value."""
        if note_in(cell.passage) and place.width == self.table.grid.width:
            return "note"
        if place.x > 0:
            return ""
        if cell.level or cell.bold or (cell.head and place.width > 1):
            return "section"
        return "scope" if place.width > 1 else ""

    def unmarked_head(self, y: int, shown: list[Anchored], cells: list[Cell]) -> bool:
        """Whether a row of plain cells heads the columns: all bold, or the first, without digits over cells with them."""
        texts = [one_line(cell.passage.text) for cell in cells]
        if any(DIGIT.match(text) or text.endswith(":") for text in texts) or len(set(texts)) < len(texts):
            return False
        if all(cell.bold for cell in cells) and len(cells) > 1:
            return True
        if self.made_values() or len(cells) < 2 or len(shown) < self.table.grid.width or DIGIT.search(" ".join(texts)):
            return False
        if any(cell.head for cell in self.table.cells) or any(cell.passage.text.endswith(":") for cell in cells):
            return False
        below = [one for one in self.table.grid.anchored if one.y > y and self.shown(one)]
        if below and all(DIGIT.match(self.cell(one.cell).passage.text) for one in below):
            return True
        values = [DIGIT.search(self.cell(one.cell).passage.text) for one in below if one.x]
        return len(cells) > 2 and sum(map(bool, values)) * 2 > len(values)

    def made_values(self) -> bool:
        """Whether a value has been read before."""
        return any(one.role == "value" for one in self.made.values())

    def covered(self, y: int) -> list[int]:
        """The numbers of the shown cells that cover a row, from left to right."""
        row = dict.fromkeys(number for number in self.table.grid.slots[y] if number != NOTHING)
        return [number for number in row if self.shown(self.table.grid.anchored[number])]

    def enter(self, place: Anchored, role: str) -> None:
        """Note the role of a cell that is no value."""
        self.made[place.cell] = Named(self.cell(place.cell), place, role, self.section)

    def open(self, role: str, place: Anchored) -> None:
        """Begin a section or a scope."""
        title = one_line(mark_behind(self.cell(place.cell).passage)[0].text)
        self.before = ()
        if role == "section":
            rank = self.cell(place.cell).level or LOWEST
            self.sections = [*(one for one in self.sections if one[0] < rank), (rank, title)]
            self.section, self.scope = tuple(one for _, one in self.sections), ""
        else:
            self.scope = self.cell(place.cell).passage.text

    def header(self, shown: list[Anchored]) -> None:
        """Add a row of heads; the first of them after values begins anew."""
        if not self.heading:
            self.heads = {}
        self.heading, self.before = True, ()
        for place in shown:
            self.enter(place, "header")
            text = one_line(mark_behind(self.cell(place.cell).passage)[0].text)
            for x in range(place.x, place.x + place.width):
                self.heads[x] = (*self.heads.get(x, ()), text)

    def data(self, y: int) -> None:
        """Read a row of labels and values."""
        row = [number for number in dict.fromkeys(self.table.grid.slots[y]) if number != NOTHING]
        labels = self.labels(y, row)
        path: list[str] = []
        marks: list[str] = []
        values: list[Valued] = []
        parted = False
        for number in row:
            if number in labels:
                if parted:
                    path, marks, parted = [], [], False
                if not self.shown(self.table.grid.anchored[number]):
                    continue
                passage, mark = mark_behind(self.cell(number).passage)
                path += [one_line(passage.text)] if passage else []
                marks += [mark] if mark else []
                self.end_scope(self.cell(number).passage.text)
                if self.table.grid.anchored[number].y == y and passage:
                    self.enter(self.table.grid.anchored[number], "label")
                continue
            parted = True
            if self.shown(self.table.grid.anchored[number]):
                values.append((number, tuple(path), tuple(marks)))
        self.variants(values)
        self.state(y, row, labels, values)

    def labels(self, y: int, row: list[int]) -> set[int]:
        """The cells of a row that name the others: marked ones, the first, a second under a group, and "label:" cells."""
        grid, found = self.table.grid, set[int]()
        if len(row) < 2 or self.only_row(y, row[0]):
            return found
        for number in row:
            cell = self.cell(number)
            if cell.head or (grid.anchored[number].x > 1 and cell.passage.text.endswith(":") and not self.heads):
                found.add(number)
        if not any(self.cell(number).head for number in row[:1]):
            found.add(row[0])
        first = grid.anchored[row[0]]
        grouped = first.height > 1 or (self.heads.get(0, ("",))[-1].casefold() in ORDINALS)
        second = self.cell(row[1]).passage.text
        if grouped and len(row) > 2 and second and not DIGIT.search(second):
            found.add(row[1])
        return found

    def only_row(self, y: int, first: int) -> bool:
        """Whether a row is the only one below its heads and begins with a number: then its first cell is a value too."""
        cell = self.cell(first)
        alone = y + 1 == self.table.grid.height and not self.made_values() and 0 in self.heads
        return alone and not cell.head and DIGIT.match(cell.passage.text) is not None

    def end_scope(self, label: str) -> None:
        """A scope "X:" ends at the next label that ends in a colon too, for those under it have none."""
        if self.scope.endswith(":") and label.endswith(":"):
            self.scope = ""

    def variants(self, values: list[Valued]) -> None:
        """Take the names of the columns from a row such as "Model: A | B", where the table marks no heads."""
        if (
            self.heads
            or len(values) < 2
            or any(path[-1:] and path[-1].casefold() not in VARIANTS for _, path, _ in values)
        ):
            return
        names = [next(self.cell(number).passage.lines()).text for number, path, _ in values if path]
        if len(set(names)) == len(values) and all(LETTERS.search(name) for name in names):
            for (number, _, _), name in zip(values, names, strict=True):
                place = self.table.grid.anchored[number]
                self.heads |= {x: (one_line(name),) for x in range(place.x, place.x + place.width)}

    def state(self, y: int, row: list[int], labels: set[int], values: list[Valued]) -> None:
        """Enter the values of a row under their names."""
        continued = bool(values) and not values[0][1] and bool(row) and row[0] != values[0][0] and bool(self.before)
        for number, path, marks in values:
            place = self.table.grid.anchored[number]
            known = path or (self.before if continued else ())
            columns = tuple(
                dict.fromkeys(self.heads[x] for x in range(place.x, place.x + place.width) if x in self.heads)
            )
            alike = [other for other, its, _ in values if its == path and other != number]
            full = ((one_line(self.scope), *known) if self.scope else known) if known else ()
            if full:
                self.paths.setdefault(number, []).append(full)
            if place.y == y:
                self.made[number] = Named(
                    self.cell(number),
                    place,
                    "value",
                    self.section,
                    (),
                    columns,
                    marks,
                    continued,
                    _unnamed(bool(known), bool(alike), bool(columns), bool(labels)),
                )
        if not continued and labels:
            self.before = values[0][1] if values else ()


def _unnamed(labelled: bool, alike: bool, headed: bool, has_label_cell: bool) -> str:
    """Why a value cannot be named: its label is empty, or it stands beside others without heads."""
    if alike and not headed:
        return "column without a header"
    return "" if labelled or (headed and not has_label_cell) else "no label"
