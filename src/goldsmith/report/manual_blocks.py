"""A page as a reader sees it: its blocks in markup of our own, nothing of the page's markup among it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from goldsmith.extractors.manual.blocks import Block, Cell, Document, Heading, Item, Left, Pair, Table
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.grid import Anchored
from goldsmith.extractors.manual.passage import Passage
from goldsmith.extractors.manual.sources import Source
from goldsmith.report.manual_marks import Marks, Stretch, left_out, safe

NOT_SHOWN = frozenset(("hidden",))
"""Reasons whose text the page does not show; it stands in the list of what is left out only."""
Key = tuple[str, int, int, int]


class Drawn:
    """The blocks of one page as markup, with the marks of its facts and its entries."""

    def __init__(self, source: Source, document: Document, entries: Sequence[Entry], marks: Marks) -> None:
        self.source, self.document, self.marks = source, document, marks
        self.entries: dict[Key, list[Entry]] = defaultdict(list)
        for entry in entries:
            self.entries[_key(entry)].append(entry)

    def pieces(self) -> Iterator[str]:
        """The page, block by block; a text or a PDF as it stands."""
        if self.source.kind != "html":
            yield self.as_text()
            return
        before: Block | None = None
        for at, block in enumerate(self.document.blocks):
            yield self.block(at, block, before)
            before = block

    def of(self, at: int) -> list[Entry]:
        """The entries of a block."""
        return self.entries.get(("", at, 0, 0), [])

    def block(self, at: int, block: Block, before: Block | None) -> str:
        """One block; labels that stand in the line above are not repeated."""
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Left):
            struck = "" if block.reason in NOT_SHOWN else self.marks.marked(block.passage, self.of(at))
            return f"<p><s>{struck}</s></p>" if struck else ""
        text = self.marks.marked(block.value if isinstance(block, Pair) else block.passage, self.of(at))
        if isinstance(block, Heading):
            level = min(block.level + 2, 6)
            return f"<h{level}>{text}</h{level}>"
        if isinstance(block, Pair):
            again = isinstance(before, Pair) and before.labels == block.labels
            return _pair(() if again else block.labels, text, len(block.above))
        if isinstance(block, Item):
            sign = f"{block.number}." if block.number else "•"
            return f'<p class="item in{_depth(block)}"><span>{safe(sign)}</span> <span>{text}</span></p>'
        return f'<p class="{"menu" if block.navigation else "line"}">{text}</p>'

    def table(self, table: Table) -> str:
        """A table with its spans and captions; rows below its last cell are left out."""
        rows: dict[int, list[Anchored]] = defaultdict(list)
        for place in table.grid.anchored:
            rows[place.y].append(place)
        caption = f"<caption>{self.marks.marked(table.caption)}</caption>" if table.caption else ""
        made = (
            f"<tr>{''.join(self.cell(table, place) for place in rows.get(y, ()))}</tr>"
            for y in range(max(rows, default=-1) + 1)
        )
        return f'<div class="wide"><table class="sheet">{caption}{"".join(made)}</table></div>'

    def cell(self, table: Table, place: Anchored) -> str:
        """One cell; a hidden one holds its place only."""
        cell = table.cells[place.cell]
        entries = self.entries.get(("cell", table.number, place.y, place.x), [])
        hidden = cell.reason in NOT_SHOWN
        text = "" if hidden else self.content(cell, entries)
        inside = "".join(self.table(one) for one in cell.tables)
        tag = "th" if cell.head else "td"
        kind = ' class="hidden"' if hidden else "" if text or inside else ' class="empty"'
        spans = f' colspan="{place.width}"' if place.width > 1 else ""
        spans += f' rowspan="{place.height}"' if place.height > 1 else ""
        return f"<{tag}{kind}{spans}>{text}{inside}</{tag}>"

    def content(self, cell: Cell, entries: Sequence[Entry]) -> str:
        """The text of a cell that is shown."""
        if cell.reason == "picture":
            return '<small class="bare">picture</small>'
        text = self.marks.marked(cell.passage, entries)
        text = f"<s>{text}</s>" if cell.reason == "struck out" else text
        return f"<b>{text}</b>" if text and (cell.bold or cell.level) else text

    def as_text(self) -> str:
        """The text of the page with its headings and what is left out, at their places."""
        places = range(len(self.source.text))
        whole = Passage(self.source.text, places, places)
        return f'<div class="text">{self.marks.marked(whole, more=list(self.stretches()))}</div>'

    def stretches(self) -> Iterator[Stretch]:
        """The stretches of a text that headings and left out entries take."""
        for at, block in enumerate(self.document.blocks):
            if isinstance(block, Table):
                for place in block.grid.anchored:
                    entries = self.entries.get(("cell", block.number, place.y, place.x), [])
                    yield from _placed(block.cells[place.cell].passage, entries)
            elif isinstance(block, Heading):
                yield Stretch(*block.passage.span, "<strong>", "</strong>")
            else:
                yield from _placed(block.value if isinstance(block, Pair) else block.passage, self.of(at))


def _key(entry: Entry) -> Key:
    """A cell by its table, row and column; anything else by its block."""
    place = entry.place
    if entry.kind == "cell":
        return "cell", place.block, place.row, place.column
    return "", place.block + place.row, 0, 0


def _pair(labels: Sequence[Passage], value: str, depth: int) -> str:
    terms = "<br>".join(safe(label.text.replace("\n", " ")) for label in labels)
    return f'<p class="pair in{min(depth, 6)}"><span>{terms}</span> <span>{value}</span></p>'


def _depth(item: Item) -> int:
    return min(len(item.above) + item.number.count("."), 6)


def _placed(passage: Passage, entries: Sequence[Entry]) -> Iterator[Stretch]:
    """The left out stretches of a passage by their places in the source."""
    for one in left_out(passage, entries):
        yield one._replace(start=passage.starts[one.start], end=passage.ends[one.end - 1])
