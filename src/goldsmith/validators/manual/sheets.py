"""Whether the place on a PDF's sheet shows the value, and its column heads stand above it."""

from functools import lru_cache

import pypdfium2

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.facts import Fact
from goldsmith.validators.manual.shown import on_one_line
from goldsmith.validators.manual.slices import Bytes

RULE = "box"
MARGIN = 0.5
"""Points by which the boxes of two signs may differ."""


def on_sheet(fact: Fact, page: Bytes) -> Verdict:
    """The stored box of a PDF's fact holds its text; a fact of another page has none."""
    pdf = fact.origin.encoding == "pdf"
    if not pdf or not fact.origin.box:
        wrong = pdf and not fact.origin.box
        return Verdict(not wrong, RULE, f"{fact.literal[:40]!r} has no place on a sheet" if wrong else "")
    number, left, bottom, right, top = fact.origin.box
    if not 1 <= number <= len(_document(page.data)):
        return Verdict(False, RULE, f"{page.name} has no sheet {number:g}")
    sheet = _sheet(page.data, int(number))
    seen = on_one_line(sheet.get_text_bounded(left - MARGIN, bottom - MARGIN, right + MARGIN, top + MARGIN))
    if on_one_line(fact.literal) not in seen:
        return Verdict(False, RULE, f"the box shows {seen[:60]!r}, not {fact.literal[:60]!r}")
    for head in fact.columns[0][-1:] if fact.columns else ():
        if not _above(sheet, head, left, right, bottom):
            return Verdict(False, "names", f"{head!r} stands above no column of {fact.literal[:40]!r}")
    return Verdict(True, RULE)


@lru_cache(maxsize=1)
def _document(data: bytes) -> pypdfium2.PdfDocument:
    """The PDF that was looked at last, kept open for its next fact."""
    return pypdfium2.PdfDocument(data)


@lru_cache(maxsize=1)
def _sheet(data: bytes, number: int) -> pypdfium2.PdfTextPage:
    """The text of the sheet that was looked at last, by its number from 1."""
    return _document(data)[number - 1].get_textpage()


def _above(sheet: pypdfium2.PdfTextPage, head: str, left: float, right: float, bottom: float) -> bool:
    """Whether some place that says the head lies higher on the sheet and over the value."""
    search = sheet.search(head)
    while (found := search.get_next()) is not None:
        boxes = [sheet.get_charbox(at) for at in range(found[0], found[0] + found[1])]
        over = min(box[0] for box in boxes) < right and left < max(box[2] for box in boxes)
        if over and min(box[1] for box in boxes) > bottom:
            return True
    return False
