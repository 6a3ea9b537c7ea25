"""Whether a value of a page stands under one name only, and no name holds two values that a question cannot tell apart."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.facts import Fact

RULE = "one section"


def overlapping(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Verdict]]:
    """Facts that take the same stretch of a page: the page states it once, so it may stand under one name only."""
    by_page: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_page[fact.origin.page].append(fact)
    for those in by_page.values():
        ordered = sorted(those, key=lambda fact: (fact.origin.start, fact.origin.end))
        for one, other in pairwise(ordered):
            if other.origin.start < one.origin.end:
                reason = f"{other.literal[:40]!r} stands under {_name(one)} and under {_name(other)}"
                yield other, Verdict(False, RULE, reason)


def alike(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Groups of facts under the same names with different values: a question must say more, or leave them out."""
    groups: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind != "step":
            groups[(fact.origin.page, fact.names)].append(fact)
    return [those for those in groups.values() if len({fact.text for fact in those}) > 1]


def _name(fact: Fact) -> str:
    return " > ".join((*fact.section, *(fact.rows[0] if fact.rows else ()), *(fact.columns[0] if fact.columns else ())))
