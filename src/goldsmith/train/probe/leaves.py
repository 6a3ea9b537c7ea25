"""The leaves of gold answers, told apart by whether the prompt states them: by the project's own reader, not by meta."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from goldsmith.extractors.prompts import read
from goldsmith.extractors.reading import Path, Unreadable, dotted, pattern_of
from goldsmith.train.examples import TrainingExample
from goldsmith.train.measure.comparison import rules_of
from goldsmith.train.measure.equality import identity
from goldsmith.train.measure.fields import leaves
from goldsmith.train.measure.parse import strict
from goldsmith.validators.knowledge import Knowledge

Standing = Literal["stated", "unstated", "unread"]
WHOLE = "(the answer)"
"""The name of the one leaf of an answer that is no JSON object."""


class Field(NamedTuple):
    """A field of one record type; its leaves stand in the prompt, do not, or stand in a prompt that has no one reading."""

    kind: str
    name: str
    standing: Standing


def named(path: Path) -> str:
    """The field that a leaf belongs to: its path with list positions as "*"."""
    return dotted(pattern_of(path)) or WHOLE


def fields_of(example: TrainingExample, gold: Iterable[Path], knowledge: Knowledge) -> Iterator[tuple[Path, Field]]:
    """The field of each gold leaf of an example.

    A leaf is stated when the reader finds it, or the object or list that it is part of, in the prompt.
    """
    stated = _stated(example, knowledge)
    for path in gold:
        standing: Standing = "unread"
        if stated is not None:
            whole = any(path[:depth] in stated for depth in range(1, len(path) + 1))
            standing = "stated" if whole else "unstated"
        yield path, Field(example.kind, named(path), standing)


def _stated(example: TrainingExample, knowledge: Knowledge) -> frozenset[Path] | None:
    """The paths that the prompt states; None where it has no one reading."""
    if not example.schema:
        return None
    try:
        return frozenset(read(example.prompt, example.schema, knowledge.lexicon).stated)
    except Unreadable:
        return None


def values(examples: Iterable[TrainingExample]) -> dict[tuple[str, str], Counter[Hashable]]:
    """How often each value stands in each field, by record type and name; of answers that are no JSON, none."""
    found: dict[tuple[str, str], Counter[Hashable]] = {}
    for example in examples:
        for path, value in gold_leaves(example):
            found.setdefault((example.kind, named(path)), Counter())[identity(value)] += 1
    return found


def gold_leaves(example: TrainingExample) -> Iterator[tuple[Path, Any]]:
    """The leaves of an example's own answer."""
    gold = strict(example.answer)
    if gold.valid and (example.schema or isinstance(gold.value, dict | list)):
        yield from leaves(gold.value, rules_of(example.schema))
    else:
        yield (), example.answer
