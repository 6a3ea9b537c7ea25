"""What a reading yields: stated values, where they stand, and what else the prompt says."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

Path = tuple[str | int, ...]
"""Where a leaf stands in an answer: ("items", 0, "price")."""


def dotted(path: Path) -> str:
    """The path as messages name it: items.0.price."""
    return ".".join(map(str, path))


@lru_cache(maxsize=4096)
def pattern_of(path: Path) -> tuple[str, ...]:
    """The path with every list position written as "*"."""
    return tuple("*" if isinstance(step, int) else step for step in path)


class Unreadable(Exception):
    """The text has no reading, or more than one; the message says which words and why."""


@dataclass(frozen=True, slots=True)
class Distractor:
    """A value that the prompt carries and the record has no place for, such as a page number."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The one reading of a prompt.

    `stated` maps paths to canonical values, `spans` are the half-open character ranges of values and distractors in
    reading order, `asked` holds the patterns of derived leaves that the request wants worked out, `rates` the facts
    outside the schema that a derivation needs (percent), `residue` the requests and small talk.
    """

    stated: dict[Path, Any]
    spans: tuple[tuple[int, int], ...]
    asked: frozenset[tuple[str, ...]]
    rates: dict[str, Decimal]
    distractors: tuple[Distractor, ...]
    residue: tuple[str, ...]

    def skeleton(self, prompt: str) -> str:
        """The prompt with every value masked: what is left is wording."""
        parts, at = [], 0
        for start, end in sorted(self.spans):
            if start >= at:
                parts.append(prompt[at:start])
                at = end
        parts.append(prompt[at:])
        return "▁".join(parts)


def leaves(value: Any, above: Path = ()) -> dict[Path, Any]:
    """The leaves of a parsed answer by path; objects without a fixed schema are told apart by the caller."""
    found: dict[Path, Any] = {}
    _collect(value, above, found)
    return found


def _collect(value: Any, at: Path, found: dict[Path, Any]) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _collect(inner, (*at, name), found)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            _collect(inner, (*at, position), found)
    else:
        found[at] = value


def nested(stated: dict[Path, Any]) -> Any:
    """The tree of objects and lists that the paths describe; lists are filled in the order of their positions."""
    root: dict[str | int, Any] = {}
    inside: dict[Path, dict[str | int, Any]] = {(): root}
    for path, value in stated.items():
        above = path[:-1]
        at = inside.get(above)
        if at is None:
            at = root
            for step in above:
                at = at.setdefault(step, {})
            inside[above] = at
        at[path[-1]] = value
    return _with_lists(root)


def _with_lists(value: dict[str | int, Any]) -> Any:
    for name, inner in value.items():
        if isinstance(inner, dict) and inner:
            value[name] = _with_lists(inner)
    if value and isinstance(next(iter(value)), int):
        return [value[position] for position in sorted(value)]
    return value
