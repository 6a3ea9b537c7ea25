"""The blocks of a page to facts: each value under the headings and labels that the page gives it."""

from goldsmith.extractors.manual.blocks import Block, Document, Heading, Item, Left, Line, Pair, Table
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.entering import Entering, Under
from goldsmith.extractors.manual.facts import Fact, Path, Place
from goldsmith.extractors.manual.headers import Named, named
from goldsmith.extractors.manual.labels import mark_behind, note_in, one_line, pair_in, pairs_in
from goldsmith.extractors.manual.passage import Passage
from goldsmith.extractors.manual.repair import decoded_anew
from goldsmith.extractors.manual.sources import Source


def stated(source: Source, document: Document, mark: str, *, repairs: bool) -> tuple[list[Fact], list[Entry]]:
    """The facts and the entries of a page; `mark` is its decimal mark, `repairs` says whether damage may be undone."""
    stating = _Stating(document, Entering(source, document, mark, repairs=repairs))
    return stating.page.facts, stating.page.entries


class _Stating:
    def __init__(self, document: Document, page: Entering) -> None:
        self.blocks, self.page = document.blocks, page
        self.outline: list[tuple[int, str]] = []
        self.lead = ""
        self.before: Path = ()
        self.list_at = self.at = 0
        for self.at, block in enumerate(document.blocks):
            self.block(block)

    @property
    def section(self) -> Path:
        """The headings that stand above, outermost first."""
        return tuple(title for _, title in self.outline)

    def state(
        self, kind: str, place: Place, passage: Passage, under: Under, *labels: Passage, marks: Path = ()
    ) -> None:
        """Enter a value with its labels as the page shows them."""
        behind = [mark for label in labels if (mark := mark_behind(label)[1])]
        self.page.state(kind, place, passage, under, [*behind, *marks], self.at)

    def block(self, block: Block) -> None:
        """Read one block."""
        self.before = self.before if isinstance(block, Pair) else ()
        here = Under(self.section)
        if isinstance(block, Heading):
            self.outline = [one for one in self.outline if one[0] < block.level]
            self.outline.append((block.level, decoded_anew(one_line(block.passage.text))[0]))
            self.lead = ""
        elif isinstance(block, Left):
            self.page.skip("line", Place(self.at), block.passage.text, block.reason, here)
        elif isinstance(block, Table):
            self.table(block, here._replace(rows=(block.above,) if block.above else ()))
        elif isinstance(block, Pair):
            self.pair(block, Place(self.at))
        elif isinstance(block, Item):
            self.item(block)
        else:
            self.line(block, Place(self.at), here)

    def line(self, block: Line, place: Place, here: Under) -> None:
        """Read a paragraph or a line of one."""
        text = block.passage.text
        pair = pair_in(block.passage)
        if block.navigation or note_in(block.passage):
            self.page.skip("line", place, text, "navigation" if block.navigation else "note", here)
        elif pair:
            self.state("line", place, pair[1], here._replace(rows=((one_line(pair[0].text),),)), pair[0])
        else:
            self.page.skip("line", place, text, "prose", here)
            self.lead = one_line(text) if text.endswith(":") else ""

    def pair(self, block: Pair, place: Place) -> None:
        """Read labels with their value; a value without a label is a further one of the labels above it."""
        names = tuple(one_line(mark_behind(label)[0].text) for label in block.labels if label)
        names = names or (self.before if block.kind == "line" else ())
        self.before = names
        under = Under(self.section, tuple((*block.above, name) for name in names))
        if not block.value:
            self.page.empty(block.kind, place, under)
        elif not names:
            self.page.skip(block.kind, place, block.value.text, "no label", under)
        else:
            self.state(block.kind, place, block.value, under, *block.labels)

    def item(self, block: Item) -> None:
        """Read an item of a list: a step, a pair, or a value of the line that leads to the list."""
        fresh = not self.at or not isinstance(self.blocks[self.at - 1], Item)
        self.list_at = self.at if fresh or block.number == "1" else self.list_at
        place, here, pair = Place(self.list_at, self.at - self.list_at), Under(self.section), pair_in(block.passage)
        title = self.lead or (self.section[-1] if self.section else "")
        if block.navigation:
            self.page.skip("item", place, block.passage.text, "navigation", here)
        elif block.number:
            path = (*block.above, *([title] if title else []), f"step {block.number}")
            self.state("step", place, block.passage, here._replace(rows=(path,)))
        elif pair:
            self.state("item", place, pair[1], here._replace(rows=((*block.above, one_line(pair[0].text)),)), pair[0])
        elif block.above or self.lead:
            rows = ((*block.above, *([self.lead] if self.lead else [])),)
            self.state("item", place, block.passage, here._replace(rows=rows))
        else:
            self.page.skip("item", place, block.passage.text, "prose", here)

    def table(self, table: Table, within: Under) -> None:
        """Read a table; `within` holds the names of what it stands in."""
        rows, columns = within.rows[0] if within.rows else (), within.columns[0] if within.columns else ()
        for cell in named(table):
            under = Under(
                (*within.section, *cell.section),
                tuple((*rows, *path) for path in cell.rows),
                tuple((*columns, *path) for path in cell.columns) or ((columns,) if columns else ()),
                one_line(table.caption.text),
            )
            self.cell(cell, Place(table.number, cell.place.y, cell.place.x), under)
            for nested in cell.cell.tables:
                if cell.role == "value" and not cell.unnamed:
                    self.table(nested, under)
                else:
                    self.unnamed(nested, under)

    def unnamed(self, table: Table, under: Under) -> None:
        """Leave out a table that stands in a cell which the table around it does not name."""
        for place in table.grid.anchored:
            cell = table.cells[place.cell]
            self.page.skip(
                "cell", Place(table.number, place.y, place.x), cell.passage.text, cell.reason or "no label", under
            )
            for nested in cell.tables:
                self.unnamed(nested, under)

    def cell(self, cell: Named, place: Place, under: Under) -> None:
        """Read a cell, or its lines where each of them is a pair."""
        passage = cell.cell.passage
        if not passage and not cell.cell.reason:
            self.page.empty("cell", place, under)
            return
        reason = cell.cell.reason or (
            "section" if cell.role == "scope" else cell.role if cell.role != "value" else cell.unnamed
        )
        pairs = pairs_in(passage)
        if reason == "no label" and (pairs or pair_in(passage)):
            pairs = pairs or [pair for pair in [pair_in(passage)] if pair]
            reason = ""
        if reason:
            self.page.skip("cell", place, passage.text, reason, under)
            return
        for part, (label, value) in enumerate(pairs):
            rows = tuple((*path, one_line(label.text)) for path in under.rows or ((),))
            within = Place(place.block, place.row, place.column, part)
            self.state("cell", within, value, under._replace(rows=rows), label, marks=cell.marks)
        if not pairs:
            self.state("cell", place, passage, under, marks=cell.marks)
