"""Whether an answer goes round in circles, as language models do when they run away."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from goldsmith.audit.evidence import code_like, shown
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example

SHORTEST = 60
"""Characters of the shortest loop."""
ANCHOR = 20
STEP = 25
WINDOW = 600
"""Characters in which an anchor is looked for again: the longest unit that is found."""
ASKED = re.compile(
    r"\b(?:repeat\w*|times|song|lyrics?|poems?|chorus|chant|mantra|loop|pattern|copy|rhymes?|verses?|refrain|ascii|sing|"
    r"haiku|drum|onomatopoeia|stutter\w*|sequence|dna|rna|binary|transcrib\w*|transcript)\b",
    re.I,
)


class Loop(NamedTuple):
    """A stretch of text that repeats one unit."""

    unit: str
    length: int

    @property
    def times(self) -> float:
        """How often the unit stands there."""
        return self.length / len(self.unit)


def repetition(example: Example, sense: Sense) -> Sequence[str] | None:
    """An answer that repeats one phrase over and over."""
    if example.answer[:1] in "{[" and len(example.turns) <= 3:
        return None
    for text in example.learned:
        if (found := loop(text)) and not ASKED.search(example.prompt):
            return (f"{found.times:.0f} times {shown(found.unit.strip(), 70)}",)
    return ()


def loop(text: str) -> Loop | None:
    """The first loop in a text that nobody writes on purpose; None where there is none."""
    start = 0
    while start + ANCHOR < len(text):
        again = text.find(text[start : start + ANCHOR], start + 1, start + WINDOW + ANCHOR)
        if again < 0:
            start += STEP
            continue
        found = _grown(text, start, again - start)
        if _degenerate(found, text):
            return found
        start += max(STEP, found.length - ANCHOR)
    return None


def _grown(text: str, start: int, period: int) -> Loop:
    """The whole stretch around `start` in which every character stands again one period later."""
    end = start
    while end + period < len(text) and text[end] == text[end + period]:
        end += 1
    while start and text[start - 1] == text[start - 1 + period]:
        start -= 1
    return Loop(text[start : start + period], end + period - start)


def _degenerate(found: Loop, text: str) -> bool:
    unit = found.unit
    wordy = sum(character.isalpha() or character == " " for character in unit)
    if found.length < SHORTEST or wordy * 10 < len(unit) * 7 or unit.isspace() or "|" in unit:
        return False
    if len(unit) < 5 and found.length < 100:
        return False
    if found.times < 3.9 and not (found.times >= 2.9 and len(unit) >= 30 and found.length * 5 >= len(text) * 2):
        return False
    return found.times >= 6 or not code_like(text)


ROWS = {"repetition": repetition}
