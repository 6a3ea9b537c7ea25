"""How evidence is shown: one short line with the offending words as they stand."""

import re

WIDTH = 90
CODE = re.compile(
    r"```|</\w|/>|\{%|=>|\(\);|\\(?:begin|frac|text|left|sum|sqrt|mathbb)\b|\$\$|#include|console\.|\.format\(|"
    r"\b(?:def|function|class|struct|impl|fn) \w+\s*[({:]|^\s*(?:import|from|package|using|const|let|var) \w|"
    r"^\w+=\S|\becho \S|\bf[\"']|\bSELECT\b.*\bFROM\b|^\s*(?:\$|>>>|#!) ?\w|\w+\(\w*\) ?\{|;\s*\n\s*\w+.*;\s*$",
    re.M,
)


def shown(text: str, width: int = WIDTH) -> str:
    """A text as it stands, its middle left out where it is long."""
    return repr(text if len(text) <= width else f"{text[: width * 2 // 3]} ... {text[-width // 3 :]}")


def around(text: str, start: int, end: int, width: int = WIDTH) -> str:
    """What stands at a place in a text, with its neighbourhood."""
    room = max(0, width - (end - start)) // 2
    return repr(text[max(0, start - room) : min(end, start + width) + room])


def code_like(text: str) -> bool:
    """Whether a text holds program code, markup or formulas, where braces and angles are ordinary."""
    return CODE.search(text) is not None
