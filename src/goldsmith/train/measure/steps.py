"""Whether a procedure is written as numbered steps: 1 to n, each on a line of its own, in order, none left out."""

import re

STEP = re.compile(r"^[ \t]*(?:step[ \t]+)?(\d{1,3})[.):][ \t]+\S", re.IGNORECASE | re.MULTILINE)
LEAST = 2
"""Steps that make a procedure."""


def numbered(text: str) -> int:
    """How many numbered steps a text has, counted from 1 in order; 0 where it has fewer than two, or any out of order."""
    found = [int(number) for number in STEP.findall(text)]
    return len(found) if len(found) >= LEAST and found == list(range(1, len(found) + 1)) else 0
