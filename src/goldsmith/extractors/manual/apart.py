"""What tells values under the same names from one another: their own first words, or a name beside them in their row."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from goldsmith.extractors.manual.facts import Fact

QUALIFIER = re.compile(r"\d{1,2}(?:st|nd|rd|th)|[^\W\d_]{1,16}(?: [^\W\d_]{1,16})?")
"""Words that tell one value from others under its label: an ordinal, or two words."""
Row = tuple[int, int]


def told_apart(facts: Sequence[Fact]) -> list[Fact]:
    """The facts of a page with qualifiers, where several stand under the same names and something tells all of them apart."""
    made = list(facts)
    groups: dict[object, list[int]] = defaultdict(list)
    rows: dict[Row, list[Fact]] = defaultdict(list)
    for at, fact in enumerate(facts):
        groups[fact.names].append(at)
        if fact.kind == "cell":
            rows[(fact.place.block, fact.place.row)].append(fact)
    for those in groups.values():
        group = [facts[at] for at in those]
        for qualifiers in _qualifiers(group, rows) if len(group) > 1 else ():
            if all(qualifiers) and len(set(qualifiers)) == len(qualifiers):
                for at, qualifier in zip(those, qualifiers, strict=True):
                    made[at] = replace(facts[at], qualifier=qualifier)
                break
    return made


def _qualifiers(group: Sequence[Fact], rows: dict[Row, list[Fact]]) -> Iterator[list[str]]:
    """Ways to tell the values of a group apart, the plainest first."""
    yield [_first_words(fact) for fact in group]
    if all(fact.kind == "cell" for fact in group):
        beside = [_beside(fact, rows) for fact in group]
        for head in beside[0]:
            yield [f"{head} {named[head]}" if head in named else "" for named in beside]


def _first_words(fact: Fact) -> str:
    """What stands before the first quantity of a value: "1st" of "1st 3.72"."""
    before = fact.text[: fact.quantities[0].start].strip(" :-–(") if fact.quantities else ""
    return before if QUALIFIER.fullmatch(before) else ""


def _beside(fact: Fact, rows: dict[Row, list[Fact]]) -> dict[str, str]:
    """The names left of a value in its row by their column heads: the thread of a bolt. A quantity is no name."""
    return {
        other.columns[0][-1]: other.text
        for other in rows[(fact.place.block, fact.place.row)]
        if other.place.column < fact.place.column and other.columns and not other.quantities and "\n" not in other.text
    }
