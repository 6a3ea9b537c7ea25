"""Footnotes of a page: the text behind each mark, and values without their marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldsmith.extractors.manual.blocks import Block, Heading, Line, Table
from goldsmith.extractors.manual.labels import is_mark, mark_behind, note_in, one_line
from goldsmith.extractors.manual.passage import Passage


@dataclass(frozen=True, slots=True)
class Marked:
    """A value without the mark behind it, the texts of its notes, and the mark whose note is not there, if any."""

    passage: Passage
    notes: tuple[str, ...] = ()
    unresolved: str = ""


class Footnotes:
    """The notes of a page by the block that they stand behind: in a table's own rows, or in the lines that follow."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.everywhere = self._of(range(len(blocks)))
        self.near: dict[int, dict[str, str]] = {}

    def _of(self, places: Sequence[int]) -> dict[str, str]:
        found: dict[str, str] = {}
        doubled = set()
        for at in places:
            for mark, text in self._in(self.blocks[at]):
                if found.setdefault(mark, text) != text:
                    doubled.add(mark)
        return {mark: text for mark, text in found.items() if mark not in doubled}

    def _in(self, block: Block) -> list[tuple[str, str]]:
        passages = [cell.passage for cell in block.cells if not cell.reason] if isinstance(block, Table) else []
        if isinstance(block, Line):
            passages = [block.passage]
        lines = [line for passage in passages for line in (passage, *list(passage.lines())[1:])]
        return [(note[0], one_line(note[1].text)) for line in lines if (note := note_in(line)) is not None]

    def at(self, place: int) -> dict[str, str]:
        """The notes for a block: those up to the next heading or table, then those that the page gives but once."""
        if place not in self.near:
            end = place + 1
            while end < len(self.blocks) and not isinstance(self.blocks[end], (Heading, Table)):
                end += 1
            self.near[place] = self.everywhere | self._of(range(place, end))
        return self.near[place]

    def read(self, place: int, passage: Passage, marks: Sequence[str]) -> Marked:
        """A value of a block with its notes; `marks` are those of its labels."""
        bare, mark = mark_behind(passage)
        known = self.at(place)
        wanted = [one for one in (mark, *marks) if one]
        missing = [one for one in wanted if one not in known]
        loose = [bare.text[start:end] for start, end in bare.raised if _loose(bare, start, end)]
        notes = tuple(known[one] for one in dict.fromkeys(wanted) if one in known)
        return Marked(bare, notes, ", ".join(missing or loose))


def _loose(passage: Passage, start: int, end: int) -> bool:
    """Whether a raised digit or sign in the middle of a value may be a mark, so that the value cannot be read for sure."""
    return start > 0 and is_mark(passage, start, end) and not passage.text[start:end].strip().isalpha()
