"""Where the parts of an excerpt stand on its page, each behind the one before; for HTML pages and for text."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from goldsmith.extractors.manual.facts import Fact
from goldsmith.validators.manual.matrix import Box, Matrix
from goldsmith.validators.manual.parts import Part, holds
from goldsmith.validators.manual.paths import Lookup
from goldsmith.validators.manual.visible import Seen, Words, seen_of, words

LEADER = re.compile(r"(?:\. ?){4,}|…{2,}")
RULER = re.compile(r"\s*([=\-~_])\1{2,}\s*")
STEP = re.compile(r"^(\s*\d{1,2})\)(?= )")
BULLET = re.compile(r"^\s*[•·–▪](?= )")
ALONE = re.compile(r"\t|(?:\. ?){4,}|…{2,}|^\s*(?:\d{1,2}[.)]|[-•·–▪]) |^[^.]{1,40}: \S[^.]*$")
"""What shows that a line is no part of a paragraph: columns, a number or a bullet, or "label: value"."""
LISTED = re.compile(r"\s*(?:\d{1,2}[.)]|[-•·–▪]|\*{1,3}|[†‡§¹²³]) ")
"""How an item or a note begins, which may run on in the next lines."""
MOST_LINES = 60
"""Lines of a text page that one line of an excerpt may join."""


class HtmlPage:
    """What an HTML page shows, to be found again in an excerpt."""

    def __init__(self, markup: str) -> None:
        self.seen = seen_of(markup)
        self.rows: dict[int, list[Seen]] = defaultdict(list)
        for one in self.seen:
            if one.matrix is not None:
                self.rows[one.matrix.number].append(one)
        self.filled: dict[int, list[int]] = {}
        self.saying: dict[Words, list[int]] = defaultdict(list)
        for at, one in enumerate(self.seen):
            for said in {sum(one.cells, ()), sum(one.said, ())}:
                self.saying[said].append(at)
        self.lookups: dict[int, Lookup] = {}
        matrix = next((one.matrix for one in self.seen if one.matrix is not None), None)
        self.tables = list(matrix.node.getroottree().getroot().iter("table")) if matrix else []

    def place(self, part: Part, start: int) -> int:
        """The first place from a start on that shows a part, or -1."""
        those = self.saying.get(part.words, [])
        return next((at for at in those[bisect_left(those, start) :] if self.shows(self.seen[at], part)), -1)

    def shows(self, seen: Seen, part: Part) -> bool:
        """Whether a place shows a part."""
        if part.kind == "heading":
            level = 0 if seen.matrix is not None else part.level
            return seen.said == part.cells and seen.level == level
        if part.kind == "line":
            return len(seen.said) <= 2 and not seen.level and sum(seen.said, ()) == part.words
        if seen.matrix is None:
            return False
        slots = self.slots(seen)
        alone = len(seen.said) == 1 and part.cells == (seen.said[0], *((),) * (len(part.cells) - 1))
        return slots == part.cells or alone

    def slots(self, seen: Seen) -> tuple[Words, ...]:
        """The slots of a row in the columns that say something somewhere in the table."""
        return tuple(seen.cells[x] for x in self.columns(seen.matrix)) if seen.matrix else seen.cells

    def columns(self, matrix: Matrix) -> list[int]:
        """The columns of a table in which some cell says something."""
        if matrix.number not in self.filled:
            rows = self.rows[matrix.number]
            self.filled[matrix.number] = sorted({x for one in rows for x, cell in enumerate(one.cells) if cell})
        return self.filled[matrix.number]

    def headed(self, head: Part, rows: Sequence[Seen]) -> bool:
        """Whether the heads of some rows of an excerpt are those that the page sets over them."""
        those = {id(row.matrix): row.matrix for row in rows if row.matrix is not None}
        tables = list(those.values()) or [one.matrix for one in self.seen if one.matrix and not one.row]
        return any(self.stacked(head, matrix, rows) for matrix in tables if matrix) and len(those) < 2

    def stacked(self, head: Part, matrix: Matrix, rows: Sequence[Seen]) -> bool:
        """Whether rows one below the other give a head's texts, and every cell below stands under its own."""
        above = [one for one in self.rows[matrix.number] if not rows or one.row < rows[0].row]
        runs = (
            above[start:end] for start in range(len(above)) for end in range(start + 1, min(start + 6, len(above)) + 1)
        )
        given = not head.words or any(self.joined(run, matrix) == head.cells for run in runs)
        lookup = self.lookups.setdefault(matrix.number, Lookup(matrix))
        return given and all(
            self.under(head, row, x, at, lookup) for row in rows for at, x in enumerate(self.columns(matrix))
        )

    def joined(self, run: Sequence[Seen], matrix: Matrix) -> tuple[Words, ...]:
        """The texts of each column of some rows, those that one cell fills counted once."""
        return tuple(sum(dict.fromkeys(one.cells[x] for one in run), ()) for x in self.columns(matrix))

    def under(self, head: Part, row: Seen, x: int, at: int, lookup: Lookup) -> bool:
        """Whether a column's head holds all names that the page gives to a cell of it."""
        names = lookup.heads_of(row.row, x) if row.cells[x] and len(row.said) > 1 else ()
        return all(holds(words(name), head.cells[at]) for name in names)

    def shares_table(self, place: int, other: int) -> bool:
        """Whether two places are rows of one table."""
        return self.seen[place].matrix is not None and self.seen[place].matrix is self.seen[other].matrix

    def is_row_of(self, place: int, fact: Fact) -> bool:
        """Whether a place is a row that a table's fact stands in, itself or in a table inside a cell."""
        matrix, row = self.seen[place].matrix, self.seen[place].row
        if matrix is None:
            return False
        if matrix.number == fact.place.block:
            box = matrix.slots.get((fact.place.row, fact.place.column))
            return box is not None and box.y <= row < box.y + box.tall
        inside = {number for box in matrix.row(row) for number in self.numbers_in(box)}
        return fact.place.block in inside

    def numbers_in(self, box: Box) -> set[int]:
        """The numbers of the tables inside a cell."""
        nodes = set(box.node.iter("table")) if box.nested else set()
        return {number for number, node in enumerate(self.tables) if node in nodes}


