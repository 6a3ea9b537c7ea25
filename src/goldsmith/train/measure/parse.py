"""Reads an answer as JSON, strictly: one value and nothing around it; one enclosing code fence is a reading of its own."""

import json
import re
from dataclasses import dataclass
from typing import Any

from goldsmith.core.canonical import from_json

DEEPEST = 200
"""Levels of nesting that are still read; no record type has ten."""
FENCE = re.compile(r"\s*```(?:json|JSON)?[ \t]*\n(.*?)\n?[ \t]*```\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text is as JSON: its value with Decimals, or the problem that makes it none."""

    value: Any = None
    problem: str = ""

    @property
    def valid(self) -> bool:
        """The text is one JSON value."""
        return not self.problem


def strict(text: str) -> Parsed:
    """The text as one JSON value: no words around it, no key twice, no NaN, no infinity, no half of a surrogate pair."""
    if _depth(text) > DEEPEST:
        return Parsed(problem=f"nested deeper than {DEEPEST} levels")
    try:
        text.encode()
        value = from_json(text)
        if "\\ud" in text.lower():
            json.dumps(value, ensure_ascii=False, default=str).encode()
    except ValueError as error:
        return Parsed(problem=str(error) or "no JSON")
    return Parsed(value)


def unfenced(text: str) -> str:
    """What stands in the one code fence that encloses the whole text; the text itself where none does."""
    found = FENCE.fullmatch(text)
    return found[1] if found and "```" not in found[1] else text


def structured(gold: str, schema: str) -> bool:
    """Whether an answer is to be JSON: it has a schema, or is an object or a list."""
    return bool(schema) or (gold.lstrip()[:1] in ("{", "[") and strict(gold).valid)


def _depth(text: str) -> int:
    """An upper bound of how deeply the text nests; exact only where it has brackets enough to matter."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    deepest = level = 0
    for sign in re.sub(r'"(?:[^"\\]|\\.)*"', "", text):
        level += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, level)
    return deepest
