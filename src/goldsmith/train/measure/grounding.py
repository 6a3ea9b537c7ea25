"""What an answer asserts that it should not: values where there is none, and values that the prompt does not hold.

Looked at are asserted leaves, which are all but null, "" and empty lists and objects. A leaf is spurious where the gold
answer has nothing, null or such a value. It is ungrounded where it is not right and the prompt holds it in no form: not as
it stands, in letters, with other separators, as another notation of the date, in percent. Flags and fields that have to be
worked out are not looked for in the prompt; a JSON Schema in the system turn is no part of the prompt.
"""

from collections.abc import Collection
from decimal import Decimal
from typing import Any, NamedTuple

from goldsmith.extractors.reading import dotted, pattern_of
from goldsmith.extractors.sameness import plain
from goldsmith.extractors.stated import ABSENT as NOWHERE
from goldsmith.extractors.stated import UNSIGNED, Stated
from goldsmith.train.measure.fields import ABSENT, Leaf

SILENT = frozenset(
    plain(text)
    for text in (
        "", "none", "null", "unknown", "n/a", "not stated", "not specified", "not mentioned", "not given", "no answer",
        "not available", "not provided", "not found", "unanswerable", "i don't know", "i do not know", "cannot answer",
        "the text does not say", "it is not stated", "this is not stated", "not in the text", "not in the manual",
    )
)  # fmt: skip
"""Answers that say that there is none, as people are told to write them."""
FIGURES = 40
"""Figures of a number from which no prompt states it; written out, 1e999999999 would fill the memory."""


class Hallucinated(NamedTuple):
    """How many leaves an answer asserts, and how many of them are spurious and ungrounded; one may be both."""

    asserted: int = 0
    spurious: int = 0
    ungrounded: int = 0


def hallucinated(found: list[Leaf], source: str, derived: Collection[str]) -> Hallucinated:
    """The counts of one answer; `source` is what was asked, `derived` names the paths that have to be worked out."""
    asserted = [leaf for leaf in found if leaf.found is not ABSENT and _asserts(leaf.found)]
    wrong = [leaf for leaf in asserted if not leaf.right]
    if not wrong:
        return Hallucinated(len(asserted))
    stated = Stated(source)
    spurious = sum(leaf.gold is ABSENT or not _asserts(leaf.gold) for leaf in wrong)
    looked_for = [leaf.found for leaf in wrong if dotted(pattern_of(leaf.path)) not in derived]
    return Hallucinated(len(asserted), spurious, sum(not _held(stated, value) for value in looked_for))


def abstains(text: str) -> bool:
    """Whether an answer gives none: it is empty, null, {} or [], or says that there is nothing to say."""
    bare = text.strip()
    return bare in ("null", "{}", "[]", '""') or plain(bare) in SILENT


def _asserts(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def _held(stated: Stated, value: Any) -> bool:
    """Whether a text holds a value; what cannot be looked up counts as held."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return True
    if not isinstance(value, str) and abs(Decimal(value).adjusted()) > FIGURES:
        return False
    way = stated.way_of_text(value) if isinstance(value, str) else stated.way_of_number(value)
    return way not in (NOWHERE, UNSIGNED)