class TextPage:
    """The lines of a text, to be found again in an excerpt."""

    def __init__(self, text: str) -> None:
        lines = re.split(r"\r\n|[\r\n\f]", text)
        lines = [line for line in lines if line.strip() and not RULER.fullmatch(line)]
        self.lines = [_bare(line) for line in lines]
        self.alone = [ALONE.search(line) is not None for line in lines]
        self.colons = [":" in line for line in lines]
        self.listed = [LISTED.match(line) is not None for line in lines]

    def place(self, part: Part, start: int) -> int:
        """The number of the last line of the first run of lines from a start on that says a part, or -1."""
        for at in range(start, len(self.lines)):
            if self.lines[at] == part.words[: len(self.lines[at])]:
                end = self.end(part.words, at, labelled=part.labelled)
                if end >= 0 and (part.kind == "line" or end == at):
                    return end
        return -1

    def end(self, wanted: Words, at: int, *, labelled: bool) -> int:
        """Where the lines from one on that make up some words end, or -1; a label stands on the line of its value."""
        said: Words = ()
        colon = False
        for end in range(at, min(at + MOST_LINES, len(self.lines))):
            if end > at and (self.alone[end] or (self.alone[at] and not self.listed[at])):
                return -1
            said += self.lines[end]
            colon |= self.colons[end]
            if said == wanted:
                return end if end == at or colon or not labelled else -1
            if said != wanted[: len(said)]:
                return -1
        return -1


def _bare(line: str) -> Words:
    return words(BULLET.sub("-", STEP.sub(r"\1.", LEADER.sub(" ", line))))
