"""PDF pages to blocks: their text line by line with the place of every sign on its sheet; wide gaps part columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

import pypdfium2

from goldsmith.extractors.manual.blocks import Document
from goldsmith.extractors.manual.passage import Passage
from goldsmith.extractors.manual.plain import read_plain
from goldsmith.extractors.manual.sources import Unusable

MOST_SHEETS = 3_000
GAP = 1.6
"""Widths of a usual sign between two words from which they stand in different columns."""
HIGH = 0.85
"""Heights of the tallest sign for the same: in a line of narrow signs, as "4.11", the widths alone make columns of words."""
Box = tuple[float, float, float, float]


@dataclass
class Sheets:
    """The text of a PDF, its sheets parted by form feeds, and the box of each sign by its offset."""

    text: str = ""
    boxes: dict[int, Box] = field(default_factory=dict)
    bare: list[int] = field(default_factory=list)
    """Numbers of the sheets that hold no text."""


def sheets_of(data: bytes) -> Sheets:
    """The text of a PDF. Raises Unusable for a file that cannot be opened, is too long, or holds pictures only."""
    try:
        opened = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        why = "needs a password" if locked else f"is no PDF that can be opened: {str(error).rstrip('.')}"
        raise Unusable(why) from error
    try:
        if len(opened) > MOST_SHEETS:
            raise Unusable(f"{len(opened):,} sheets, more than {MOST_SHEETS:,}")
        found = Sheets()
        for number in range(len(opened)):
            _read_sheet(opened[number], number, found)
    finally:
        opened.close()
    if not found.text.strip():
        raise Unusable("holds no text on any sheet, only pictures")
    return found


def _read_sheet(sheet: pypdfium2.PdfPage, number: int, found: Sheets) -> None:
    page = sheet.get_textpage()
    found.text += "\f" if number else ""
    start = len(found.text)
    signs = page.count_chars()
    text = page.get_text_range() if signs > 0 else ""
    if not text.strip():
        found.bare.append(number + 1)
    if len(text) == signs:
        found.boxes |= {start + at: page.get_charbox(at) for at in range(signs) if not text[at].isspace()}
    found.text += text
    page.close()
    sheet.close()


def read_portable(found: Sheets) -> Document:
    """The blocks of a PDF."""
    document = read_plain(list(_lines(found)))
    document.boxes = found.boxes
    document.problems += [f"sheet {number} holds no text" for number in found.bare]
    return document


def _lines(found: Sheets) -> Iterator[Passage]:
    start = 0
    for line in found.text.splitlines(keepends=True):
        yield _parted(found, start, start + len(line.rstrip()))
        start += len(line)


def _parted(found: Sheets, start: int, end: int) -> Passage:
    """A line whose wide gaps are tabs."""
    text = found.text
    boxes = [box for at in range(start, end) if (box := found.boxes.get(at))]
    usual = median(box[2] - box[0] for box in boxes) if boxes else 0.0
    tallest = max((box[3] - box[1] for box in boxes), default=0.0)
    least = max(GAP * usual, HIGH * tallest)
    shown = ["\t" if text[at] == " " and _gap(found.boxes, at) > least > 0 else text[at] for at in range(start, end)]
    return Passage("".join(shown), range(start, end), range(start + 1, end + 1))


def _gap(boxes: dict[int, Box], at: int) -> float:
    before, after = boxes.get(at - 1), boxes.get(at + 1)
    return after[0] - before[2] if before and after else 0.0
