"""Text as a page shows it, on one line: footnote marks stay raised, line breaks become semicolons."""

import re

from goldsmith.extractors.manual.labels import is_mark
from goldsmith.extractors.manual.passage import Passage

RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
RUNS_ON = re.compile(r"(?:[,;:/(–&+-]|\b(?:and|or|with|of|for|the|to|in|by|from))\n|\n(?:and |or |with |\(|@)")
"""A line break inside a phrase."""


def marked(passage: Passage) -> str:
    """The text with its raised signs in superscript; a raised letter that marks a footnote stands behind a caret."""
    parts, at = [], 0
    for start, end in passage.raised:
        parts += [passage.text[at:start], _raised(passage, start, end)]
        at = end
    return "".join((*parts, passage.text[at:]))


def _raised(passage: Passage, start: int, end: int) -> str:
    said = passage.text[start:end]
    if said.translate(RAISED) != said:
        return said.translate(RAISED)
    return f"^{said}" if said.strip("()[] ").isalpha() and is_mark(passage, start, end) else said


def one_line(passage: Passage) -> str:
    """The text of a value on one line; a line break becomes a semicolon, or a blank inside a phrase."""
    said = RUNS_ON.sub(lambda found: found[0].replace("\n", " "), marked(passage))
    return said.replace("\n", "; ").replace("\t", " ")


def name_of(passage: Passage) -> str:
    """The text of a heading or label on one line."""
    return marked(passage).replace("\n", " ").replace("\t", " ")


def labelled(label: str, value: str) -> str:
    """A label with its value on one line; a label that ends in a colon keeps it."""
    return f"{label.rstrip(': ')}: {value}".strip() if label else value
