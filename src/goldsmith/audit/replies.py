"""What two answers to one question tell, and whether both can be true: a number, yes or no, a label, JSON, one sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

import orjson

from goldsmith.extractors.agreement import agree
from goldsmith.extractors.likeness import EMPTY
from goldsmith.extractors.quantities import Quantity, quantities
from goldsmith.extractors.sameness import plain
from goldsmith.validators.skeletons import tokens

FINAL = re.compile(r"(?:####|(?:final )?answer(?: is|:)|\\boxed\{|=)\s*[$€£]?\s*(-?\d[\d,]*(?:\.\d+)?)", re.IGNORECASE)
"""How a long answer says its result."""
END = 200
"""Characters at the end of a long answer in which it says its result."""
ROUGHLY = re.compile(
    r"\b(?:about|approximately|around|roughly|nearly|almost|over|circa|some|(?:at )?(?:least|most)|more|less)\b|[~≈]",
    re.IGNORECASE,
)
ITEM = re.compile(r"(?m)^\s*(?:\d{1,3}[.)]|[-*•])\s+")
YES = re.compile(r"(?:yes|no|true|false)\b", re.IGNORECASE)
AGREEING = {"yes": True, "true": True, "no": False, "false": False}
BRIEF = 30
"""Words of an answer that can be held against another by its one number."""
SHORT = 4
"""Words of an answer that may be a label."""
DENYING = frozenset(("not", "no", "non", "un", "never", "without", "in"))
"""Words that turn a label into its opposite."""
ALIKE = 0.8
"""Likeness of two labels that are spellings of one."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer taken apart; `quantities` are those that its question does not name."""

    text: str
    words: int
    json: Any
    yes: bool | None
    quantities: tuple[Quantity, ...]

    @property
    def label(self) -> str:
        """The answer as a label; empty where it is too long for one."""
        return plain(self.text) if 0 < self.words <= SHORT and self.json is None else ""


def reply(answer: str, question: str) -> Reply:
    """What an answer tells; of a long one the result that it ends with."""
    text = answer.strip()
    words = len(text.split())
    found = YES.match(text)
    return Reply(
        text, words, parsed(text), AGREEING[found[0].lower()] if found else None, new_in(text, words, question)
    )


def new_in(text: str, words: int, question: str) -> tuple[Quantity, ...]:
    """The quantities of an answer that the question does not name."""
    if not any(map(str.isdigit, text)):
        return ()
    if words > BRIEF:
        results = FINAL.findall(text[-END:])
        return tuple(quantities(results[-1])) if results else ()
    named = {one.text for one in quantities(question[-4 * END :])}
    return tuple({one.text: one for one in quantities(ITEM.sub("", text)) if one.text not in named}.values())


def parsed(text: str) -> Any:
    """The object or list that a text is as JSON; None where it is neither."""
    if text[:1] not in ("{", "["):
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def differ(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities cannot be the same; of different dimensions, where the number is the same."""
    if one.unit is None or other.unit is None or one.unit == other.unit:
        return _apart(one.low, other.low) or _apart(one.high, other.high)
    same = agree(one, other)
    return (one.low, one.high) == (other.low, other.high) if same is None else not same


def _apart(one: Decimal, other: Decimal) -> bool:
    """Two numbers that no rounding to the coarser of their last places explains."""
    here, there = (-int(number.as_tuple().exponent) for number in (one, other))
    if here == there:
        return one != other
    return bool(abs(one - other).scaleb(max(min(here, there), 0)) * 2 > 1)


def contradiction(one: Reply, other: Reply) -> str:
    """What two answers to one closed question cannot both say; empty where they may both be true."""
    if one.json is not None or other.json is not None:
        both = one.json is not None and other.json is not None and not _are_texts(one.json)
        return next(_json_differences(one.json, other.json), "") if both else ""
    said = f"{one.text[:50]!r} and {other.text[:50]!r}"
    if one.yes is not None and other.yes is not None and one.yes != other.yes:
        return said
    if len(one.quantities) == len(other.quantities) == 1 and (one.words <= BRIEF) == (other.words <= BRIEF):
        return said if _cannot_both(one, other) else ""
    return said if one.quantities and other.quantities and _one_skeleton(one, other) else ""


def _are_texts(value: Any) -> bool:
    """A list of texts: the accepted answers, or several things in any order; no place of it says more than another."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def other_label(one: Reply, other: Reply) -> bool:
    """Two short answers that share no word and are no spellings of each other."""
    left, right = one.label, other.label
    if not left or not right or one.quantities or other.quantities:
        return False
    apart = set(left.split()).isdisjoint(set(right.split()) - EMPTY)
    return apart and SequenceMatcher(None, left, right).ratio() < ALIKE


def _cannot_both(one: Reply, other: Reply) -> bool:
    told, again = one.quantities[0], other.quantities[0]
    if not differ(told, again):
        return False
    loose = not (told.single and again.single) or ROUGHLY.search(one.text) or ROUGHLY.search(other.text)
    return not loose or abs(told.low - again.low) * 10 > max(abs(told.low), abs(again.low))


def _one_skeleton(one: Reply, other: Reply) -> bool:
    """The same sentence with other numbers in it."""
    if max(one.words, other.words) > 2 * BRIEF or tokens(one.text) != tokens(other.text):
        return False
    pairs = zip(one.quantities, other.quantities, strict=False)
    return len(one.quantities) == len(other.quantities) and any(differ(told, again) for told, again in pairs)


def _json_differences(one: Any, other: Any, at: str = "") -> Iterator[str]:
    """Fields that both answers have and that tell different short values; more or fewer fields are no contradiction."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in one:
            if name in other:
                yield from _json_differences(one[name], other[name], f"{at}.{name}" if at else str(name))
    elif isinstance(one, list) and isinstance(other, list):
        if len(one) == len(other) and sorted(map(_spelled, one)) != sorted(map(_spelled, other)):
            for place, (left, right) in enumerate(zip(one, other, strict=True)):
                yield from _json_differences(left, right, f"{at}[{place}]")
    elif _tellable(one) and _tellable(other) and _spelled(one) != _spelled(other) and not _one_in_other(one, other):
        yield f"{at or 'the answer'} is {one!r} and {other!r}"


def _one_in_other(one: Any, other: Any) -> bool:
    """Whether one text says what the other says, and more: "city" and "city view"."""
    if not isinstance(one, str) or not isinstance(other, str) or any(map(str.isdigit, one + other)):
        return False
    here, there = set(_spelled(one).split()), set(_spelled(other).split())
    return bool(here and there) and (here <= there or there <= here) and not (here ^ there) & DENYING


def _spelled(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return plain(value) if isinstance(value, str) else orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _tellable(value: Any) -> bool:
    """A value that is stated and short: another wording of a long text is no contradiction, nor is a missing value."""
    if isinstance(value, str):
        return 0 < len(value.split()) <= SHORT
    return isinstance(value, bool | int | float)
