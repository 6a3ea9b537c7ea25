"""An answer field by field: its leaves by path, which of them are right, and precision and recall over all of them.

A leaf with another value than the gold one is one false positive and one false negative, one that the gold lacks is a
false positive, one that is missing is a false negative. An empty list or object is a leaf. Lists go by position: an entry
left out at the front makes all that follow wrong, unless the data set declares the list a set. An answer that is no JSON
makes every gold leaf a false negative.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from goldsmith.core.canonical import from_json
from goldsmith.extractors.reading import Path, pattern_of
from goldsmith.train.measure.comparison import EXACT, Comparison, Pattern, Rules, nodes

ABSENT = object()
"""Stands for the value of a leaf that is not there."""
ELSEWHERE: Pattern = ("(elsewhere)",)
"""Under which leaves are counted that neither the gold answer nor its schema knows."""


class Counts(NamedTuple):
    """True positives, false positives and false negatives over leaves."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn) if any(self) else 1.0

    def plus(self, other: "Counts") -> "Counts":
        """Both counts together."""
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)


class Leaf(NamedTuple):
    """One path of an answer or its gold: what stands there in each, and whether that counts as right."""

    path: Path
    found: Any
    gold: Any
    right: bool

    @property
    def counts(self) -> Counts:
        """What this leaf adds."""
        return Counts(1, 0, 0) if self.right else Counts(0, self.found is not ABSENT, self.gold is not ABSENT)


def compared(found: Any, gold: Any, rules: Rules) -> list[Leaf]:
    """Every leaf of either answer; `found` is ABSENT for an answer that is no JSON."""
    mine = {} if found is ABSENT else dict(leaves(found, rules))
    right = dict(leaves(gold, rules))
    return [
        _leaf(path, mine.get(path, ABSENT), right.get(path, ABSENT), rules.get(pattern_of(path), EXACT))
        for path in dict.fromkeys((*right, *mine))
    ]


def counted(found: list[Leaf]) -> Counts:
    """The counts of all leaves."""
    right = sum(leaf.right for leaf in found)
    there, gold = (sum(leaf[side] is not ABSENT for leaf in found) for side in (1, 2))
    return Counts(right, there - right, gold - right)


def leaves(value: Any, rules: Rules, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The leaves of an answer by path; a list or object with a comparison of its own is one leaf."""
    if not isinstance(value, dict | list) or not value or pattern_of(at) in rules:
        yield at, value
        return
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from leaves(inner, rules, (*at, step))


def by_pattern(found: list[Leaf], schema: str) -> dict[Pattern, Counts]:
    """The counts by path with list positions written as "*"; what nobody knows is counted together."""
    made: dict[Pattern, Counts] = {}
    known = patterns_of(schema)
    gold = {pattern_of(leaf.path) for leaf in found if leaf.gold is not ABSENT}
    for leaf in found:
        pattern = pattern_of(leaf.path)
        if leaf.gold is ABSENT and pattern not in known and pattern not in gold:
            pattern = ELSEWHERE
        made[pattern] = made.get(pattern, Counts()).plus(leaf.counts)
    return made


@lru_cache(maxsize=256)
def patterns_of(schema: str) -> frozenset[Pattern]:
    """The paths that a JSON Schema names."""
    return frozenset(at for at, _ in nodes(from_json(schema))) if schema else frozenset()


def _leaf(path: Path, found: Any, gold: Any, comparison: Comparison) -> Leaf:
    there = found is not ABSENT and gold is not ABSENT
    return Leaf(path, found, gold, there and comparison.same(found, gold))
