"""Quotation marks and separators: where a value ends when it does not end its line."""

import re
from functools import lru_cache

PAIRS = {'"': '"', "“": "”", "«": "»", "`": "`"}
QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»|`[^`\n]*`')
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:Dr|Mr|Mrs|Ms|St|Mt|Ft|Inc|Ltd|Co|Corp|Jr|Sr|vs|Prof|Ave|Blvd|Rd|Apt|Dept|[A-Z])\.$"
)
ONE_SENTENCE = re.compile(r"[^\W\d_](?:[^.!?\"“«`]|[.!?](?=\S))*(?<![\s.!?])\.")
LONGEST_ABBREVIATION = 8
"""More signs than an abbreviation, its full stop and the sign before it have."""
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
DATE_COMMA = re.compile(
    rf"\b(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,(?= \d{{4}}\b)|{WEEKDAY},(?= (?:\d{{1,2}}\b|{MONTH}\b))"
    r"|\d{4},(?= \d{1,2}:\d))"
)
"""The comma inside a written date or between a date and a time."""
BEGINS = re.compile(r'\s+["“«`]?[^\W\d_a-zß-öø-ÿ]')
"""A sentence behind a quotation that brings its own end mark and so ended the one before."""
SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")


@lru_cache(maxsize=1024)
def masked(text: str) -> str:
    """The text with every quoted stretch, and every comma inside a date, replaced by as many "¤"."""
    if any(sign in text for sign in '"“«`'):
        text = QUOTED.sub(_hidden, text)
    return DATE_COMMA.sub(_hidden, text) if ", " in text else text


def _hidden(found: re.Match[str]) -> str:
    return "¤" * len(found[0])


def unquoted(text: str) -> str:
    """The text without one pair of quotation marks around the whole of it."""
    closing = PAIRS.get(text[:1])
    if closing and len(text) >= 2 and text.endswith(closing):
        inner = text[1:-1]
        if closing not in inner and text[0] not in inner:
            return inner
    return text


def split(text: str, separator: re.Pattern[str]) -> list[tuple[int, str]]:
    """The parts between separators that stand outside quotation marks, each with its offset."""
    parts, at = [], 0
    for found in separator.finditer(masked(text)):
        parts.append((at, text[at : found.start()]))
        at = found.end()
    parts.append((at, text[at:]))
    return parts


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of a line with their offsets, end marks taken off."""
    if ONE_SENTENCE.fullmatch(text) and (text[-2].isdigit() or not ABBREVIATION.search(text[-LONGEST_ABBREVIATION:])):
        return [(0, text[:-1])]
    hidden, made, at = masked(text), [], 0
    ends = [found.span() for found in SENTENCE_END.finditer(hidden)]
    if hidden != text:
        quoted = [found.span() for found in QUOTED.finditer(text)]
        ends = sorted([*ends, *((end, end) for _, end in quoted if text[end - 2] in ".!?" and BEGINS.match(text, end))])
    for start, end in ends:
        if text[start:end] == "." and ABBREVIATION.search(hidden[max(at, end - LONGEST_ABBREVIATION) : end]):
            continue
        if body := text[at:start].strip():
            made.append((at + text[at:].index(body), body))
        at = end
    if body := text[at:].strip():
        made.append((at + text[at:].index(body), body))
    return made
