"""Refuses prompts that make a teacher write from a template: a phrase that all answers share, or one order of parts.

It reads English instructions by patterns, so a mandate in other words passes; the template gate sees what comes of it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

QUOTED = r"[\"“«‘`'].{1,120}?[\"”»’`']"
DO = r"(?<!not )(?<!never )(?<!n't )"
BEGIN = r"(?:start|begin|open|lead(?: in)?|commence|introduce)(?:s|ing)?"
END = r"(?:end|close|finish|conclude|sign off|wrap up)(?:s|ing)?"
WHOLE = (
    r"(?:answers?|responses?|repl(?:y|ies)|explanations?|messages?|turns?|lessons?|conversations?|texts?|them|it|off)"
)
PART = rf"(?:\s+(?:your|the|each|every|all|with the))?(?:\s+{WHOLE})?"
FIRST = r"(?:first(?:ly)?|1st|to begin with)"
SECOND = r"(?:then|next|second(?:ly)?|after that|followed by)"
LAST = r"(?:finally|lastly|last|at the end|third(?:ly)?|conclude)"
FIXED = r"(?:this|the following|the same|a fixed)"
SHAPE = r"(?:structure|format|template|outline|pattern|layout|scheme|order)"
NUMBER = r"[ \t]*(?:[*#-]+[ \t]*)?(?:\d+[.)]|(?:step|section|part) \d+)"
COUNTED = r"(?:these|the following|two|three|four|five|six|\d+)"
SECTION = r"(?:sections|parts|steps|paragraphs|headings)"
SAY = r"(?:use|include|insert|say|write|repeat|contain|add)s?"
GIVEN = r"(?:the|this|these|our) (?:exact |following |same )?"
WORDS = r"(?:phrases?|sentences?|words|formulas?|expressions?|greetings?|openings?|closings?|templates?)"


class Mandate(NamedTuple):
    """One instruction that makes answers alike: the line it stands in, its words, and why it is refused."""

    line: int
    words: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.words!r} {self.reason}"


OPENING = "gives every answer the same opening; say what must be in it and leave the first words to the teacher"
CLOSING = "gives every answer the same end; say what must be in it and leave the last words to the teacher"
PHRASE = "puts the same phrase into every answer; give the fact, not the words"
SHOWN = 80
SECTIONS = "gives every answer the same order of parts; list what must be said and leave the order to the teacher"

MANDATES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        (rf"{DO}\b{BEGIN}{PART}\s+(?:with|by|from)\s+\S[^.\n]*", OPENING),
        (r"\bthe (?:first|opening) (?:sentence|words?|line) (?:must|should|has to|is|are|will)\b[^.\n]*", OPENING),
        (rf"{DO}\b{END}{PART}\s+(?:with|by|on)\s+\S[^.\n]*", CLOSING),
        (r"\bthe (?:last|closing|final) (?:sentence|words?|line) (?:must|should|has to|is|are|will)\b[^.\n]*", CLOSING),
        (rf"{DO}\b{SAY} (?:exactly |always )?{GIVEN}{WORDS}\b[^.\n]*", PHRASE),
        (rf"{DO}\b(?:always|must|should|have to|needs? to)\s+{SAY}\s+(?:with\s+)?{QUOTED}", PHRASE),
        (rf"{DO}\balways (?:greet|praise|thank|congratulate|address)\b[^.\n]*", PHRASE),
        (rf"\b{FIRST}\b[^?]{{1,200}}?\b{SECOND}\b[^?]{{1,300}}?\b{LAST}\b[^.\n]*", SECTIONS),
        (r"\bin (?:this|the following|exactly this|that) order\b", SECTIONS),
        (rf"{DO}\b(?:follow|use|keep to|stick to)\s+{FIXED} {SHAPE}\b", SECTIONS),
        (rf"(?:^|(?<=\n)){NUMBER}[^\n]*\n(?:[^\n]*\n){{0,3}}?{NUMBER}[^\n]*", SECTIONS),
        (rf"\b(?:with|in|has|have|into) {COUNTED} (?:numbered )?{SECTION}\b", SECTIONS),
    )
)


def mandates(text: str) -> Iterator[Mandate]:
    """What in the source of a prompt makes answers alike, in the order of the text."""
    plain = _plain(text)
    found = [(match, reason) for pattern, reason in MANDATES for match in pattern.finditer(plain)]
    last = 0
    for match, reason in sorted(found, key=lambda one: (one[0].start(), -one[0].end())):
        if match.start() < last:
            continue
        last = match.end()
        yield Mandate(plain.count("\n", 0, match.start()) + 1, " ".join(match[0].split())[:SHOWN], reason)


def _plain(text: str) -> str:
    """The text without what a template language puts into it: slots become a quotation, comments and tags go."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}", lambda tag: "\n" * tag[0].count("\n"), text, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "“…”", text, flags=re.DOTALL)
