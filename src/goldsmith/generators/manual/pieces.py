"""A page as a person reads it, piece by piece: headings, lines, steps and the rows of tables, each with its places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from goldsmith.extractors.manual.blocks import Block, Cell, Heading, Item, Left, Pair, Table
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.grid import NOTHING
from goldsmith.extractors.manual.headers import LOWEST, Named, named
from goldsmith.extractors.manual.labels import note_in
from goldsmith.generators.manual.shown import labelled, name_of, one_line

Key = tuple[str, int, int]
"""Where a value stands: "cell" with its table and row, or "block" with the block's number."""
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a page's text; a row of a table has its table's `head` and caption, which are said once above the rows.

    `rank` is that of a heading, 1 the highest, those inside a table below all others, else 0; `note` says that it is a
    footnote; `table` is the number of the table that it belongs to, or -1. One that `goes_on` cannot be understood without
    what stands above it.
    """

    text: str
    keys: frozenset[Key] = frozenset()
    rank: int = 0
    note: bool = False
    head: str = ""
    caption: str = ""
    table: int = -1
    goes_on: bool = False


def key_of(one: Fact | Entry) -> Key:
    """The key of the piece that shows a value."""
    place = one.place
    if one.kind == "cell":
        return "cell", place.block, place.row
    return "block", place.block + (place.row if one.kind in ("step", "item") else 0), 0


def pieces(blocks: Sequence[Block]) -> list[Piece]:
    """The pieces of a page in reading order; what is hidden, struck out or only leads elsewhere is not among them."""
    return [piece for at, block in enumerate(blocks) for piece in _of_block(block, at) if piece.text or piece.head]


def _of_block(block: Block, at: int) -> Iterator[Piece]:
    keys = frozenset({("block", at, 0)})
    if isinstance(block, Heading):
        yield Piece("#" * block.level + " " + name_of(block.passage), keys, block.level)
    elif isinstance(block, Table):
        yield from _Rows(block).pieces()
    elif isinstance(block, Pair):
        label = " / ".join(name_of(one).rstrip(": ") for one in block.labels)
        value = one_line(block.value)
        text = labelled(label, value) if label or block.kind != "line" else INDENT + value
        yield Piece(INDENT * len(block.above) + text, keys, goes_on=bool(block.above) or not label)
    elif isinstance(block, Left) or block.navigation:
        return
    elif isinstance(block, Item):
        sign = f"{block.number}." if block.number else "-"
        indent = INDENT * (len(block.above) + block.number.count("."))
        yield Piece(f"{indent}{sign} {one_line(block.passage)}", keys, goes_on=not block.number.isdecimal())
    else:
        note = note_in(block.passage) is not None
        yield Piece(one_line(block.passage), keys, note=note, goes_on=note)


class _Rows:
    """The rows of one table; it is written as lines "label: value" where it has two columns and no heads."""

    def __init__(self, table: Table) -> None:
        self.table, self.grid = table, table.grid
        self.named: dict[int, Named] = {one.place.cell: one for one in named(table)}
        self.heads: list[int] = []
        self.said = [self.shown(number) for number in range(len(table.cells))]
        self.begins: dict[int, list[int]] = defaultdict(list)
        for one in self.grid.anchored:
            self.begins[one.y] += [one.cell] if self.said[one.cell] else []
        self.caption = name_of(table.caption)
        filled = (range(one.x, one.x + one.width) for one in self.grid.anchored if self.said[one.cell])
        self.columns = sorted({x for those in filled for x in those})

    def shown(self, number: int) -> str:
        """What a cell shows on one line; a name has no semicolons at its line breaks."""
        cell, known = self.table.cells[number], self.named.get(number)
        if known is not None and known.role in ("header", "label", "section", "scope"):
            return name_of(cell.passage)
        return "" if cell.reason else cell_text(cell)

    def pieces(self) -> Iterator[Piece]:
        """The rows from top to bottom."""
        before = ""
        for y in range(self.grid.height):
            role = self.role(y)
            if role == "header" or self.names_columns(y):
                self.heads = [*self.heads, y] if before == "header" and role == "header" else [y]
            if role and role != "header":
                yield self.piece(y, role)
            before = role or before

    def piece(self, y: int, role: str) -> Piece:
        """One row."""
        keys = frozenset(self.keys(self.table, y))
        first = next((text for text in self.texts(y) if text), "")
        if role == "section":
            level = self.table.cells[self.begins[y][0]].level or LOWEST
            title = f"{'#' * level} {first}" if level < LOWEST else f"**{first}**"
            return Piece(title, keys, LOWEST + level, caption=self.caption, table=self.table.number)
        if role == "note":
            return Piece(first, keys, note=True, caption=self.caption, table=self.table.number)
        goes_on = role == "data" and self.goes_on(y)
        if not self.heads and len(self.columns) <= 2:
            return Piece(self.line(y), keys, caption=self.caption, table=self.table.number, goes_on=goes_on)
        texts = self.texts(y) if role == "data" else [first] + [""] * (len(self.columns) - 1)
        said = "" if y in self.heads else _row(texts)
        return Piece(said, keys, head=self.head(), caption=self.caption, table=self.table.number, goes_on=goes_on)

    def goes_on(self, y: int) -> bool:
        """Whether the values of a row have more labels than stand in it: those of a row or of a scope above."""
        those = [self.named[number] for number in self.numbers(y) if number in self.named]
        labels = sum(one.role == "label" for one in those)
        return any(len(path) > labels for one in those if one.role == "value" for path in one.rows[:1])

    def line(self, y: int) -> str:
        """A row of one or two cells as a line; without a label it goes on with the row above."""
        texts = self.texts(y)
        if len(set(self.numbers(y))) < 2 or len(texts) < 2:
            return next(iter(texts), "")
        return labelled(texts[0], texts[1]) if texts[0] else INDENT + texts[1]

    def head(self) -> str:
        """The heads of the columns as the first lines of a Markdown table."""
        texts = [self.headed(x) for x in self.columns]
        return "\n".join((_row(texts), _row(["---"] * len(texts))))

    def headed(self, x: int) -> str:
        """The heads of a column from top to bottom, each once."""
        numbers = dict.fromkeys(self.grid.at(x, y) for y in self.heads)
        return ", ".join(text for number in numbers if (text := self.text(number)))

    def names_columns(self, y: int) -> bool:
        """Whether a row without marked heads names the columns below it, such as "Model: A | B"."""
        those = [one for number in self.begins.get(y, []) if (one := self.named.get(number)) and one.role == "value"]
        return len(those) > 1 and all(
            len(one.columns) == 1 and one.cell.passage.text.split("\n")[0].strip() == one.columns[0][-1]
            for one in those
        )

    def role(self, y: int) -> str:
        """What a row is: header, section, scope, note or data; empty where it shows nothing."""
        roles = {self.named[number].role for number in self.begins.get(y, []) if number in self.named} - {"empty"}
        alone = next(iter(roles)) if len(roles) == 1 else ""
        shown = any(self.texts(y))
        return (alone if alone in ("header", "section", "scope", "note") else "data") if shown else ""

    def numbers(self, y: int) -> list[int]:
        """The numbers of the cells in the slots of a row, without columns that show nothing in the whole table."""
        return [self.grid.at(x, y) for x in self.columns]

    def texts(self, y: int) -> list[str]:
        """What the slots of a row show."""
        return [self.text(number) for number in self.numbers(y)]

    def text(self, number: int) -> str:
        """What a cell shows."""
        return "" if number == NOTHING else self.said[number]

    def keys(self, table: Table, y: int) -> Iterator[Key]:
        """The places of all values that a row shows, those of tables inside its cells too."""
        yield "cell", table.number, y
        for number in {table.grid.at(x, y) for x in range(table.grid.width)} - {NOTHING}:
            for nested in table.cells[number].tables:
                for below in range(nested.grid.height):
                    yield from self.keys(nested, below)


def cell_text(cell: Cell) -> str:
    """A cell on one line: its text, then the rows of the tables inside it."""
    rows = (row for table in cell.tables for row in _nested(table))
    return "; ".join(one for one in (one_line(cell.passage), *rows) if one)


def _nested(table: Table) -> Iterator[str]:
    for y in range(table.grid.height):
        numbers = dict.fromkeys(table.grid.at(x, y) for x in range(table.grid.width))
        shown = [table.cells[number] for number in numbers if number != NOTHING]
        texts = [text for cell in shown if not cell.reason and (text := cell_text(cell))]
        yield labelled(texts[0], ", ".join(texts[1:])) if len(texts) > 1 else "".join(texts)


def _row(texts: Iterable[str]) -> str:
    return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"
