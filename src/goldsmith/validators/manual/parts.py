"""An excerpt of a page taken apart into headings, lines and rows of Markdown tables."""

import re
from dataclasses import dataclass

from goldsmith.validators.manual.visible import Words, words

RULER = re.compile(r"\|(?: ?-{3} ?\|)+")
HEADING = re.compile(r"(#{1,6}) +(?=\S)")
BOLD = re.compile(r"\*\*(.+)\*\*")
BAR = re.compile(r"(?<!\\)\|")
INNER = 10
"""The level of a heading inside a table, below all others, is this and its own."""


@dataclass(frozen=True)
class Part:
    """A line of an excerpt: heading, line, head or row; `head` is the number of the part that heads a row's columns.

    `labelled` says that a line has a colon inside, which the layout may have set.
    """

    kind: str
    cells: tuple[Words, ...]
    level: int = 0
    head: int = -1
    labelled: bool = False

    @property
    def words(self) -> Words:
        """All its words in order."""
        return tuple(word for cell in self.cells for word in cell)


def parts_of(excerpt: str) -> list[Part]:
    """The parts of an excerpt in order."""
    found: list[Part] = []
    lines = [line for line in excerpt.split("\n") if line.strip()]
    head = -1
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith("|"):
            head = -1
            found.append(_of_text(line))
        elif RULER.fullmatch(below):
            head = len(found)
            found.append(Part("head", _cells(line)))
        elif not RULER.fullmatch(line):
            found.append(Part("row", _cells(line), head=head))
    return found


def _of_text(line: str) -> Part:
    heading, bold = HEADING.match(line), BOLD.fullmatch(line)
    if heading:
        return Part("heading", (words(line[heading.end() :]),), len(heading[1]))
    return Part("heading", (words(bold[1]),), 7) if bold else Part("line", (words(line),), labelled=": " in line)


def _cells(line: str) -> tuple[Words, ...]:
    inside = BAR.split(line.strip())[1:-1]
    return tuple(words(cell.replace("\\|", "|")) for cell in inside)


def holds(inner: Words, outer: Words) -> bool:
    """Whether the words of a name stand side by side in a text; a footnote mark may hang on the last."""
    if not inner:
        return True
    for at in range(len(outer) - len(inner) + 1):
        run = outer[at : at + len(inner)]
        if run[:-1] == inner[:-1] and _marked(run[-1], inner[-1]):
            return True
    return False


def _marked(word: str, bare: str) -> bool:
    rest = word[len(bare) :] if word.startswith(bare) else "?"
    return not rest or re.fullmatch(r"[*†‡§⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾]{1,4}|\^?[a-z]", rest) is not None
