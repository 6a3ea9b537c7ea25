"""What a page consists of, in reading order, whatever its format: headings, lines, items, definitions and tables."""

from dataclasses import dataclass, field

from goldsmith.extractors.manual.grid import Grid
from goldsmith.extractors.manual.passage import Passage


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; what follows belongs to it until one of its level or above it."""

    level: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or one line of it where the page breaks lines; `navigation` where it only leads elsewhere."""

    passage: Passage
    navigation: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Labels with their value: a definition list's, or a line's with dots or blanks between; no label continues.

    `above` holds the terms and items that it stands inside.
    """

    labels: tuple[Passage, ...]
    value: Passage
    kind: str = "line"
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; `number` is its number as "2" or "2.1" in an ordered list, else empty; `above` as for Pair."""

    passage: Passage
    number: str = ""
    navigation: bool = False
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Text that states nothing for a reader, by reason: hidden, struck out, a picture without text."""

    passage: Passage
    reason: str


@dataclass(slots=True)
class Cell:
    """A cell of a table as the page gives it; `head` is a th, `scope` its attribute, `level` that of a heading inside."""

    passage: Passage
    head: bool = False
    scope: str = ""
    level: int = 0
    bold: bool = False
    reason: str = ""
    tables: "list[Table]" = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table: its cells in the order of the grid's numbers, the rows of its head, and its caption.

    `number` counts the tables of the page in the order in which their start tags stand.
    """

    number: int
    grid: Grid
    cells: list[Cell]
    head_rows: int
    caption: Passage
    above: tuple[str, ...] = ()


Block = Heading | Line | Pair | Item | Left | Table


@dataclass(slots=True)
class Document:
    """A page's blocks with its title, and what could not be read of it, in one line each.

    `boxes` gives the place on the sheet of each sign of a PDF's text, by its offset: left, bottom, right, top in points.
    """

    title: str
    blocks: list[Block]
    problems: list[str] = field(default_factory=list)
    boxes: dict[int, tuple[float, float, float, float]] = field(default_factory=dict)
