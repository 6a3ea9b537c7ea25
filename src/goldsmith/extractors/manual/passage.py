"""Visible text that remembers where every sign of it stands in its source."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import eq

NEWLINE, BLANK = "\n", " "


@dataclass(frozen=True, slots=True)
class Passage:
    """Text as a reader sees it; sign i stands in the source from starts[i] to ends[i].

    `raised` holds the stretches that the page sets as superscript.
    """

    text: str = ""
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    raised: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def span(self) -> tuple[int, int]:
        """Where the text stands in its source, from its first sign to its last."""
        return (self.starts[0], self.ends[-1]) if self.text else (0, 0)

    def part(self, start: int, end: int) -> "Passage":
        """The stretch between two places of the text."""
        raised = tuple((a - start, b - start) for a, b in self.raised if start <= a and b <= end)
        return Passage(self.text[start:end], self.starts[start:end], self.ends[start:end], raised)

    def stripped(self, signs: str = " \n") -> "Passage":
        """The text without the given signs at its ends."""
        start = len(self.text) - len(self.text.lstrip(signs))
        return self.part(start, max(start, len(self.text.rstrip(signs))))

    def lines(self) -> Iterator["Passage"]:
        """The lines of the text that hold something."""
        at = 0
        for line in self.text.split(NEWLINE):
            if line.strip():
                yield self.part(at, at + len(line)).stripped()
            at += len(line) + 1

    def without(self, start: int, end: int) -> "Passage":
        """The text with one stretch taken out; what stood around it keeps its places."""
        head, tail = self.part(0, start), self.part(end, len(self.text))
        moved = tuple((a + start, b + start) for a, b in tail.raised)
        return Passage(
            head.text + tail.text,
            placed((*head.starts, *tail.starts)),
            placed((*head.ends, *tail.ends)),
            head.raised + moved,
        ).stripped()

    def contiguous(self) -> bool:
        """Whether the signs stand in their source in the order of the text."""
        return all(one <= other for one, other in pairwise(self.starts))


Sign = tuple[str, int, int, bool]
"""A sign, where it starts and ends in the source, and whether it is raised."""


def collapsed(signs: Iterable[Sign]) -> Passage:
    r"""The passage that a browser shows: runs of white space are one blank, or one line break where the run holds one.

    Only "\v" counts as a line break of the page's own (br, or the edge of a block); a line feed in HTML is a blank.
    """
    kept: list[Sign] = []
    gap: Sign | None = None
    for sign in signs:
        if sign[0].isspace() and sign[0] not in "\u00a0\u202f":
            if gap is None or (sign[0] == "\v" and gap[0] != NEWLINE):
                gap = (NEWLINE if sign[0] == "\v" else BLANK, *sign[1:3], False)
            continue
        if gap is not None and kept:
            kept.append(gap)
        gap = None
        kept.append(sign)
    return assembled(kept)


def assembled(signs: list[Sign]) -> Passage:
    """The passage that holds the signs as they are."""
    return Passage(
        "".join(sign[0] for sign in signs),
        placed([sign[1] for sign in signs]),
        placed([sign[2] for sign in signs]),
        tuple(_raised(signs)),
    )


def placed(places: Sequence[int]) -> Sequence[int]:
    """Places in the least room: a range where they run on, else an array; a page has millions of them."""
    if not places:
        return ()
    running = range(places[0], places[0] + len(places))
    return running if all(map(eq, places, running)) else array("q", places)


def _raised(signs: list[Sign]) -> Iterator[tuple[int, int]]:
    start = None
    for at, sign in enumerate([*signs, ("", 0, 0, False)]):
        if sign[3] and start is None:
            start = at
        elif not sign[3] and start is not None:
            yield start, at
            start = None


def plain(text: str, start: int, end: int) -> Passage:
    """A stretch of a source whose text is what a reader sees."""
    return Passage(text[start:end], range(start, end), range(start + 1, end + 1))


def run_on(lines: Iterable[Passage]) -> Passage:
    """The lines of a paragraph as one text, a blank for each line break."""
    signs: list[Sign] = []
    for line in lines:
        if signs:
            signs.append((BLANK, signs[-1][2], signs[-1][2], False))
        signs += [(sign, start, end, False) for sign, start, end in zip(line.text, line.starts, line.ends, strict=True)]
    return collapsed(signs)
