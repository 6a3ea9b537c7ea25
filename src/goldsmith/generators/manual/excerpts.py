"""The part of a page that goes with a question: the smallest section with all that it asks for, grown while it is short."""

from collections.abc import Iterator, Sequence
from pathlib import Path as File

from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.read import opened
from goldsmith.generators.manual.pieces import Key, Piece, key_of, pieces

LIMIT = 4_000
"""Signs of an excerpt at most, where nothing else is said."""
Stretch = tuple[int, int]
"""The first piece and the one behind the last."""


class PageText:
    """A page's pieces, from which excerpts are cut."""

    def __init__(self, shown: Sequence[Piece]) -> None:
        self.pieces = list(shown)
        self.notes = [number for number, piece in enumerate(self.pieces) if piece.note]
        self.heads = list(_above(self.pieces))
        self.at: dict[Key, int] = {}
        for number, piece in enumerate(self.pieces):
            for key in piece.keys:
                self.at.setdefault(key, number)

    @classmethod
    def of(cls, folder: File, name: str) -> "PageText":
        """The text of a page of a folder. Raises Unusable for a page that cannot be read."""
        return cls(pieces(opened(folder / name, name)[1].blocks))

    def excerpt(self, those: Sequence[Fact | Entry], limit: int = LIMIT) -> str:
        """The text around values of the page; empty where no text within the limit holds them with all their names."""
        places = [self.at.get(key_of(one), -1) for one in those]
        if not places or min(places) < 0:
            return ""
        best = ""
        for stretch in self.stretches(min(places), max(places) + 1):
            text = self.text(stretch, those)
            if len(text) > limit:
                break
            best = text if _names_stand(those, text) else best
        return best

    def stretches(self, start: int, end: int) -> Iterator[Stretch]:
        """Ever larger stretches around one: line by line inside its section, then section by section, then the page."""
        sections = list(self.sections(start, end))
        inner = sections[0]
        while (start, end) != inner:
            first = self.first(start)
            if first >= inner[0] and self.is_whole(first, end):
                yield first, end
            start, end = max(inner[0], start - 1), min(inner[1], end + 1)
        yield from sections

    def first(self, start: int) -> int:
        """The nearest piece from one upwards that can be understood without what stands above it."""
        while start and self.pieces[start].goes_on:
            start -= 1
        return start

    def is_whole(self, start: int, end: int) -> bool:
        """Whether the sections that begin inside a stretch end in it too."""
        return all(self.end(number) <= end for number in self.heads[end - 1] if number > start)

    def sections(self, start: int, end: int) -> Iterator[Stretch]:
        """The sections that hold a stretch, the smallest first, the page last."""
        for number in reversed(self.heads[start]):
            after = self.end(number)
            if after >= end:
                yield number, after
        yield 0, len(self.pieces)

    def end(self, heading: int) -> int:
        """Where the section of a heading ends."""
        rank, table = self.pieces[heading].rank, self.pieces[heading].table
        for at in range(heading + 1, len(self.pieces)):
            piece = self.pieces[at]
            if 0 < piece.rank <= rank or (table >= 0 and piece.table != table):
                return at
        return len(self.pieces)

    def said(self, number: int) -> str:
        """What a piece says, with single blanks."""
        return " ".join(self.pieces[number].text.split())

    def text(self, stretch: Stretch, those: Sequence[Fact | Entry]) -> str:
        """A stretch with the headings above it and the footnotes of the values asked for."""
        start, end = stretch
        inside = range(start, end)
        heads = [number for number in self.heads[start] if number < start]
        wanted = {note for one in those if isinstance(one, Fact) for note in one.notes}
        notes = [
            number
            for number in self.notes
            if number not in inside and any(note in self.said(number) for note in wanted)
        ]
        return written([self.pieces[number] for number in (*heads, *inside, *notes)])


def _above(those: Sequence[Piece]) -> Iterator[tuple[int, ...]]:
    """The numbers of the headings above each piece, outermost first; a heading stands above itself."""
    found: tuple[int, ...] = ()
    for number, piece in enumerate(those):
        if piece.rank:
            found = (*(one for one in found if those[one].rank < piece.rank), number)
        yield found


def written(those: Sequence[Piece]) -> str:
    """Pieces as text; heads stand above each run of rows, a caption above the first of its table."""
    lines: list[str] = []
    before: Piece | None = None
    for piece in those:
        another = before is None or before.table != piece.table
        captioned = piece.caption and (another or before is None or before.caption != piece.caption)
        headed = piece.head and (another or before is None or before.head != piece.head)
        if before is not None and (
            captioned or headed or piece.rank or before.rank or bool(before.head) > bool(piece.head)
        ):
            lines.append("")
        lines += [piece.caption, ""] if captioned else []
        lines += [piece.head] if headed else []
        lines += [piece.text] if piece.text else []
        before = piece
    return "\n".join(lines)


def _names_stand(those: Sequence[Fact | Entry], text: str) -> bool:
    """Whether all names of the facts stand in a text."""
    said = _plain(text)
    return all(_plain(name) in said for one in those for name in _names(one))


def _names(one: Fact | Entry) -> Iterator[str]:
    if isinstance(one, Entry):
        yield from (*one.section, *(one.names if one.kind != "step" else ()))
        return
    for path in (*one.rows, *one.columns):
        yield from (name for name in path if not (one.kind == "step" and name.startswith("step ")))
    yield from (*one.section, one.table)


def _plain(text: str) -> str:
    """A text as it is compared: without the signs that the layout sets, on one line."""
    return " ".join(text.replace("\\|", "|").replace("; ", " ").replace("*", " ").split()).casefold()
