"""Written numbers: digits with decimal marks and groups, fractions, and which mark a document uses."""

import re
from decimal import Decimal

from goldsmith.extractors.units import FOLD

POINT, COMMA = ".", ","
VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8"}
POINTED = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})*\.(?:\d{1,2}|\d{4,})|0\.\d{3})(?![\d.,]\d|\d)")
WITH_COMMA = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,})|0,\d{3})(?![\d.,]\d|\d)")
"""Numbers whose decimal mark nobody can take for a separator of thousands."""


def decimal_mark(text: str) -> str:
    """The decimal mark of a document by its unambiguous numbers ("1.234,5" or "1,234.5"); empty where they do not tell."""
    folded = text.translate(FOLD)
    points, commas = len(POINTED.findall(folded)), len(WITH_COMMA.findall(folded))
    if points and commas * 5 <= points:
        return POINT
    return COMMA if commas and points * 5 <= commas else ""


def figure(written: str, mark: str = "") -> tuple[Decimal, bool]:
    """The value of a written number, and whether half the world reads it otherwise; `mark` is the document's decimal mark."""
    bare = written.replace("'", "").replace(" ", "")
    if written[-1:] in VULGAR or "/" in written:
        return _fraction(written), False
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return Decimal(bare), False
    sign, whole, places = bare[last], bare[:last], bare[last + 1 :]
    if any(other in whole for other in ".,"):
        grouped = sign in whole
        return Decimal(re.sub("[.,]", "", bare) if grouped else f"{re.sub('[.,]', '', whole)}.{places}"), False
    two = len(places) == 3 and len(whole) <= 3 and whole.lstrip("0") != ""
    if not two:
        return Decimal(f"{whole or '0'}.{places}"), False
    decimal = sign == (mark or POINT)
    return Decimal(f"{whole}.{places}" if decimal else whole + places), not mark


def _fraction(written: str) -> Decimal:
    spelled = written.strip()
    if spelled[-1] in VULGAR:
        spelled = f"{spelled[:-1].strip()} {VULGAR[spelled[-1]]}".strip()
    *whole, part = re.split(r"[ -]", spelled)
    above, below = part.split("/")
    return Decimal(whole[0] if whole else 0) + Decimal(above) / Decimal(below)
