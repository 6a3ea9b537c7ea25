"""What a prompt says beside its values: requests, small talk, and values that belong to no field.

A stretch that no statement claimed must be made of ordinary words, all of them in `chatter.txt`, or match a declared
form of distractor; anything else is unread text, and unread text may be a value that the answer lacks.
"""

import re
from functools import lru_cache

from goldsmith.extractors import values
from goldsmith.extractors.page import Page
from goldsmith.extractors.reading import Distractor, Unreadable
from goldsmith.extractors.shape import Field
from goldsmith.extractors.words import WORD, misleading, ordinary_words, small_talk

TALK = 2_048
"""Stretches of small talk that are kept for one schema: requests repeat."""
DISTRACTORS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("page", "page", re.compile(r"Page (\d{1,3} of \d{1,3})")),
    ("form", "", re.compile(r"Form (\d{1,3}-[A-Z])")),
    ("extension", "", re.compile(r"Extension (\d{3,4})")),
    ("desk", "", re.compile(r"Desk (\d{1,3})")),
    ("queue", "", re.compile(r"Queue position (\d{1,2})")),
    ("batch", "", re.compile(r"Batch (\d{1,3}/\d{1,3})")),
    ("phone", "phone", re.compile(r"(?:Direct line|Switchboard|Front desk) (\+[\d\s-]{7,20}\d)")),
    ("printed", "date", re.compile(r"Printed on (\d{1,2} [A-Z][a-z]+ \d{4})")),
    ("sent", "date", re.compile(r"Sent on (\d{1,2} [A-Z][a-z]+ \d{4})")),
    ("clock", "date", re.compile(r"\[(\d{2}:\d{2})\]")),
    ("process", "", re.compile(r"\[pid (\d{2,5})\]")),
)
"""Name, the shape of field that it could fill ("" for none), and its form; the group is the value."""


def settle_residue(page: Page, title: str) -> None:
    """Account for every stretch that no statement claimed.

    Raises Unreadable for words that are not ordinary, for digits, for requests to leave something out, for lines that
    look like a field, and for a distractor that could fill a field.
    """
    harmless = page.root.harmless
    for at, text in page.residue:
        if text in harmless:
            continue
        _check_options(page.root, text, title)
        mere = mere_words(text, title)
        for _, rest in [] if mere else _without_distractors(page, text, at):
            if not mere_words(rest, title):
                _refuse(rest, title)
        if reason := misleading(text, title):
            raise Unreadable(reason)
        if mere and len(harmless) < TALK:
            harmless.add(text)


def _check_options(root: Field, text: str, title: str) -> None:
    """Small talk names no value of an enumerated field: "it is still open" may contradict a ticket's status."""
    padded = f" {values.plain_words(text)} ".replace(f" {values.plain_words(title)} ", " ")
    if said := next((option for option in root.options if f" {option} " in padded), ""):
        raise Unreadable(f"{said!r} in {text!r} may be meant as the value of a field")


def _without_distractors(page: Page, text: str, at: int) -> list[tuple[int, str]]:
    for name, shape, form in DISTRACTORS:
        found = form.search(text)
        if found is None:
            continue
        if shape and (filled := could_fill(page.root, shape)):
            raise Unreadable(f"{found[0]!r} could be read as {filled!r}")
        if name in ("printed", "sent"):
            values.day(found[1])
        page.distractors.append(Distractor(name, found[1]))
        page.spans.append((at + found.start(1), at + found.end(1)))
        return [
            *_without_distractors(page, text[: found.start()], at),
            *_without_distractors(page, text[found.end() :], at + found.end()),
        ]
    return [(at, text)]


@lru_cache(maxsize=16_384)
def mere_words(text: str, title: str) -> bool:
    """Whether a stretch is nothing but ordinary words and words of the title: requests repeat, so answers are kept."""
    return small_talk(text, title)


def _refuse(text: str, title: str) -> None:
    known = ordinary_words() | set(WORD.findall(title.lower()))
    word = next((word for word in WORD.findall(text) if word.lower() not in known), text)
    raise Unreadable(f"{word!r} in {text!r} is claimed by no field")


def could_fill(root: Field, shape: str) -> str:
    """The name of a field of the schema that a value of this shape could fill; "" where there is none."""
    for name, child in root.fields.items():
        if (shape == "date" and child.format in ("date", "date-time")) or shape in name.split("_"):
            return name
        for inner in (child, child.item):
            if inner is not None and inner.fields and (found := could_fill(inner, shape)):
                return f"{name}.{found}"
    return ""
