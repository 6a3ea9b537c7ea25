"""The blocks of a page to facts: each under the headings, labels and notes that the page gives it."""

import re
from collections.abc import Sequence

from goldsmith.extractors.manual.blocks import Document, Heading, Item, Left, Line, Pair, Table
from goldsmith.extractors.manual.coverage import EMPTY, SKIPPED, UNSTATED, USED, Entry
from goldsmith.extractors.manual.facts import AROUND, Fact, Origin, Path, Place, Repair
from goldsmith.extractors.manual.footnotes import Footnotes, Marked
from goldsmith.extractors.manual.headers import Named, named
from goldsmith.extractors.manual.labels import mark_behind, note_in, one_line, pair_in, pairs_in
from goldsmith.extractors.manual.passage import Passage
from goldsmith.extractors.manual.repair import decoded_anew
from goldsmith.extractors.manual.sources import Source
from goldsmith.extractors.manual.values import NOTHING, value_of

APART = re.compile(r"<table\b", re.IGNORECASE)
LISTS = re.compile(r"<(?:table|ul|ol|dl)\b", re.IGNORECASE)
"""What may stand inside a value's stretch of markup and is no part of it: in a cell, and in an item."""


class Stating:
    """The facts and the entries of one page, in reading order."""

    def __init__(self, source: Source, document: Document, mark: str, repairs: bool) -> None:
        self.source, self.document, self.mark, self.repairs = source, document, mark, repairs
        self.facts: list[Fact] = []
        self.entries: list[Entry] = []
        self.outline: list[tuple[int, str]] = []
        self.lead = self.label = ""
        self.list_at = self.at = 0
        self.footnotes = Footnotes(document.blocks)
        for self.at, block in enumerate(document.blocks):
            self.block(block)

    @property
    def section(self) -> Path:
        """The headings that stand above, outermost first."""
        return tuple(title for _, title in self.outline)

    def block(self, block: Heading | Line | Pair | Item | Left | Table) -> None:
        """Read one block."""
        place = Place(self.at)
        if isinstance(block, Heading):
            self.outline = [one for one in self.outline if one[0] < block.level]
            self.outline.append((block.level, decoded_anew(one_line(block.passage.text))[0]))
            self.lead = self.label = ""
        elif isinstance(block, Left):
            self.skip("line", place, block.passage.text, block.reason)
        elif isinstance(block, Table):
            self.table(block, self.section, (), ())
        elif isinstance(block, Pair):
            self.pair(block, place)
        elif isinstance(block, Item):
            self.item(block)
        else:
            self.line(block, place)

    def line(self, block: Line, place: Place) -> None:
        """Read a paragraph or a line of one."""
        pair = pair_in(block.passage)
        if block.navigation:
            self.skip("line", place, block.passage.text, "navigation")
        elif note_in(block.passage):
            self.skip("line", place, block.passage.text, "note")
        elif pair:
            self.state("line", place, pair[1], ((one_line(pair[0].text),),), labels=pair[:1])
        else:
            self.skip("line", place, block.passage.text, "prose")
            self.lead = one_line(block.passage.text) if block.passage.text.endswith(":") else ""

    def pair(self, block: Pair, place: Place) -> None:
        """Read a label with its value; one without a label is a further value of the label above it."""
        label = one_line(mark_behind(block.label)[0].text) or self.label
        self.label = label
        if not block.value:
            self.entries.append(Entry(block.kind, self.source.name, place, "", EMPTY, names=(*self.section, label)))
        elif not label:
            self.skip(block.kind, place, block.value.text, "no label", bearing=True)
        else:
            self.state(block.kind, place, block.value, ((*block.above, label),), labels=(block.label,))

    def item(self, block: Item) -> None:
        """Read an item of a list: a step, a pair, or a value of the line that leads to the list."""
        fresh = not self.at or not isinstance(self.document.blocks[self.at - 1], Item)
        self.list_at = self.at if fresh or block.number == "1" else self.list_at
        place = Place(self.list_at, self.at - self.list_at)
        pair = pair_in(block.passage)
        title = self.lead or (self.section[-1] if self.section else "")
        if block.navigation:
            self.skip("item", place, block.passage.text, "navigation")
        elif block.number:
            path = (*block.above, title, f"step {block.number}") if title else (f"step {block.number}",)
            self.state("step", place, block.passage, (path,), attribute=title or "procedure", bearing=True)
        elif pair:
            self.state("item", place, pair[1], ((*block.above, one_line(pair[0].text)),), labels=pair[:1])
        elif block.above or self.lead:
            self.state("item", place, block.passage, ((*block.above, *([self.lead] if self.lead else [])),))
        else:
            self.skip("item", place, block.passage.text, "prose")

    def table(self, table: Table, section: Path, rows: Path, columns: Path) -> None:
        """Read a table; `rows` and `columns` are the names of the cell that it stands in, if it stands in one."""
        title = one_line(table.caption.text)
        for cell in named(table):
            place = Place(table.number, cell.place.y, cell.place.x)
            within = (*section, *cell.section)
            paths = tuple((*table.above, *rows, *path) for path in cell.rows)
            heads = tuple((*columns, *path) for path in cell.columns) or ((columns,) if columns else ())
            self.cell(cell, place, within, title, paths, heads)
            for nested in cell.cell.tables:
                self.table(nested, within, paths[0] if paths else (*table.above, *rows), heads[0] if heads else columns)

    def cell(
        self, cell: Named, place: Place, section: Path, title: str, rows: tuple[Path, ...], columns: tuple[Path, ...]
    ) -> None:
        """Read a cell, or its lines where each of them is a pair."""
        passage, text = cell.cell.passage, cell.cell.passage.text
        names = (*section, *(rows[0] if rows else ()), *(columns[0] if columns else ()))
        if not passage and not cell.cell.reason:
            self.entries.append(Entry("cell", self.source.name, place, "", EMPTY, names=names))
            return
        reason = cell.cell.reason or (cell.role if cell.role != "value" else "")
        reason = "section" if reason == "scope" else reason or cell.unnamed
        pairs = pairs_in(passage)
        if reason == "no label" and (pair := pair_in(passage)):
            pairs, reason = pairs or [pair], ""
        if reason:
            self.skip("cell", place, text, reason, names=names)
            return
        for part, (label, value) in enumerate(pairs):
            paths = tuple((*path, one_line(label.text)) for path in rows or ((),))
            within = Place(place.block, place.row, place.column, part)
            self.state("cell", within, value, paths, columns, section, title, labels=(label,), marks=cell.marks)
        if not pairs:
            self.state("cell", place, passage, rows, columns, section, title, marks=cell.marks)

    def state(
        self,
        kind: str,
        place: Place,
        passage: Passage,
        rows: tuple[Path, ...],
        columns: tuple[Path, ...] = (),
        section: Path | None = None,
        table: str = "",
        *,
        attribute: str = "",
        labels: Sequence[Passage] = (),
        marks: Sequence[str] = (),
        bearing: bool = True,
    ) -> None:
        """Enter a value as a fact, or as left out with the reason."""
        section = self.section if section is None else section
        rows, of_rows = _mended(rows)
        columns, of_columns = _mended(columns)
        names = (*section, *(rows[0] if rows else ()), *(columns[0] if columns else ()))
        found = self.footnotes.read(self.at, passage, [*(mark_behind(label)[1] for label in labels), *marks])
        literal = found.passage.text
        heads = [head for path in (*columns[:1], *rows[:1]) for head in reversed(path)] if len(columns) < 2 else []
        if kind == "step":
            heads = []
        elif not heads and rows:
            heads = list(reversed(rows[0]))
        value = value_of(literal, heads, self.mark)
        repairs = value.repairs + of_rows + of_columns
        reason = self.refused(kind, found, value.reason, repairs)
        if reason:
            full = reason != "placeholder" or not _whole_placeholder(literal)
            evidence = value.evidence or found.unresolved or "; ".join(f"{one.before} > {one.after}" for one in repairs)
            self.skip(kind, place, passage.text, reason, evidence, names, bearing and full)
            return
        given = attribute or (rows[0][-1] if rows and rows[0] else columns[0][-1] if columns else "")
        self.facts.append(
            Fact(
                kind, self.document.title, "", section, table, rows, columns, given, literal, value.text, value.quantities,
                value.unit_from, self.origin(found.passage), place, "", found.notes, repairs,
            )
        )  # fmt: skip
        self.entries.append(Entry(kind, self.source.name, place, passage.text, USED, names=names, bearing=bearing))

    def refused(self, kind: str, found: Marked, reason: str, repairs: tuple[Repair, ...]) -> str:
        """Why a value is not taken, if it is not."""
        if reason or found.unresolved:
            return reason or "unresolved mark"
        if repairs and not self.repairs:
            return "repair excluded"
        start, end = found.passage.span
        whole = self.source.kind != "html" or not (APART if kind == "cell" else LISTS).search(
            self.source.text, start, end
        )
        return "" if whole and found.passage.contiguous() else "no place"

    def skip(
        self,
        kind: str,
        place: Place,
        text: str,
        reason: str,
        evidence: str = "",
        names: Path | None = None,
        bearing: bool | None = None,
    ) -> None:
        """Enter a text that is left out."""
        bears = reason not in UNSTATED if bearing is None else bearing
        under = self.section if names is None else names
        self.entries.append(Entry(kind, self.source.name, place, text, SKIPPED, reason, evidence, under, bears))

    def origin(self, passage: Passage) -> Origin:
        """Where a passage stands in the page."""
        text = self.source.text
        start, end = passage.span
        prefix, suffix = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        box = self.box(start, end)
        return Origin(
            self.source.name, self.source.digest, self.source.encoding, start, end, text[start:end], prefix, suffix, box
        )

    def box(self, start: int, end: int) -> tuple[float, ...]:
        """The sheet of a PDF and the place on it that holds a stretch of its text."""
        those = [box for at in range(start, end) if (box := self.document.boxes.get(at))]
        if not those:
            return ()
        left, bottom, right, top = zip(*those, strict=True)
        sheet = self.source.text.count("\f", 0, start) + 1
        return (sheet, *(round(one, 2) for one in (min(left), min(bottom), max(right), max(top))))


def _whole_placeholder(literal: str) -> bool:
    """Whether a text gives nothing beside its placeholders: no number, and no name of a part."""
    return NOTHING.fullmatch(literal) is not None or not any(sign.isdigit() for sign in literal)


def _mended(paths: tuple[Path, ...]) -> tuple[tuple[Path, ...], tuple[Repair, ...]]:
    """Labels with their encoding mended."""
    repairs = tuple(dict.fromkeys(repair for path in paths for label in path for repair in decoded_anew(label)[1]))
    if not repairs:
        return paths, ()
    return tuple(tuple(decoded_anew(label)[0] for label in path) for path in paths), repairs
