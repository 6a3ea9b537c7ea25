"""Plain text pages to blocks: headings, label and value lines, columns, numbered steps, bullets, notes and paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from goldsmith.extractors.manual.blocks import Block, Cell, Document, Heading, Item, Line, Pair, Table
from goldsmith.extractors.manual.grid import Span, formed
from goldsmith.extractors.manual.labels import MARK, note_in, pair_in, unit_in
from goldsmith.extractors.manual.passage import Passage, plain, run_on
from goldsmith.extractors.manual.sources import Unusable

APART = re.compile(
    r"\t[ \t]*|(?:(?<=[^\s.]) ?(?:\. ?){4,}|(?<=\S) ?…{2,} ?)|(?<=[^\s.!?:;,]) {2,}(?=\S)|(?<=:) {2,}(?=\S)"
)
"""What parts the columns of a line: a tab, leaders of dots, two blanks and more that end no sentence."""
WIDE = re.compile(r"\t|(?:\. ?){4,}|…{2,}|(?<=\S) {3,}(?=\S)")
"""What shows that a line has columns: two blanks alone may be set type that was stretched to fill its line."""
FIRM = re.compile(r"\t|(?:\. ?){4,}|…{2,}")
UNDERLINE = re.compile(r"\s*(=|-|~|_)\1{2,}\s*")
STEP = re.compile(r"\s*(?P<number>\d{1,2})[.)] +(?=\S)")
BULLET = re.compile(r"\s*[-•·–▪] +(?=\S)")
NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+) +(?=[^\W\d_a-zß-öø-ÿ])")
CAPITALS = re.compile(r"(?=(?:.*[^\W\d_]){4})[^a-zß-öø-ÿ.:]{4,60}")
MOST_LINES, LONGEST_LINE = 200_000, 100_000
"""Lines with text of one page and signs of one line; a page with more is not read, so that time and memory stay bounded."""
LONGEST = 500
"""Lines of a paragraph; what goes on is taken for another, so that a page without blank lines needs little memory."""
CONTINUED = 8
"""Blanks before a value that stands below another one, without a label."""


def lines_of(text: str) -> Iterator[Passage]:
    """The lines of a text with their places; form feeds end lines too."""
    for found in re.finditer(r"[^\r\n\f]*(?:\r\n|[\r\n\f]|$)", text):
        end = found.end() - len(found[0]) + len(found[0].rstrip())
        yield plain(text, found.start(), max(end, found.start()))


def read_plain(lines: Sequence[Passage]) -> Document:
    """The blocks of a page of text lines; its title is its first heading, or its first line.

    Raises Unusable for a page with more or longer lines than anyone reads.
    """
    if (full := sum(1 for line in lines if line)) > MOST_LINES:
        raise Unusable(f"{full:,} lines, more than {MOST_LINES:,}")
    if (longest := max((len(line.text) for line in lines), default=0)) > LONGEST_LINE:
        raise Unusable(f"a line of {longest:,} signs, more than {LONGEST_LINE:,}")
    reader = _Lines(list(lines))
    blocks = reader.read()
    titles = [block.passage.text for block in blocks if isinstance(block, Heading)]
    first = next((line.text.strip() for line in lines if line.text.strip()), "")
    return Document(titles[0] if titles else first, blocks)


@dataclass
class _Lines:
    lines: list[Passage]
    at: int = 0
    blocks: list[Block] = field(default_factory=list)
    prose: list[Passage] = field(default_factory=list)
    tables: int = 0

    def read(self) -> list[Block]:
        """Read all lines."""
        while self.at < len(self.lines):
            self.line(self.lines[self.at])
        self.close()
        return self.blocks

    def close(self) -> None:
        """End a paragraph."""
        if self.prose:
            self.blocks.append(Line(run_on(self.prose)))
        self.prose = []

    def put(self, block: Block) -> None:
        """Add a block that is complete, after the paragraph before it."""
        self.close()
        self.blocks.append(block)

    def line(self, line: Passage) -> None:
        """Read the line at hand, with those that belong to it."""
        text = line.text.strip()
        self.at += 1
        heading = self.heading(text, indented=line.text[:1].isspace())
        if not text or UNDERLINE.fullmatch(text):
            self.close()
        elif heading:
            self.put(Heading(heading, line.stripped()))
        elif step := STEP.match(line.text):
            self.put(Item(self.with_more(line, step.end()), step["number"]))
        elif bullet := BULLET.match(line.text):
            self.put(Item(self.with_more(line, bullet.end())))
        elif MARK.match(text) and note_in(line.stripped()):
            self.put(Line(self.with_more(line, 0)))
        elif len(columns := _columns(line)) > 1 and (not self.prose or FIRM.search(text)):
            self.columns(columns)
        elif self.continues(line):
            self.put(Pair((), line.stripped()))
        elif pair_in(line.stripped()) and not self.prose:
            self.put(Line(line.stripped()))
        else:
            self.prose.append(line.stripped())
            if len(self.prose) == LONGEST:
                self.close()

    def heading(self, text: str, *, indented: bool) -> int:
        """The level of a heading; 0 for a line that is none."""
        below = self.lines[self.at].text.strip() if self.at < len(self.lines) else ""
        if text and (under := UNDERLINE.fullmatch(below)) and not UNDERLINE.fullmatch(text) and len(text) < 80:
            return 1 if under[1] == "=" else 2
        numbered = None if indented else NUMBERED.match(text)
        if numbered and len(text) < 60 and not text.endswith((".", ";", ",")) and not WIDE.search(text):
            return 2 + numbered["number"].count(".")
        alone = self.at < 2 or not self.lines[self.at - 2].text.strip()
        return 2 if alone and CAPITALS.fullmatch(text) and not WIDE.search(text) else 0

    def with_more(self, line: Passage, start: int) -> Passage:
        """A line from a place on, with the indented lines that run on from it."""
        taken = [line.part(start, len(line.text))]
        while self.at < len(self.lines) and self.runs_on(self.lines[self.at]):
            taken.append(self.lines[self.at])
            self.at += 1
        return run_on(taken)

    def runs_on(self, line: Passage) -> bool:
        """Whether a line goes on with the item above it: indented, and no item or column line of its own."""
        text = line.text
        return (
            text[:2].isspace()
            and bool(text.strip())
            and not (STEP.match(text) or BULLET.match(text) or WIDE.search(text.strip()))
        )

    def continues(self, line: Passage) -> bool:
        """Whether a line is a further value under the label of the line above."""
        before = self.blocks[-1] if self.blocks and not self.prose else None
        blank = self.at > 1 and not self.lines[self.at - 2].text.strip()
        return isinstance(before, Pair) and not blank and line.text[:CONTINUED].isspace()

    def columns(self, first: list[Passage]) -> None:
        """Read the line at hand and those below it that have as many columns."""
        rows = [first]
        while self.at < len(self.lines) and len(more := _columns(self.lines[self.at])) == len(first):
            if STEP.match(self.lines[self.at].text) or BULLET.match(self.lines[self.at].text):
                break
            rows.append(more)
            self.at += 1
        headed = len(rows) > 2 and unit_in(first[-1].text) is not None
        if len(first) == 2 and not headed:
            for label, value in rows:
                self.put(Pair((label,), value))
            return
        head = not any(re.search(r"\d", cell.text) for cell in first) or headed
        cells = [Cell(cell, head=head and row is first) for row in rows for cell in row]
        self.put(Table(self.tables, formed([[[Span()] * len(first) for _ in rows]]), cells, 0, Passage()))
        self.tables += 1


def _columns(line: Passage) -> list[Passage]:
    """The columns of a line; one where nothing parts it."""
    bare = line.stripped()
    if not WIDE.search(bare.text):
        return [bare]
    parts = []
    at = 0
    for found in APART.finditer(bare.text):
        parts.append(bare.part(at, found.start()).stripped())
        at = found.end()
    parts.append(bare.part(at, len(bare.text)).stripped())
    return [part for part in parts if part]
