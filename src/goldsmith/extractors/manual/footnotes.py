"""Footnotes of a page: the text behind each mark, and values without their marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from goldsmith.extractors.manual.blocks import Block, Heading, Line, Table
from goldsmith.extractors.manual.labels import is_mark, mark_behind, note_in, one_line
from goldsmith.extractors.manual.passage import Passage

Note = tuple[int, str, str]
"""A note: the place of its block, its mark and its text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A value without the mark behind it, the texts of its notes, and the mark whose note is not there, if any."""

    passage: Passage
    notes: tuple[str, ...] = ()
    unresolved: str = ""


class Footnotes:
    """The notes of a page by the block that they stand behind: in a table's own rows, or in the lines that follow."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.stated = [(at, *note) for at, block in enumerate(blocks) for note in _in(block)]
        self.places = [at for at, _, _ in self.stated]
        self.breaks = [at for at, block in enumerate(blocks) if isinstance(block, (Heading, Table))]
        self.everywhere = _once(self.stated)

    def at(self, place: int) -> dict[str, str]:
        """The notes for a block: those up to the next heading or table, then those that the page gives but once."""
        following = bisect_right(self.breaks, place)
        end = bisect_left(self.places, self.breaks[following]) if following < len(self.breaks) else len(self.places)
        return self.everywhere | _once(self.stated[bisect_left(self.places, place) : end])

    def read(self, place: int, passage: Passage, marks: Sequence[str]) -> Marked:
        """A value of a block with its notes; `marks` are those of its labels."""
        bare, mark = mark_behind(passage)
        wanted = [one for one in (mark, *marks) if one]
        known = self.at(place) if wanted else {}
        missing = [one for one in wanted if one not in known]
        loose = [bare.text[start:end] for start, end in bare.raised if _loose(bare, start, end)]
        notes = tuple(known[one] for one in dict.fromkeys(wanted) if one in known)
        return Marked(bare, notes, ", ".join(missing or loose))


def _loose(passage: Passage, start: int, end: int) -> bool:
    """Whether a raised digit or sign in the middle of a value may be a mark, so that the value cannot be read for sure."""
    return start > 0 and is_mark(passage, start, end) and not passage.text[start:end].strip().isalpha()


def _once(stated: Sequence[Note]) -> dict[str, str]:
    """The notes by mark; a mark with two texts has none."""
    found: dict[str, str] = {}
    doubled = set()
    for _, mark, text in stated:
        if found.setdefault(mark, text) != text:
            doubled.add(mark)
    return {mark: text for mark, text in found.items() if mark not in doubled}


def _in(block: Block) -> list[tuple[str, str]]:
    """The notes that a block gives: marks with their texts."""
    passages = [cell.passage for cell in block.cells if not cell.reason] if isinstance(block, Table) else []
    if isinstance(block, Line):
        passages = [block.passage]
    lines = [line for passage in passages for line in (passage, *list(passage.lines())[1:])]
    return [(note[0], one_line(note[1].text)) for line in lines if (note := note_in(line)) is not None]
