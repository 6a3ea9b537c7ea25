"""Whether counts answer the question that was asked: a page's size or an unfiltered total comes back again and again.

A wrong query layer shows in the answers as a peak: one number answers many questions that ask for different things, and
the numbers around it do not. Closed-book quantity questions only; where a context is given, faithfulness looks at it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from goldsmith.audit.catalogue import entry
from goldsmith.audit.findings import Finding, Hit, Severity, finding
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example

QUANTITY = re.compile(
    r"\b(?:how (?:many|much)|number of|count|total|amount|sum|average|revenue|turnover)\b", re.IGNORECASE
)
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,])|(?<![\w.,])\d+(?:\.\d+)?(?![\w,])")
TOKEN = re.compile(r"[^\W_]+")
LONGEST = 400
"""Characters of a question; a longer one carries a context."""
LEAST = 4
"""Different questions that a number must answer before it can be a peak."""
LONG = 4
"""Significant digits from which a number seldom comes twice by chance."""
LEAST_LONG = 3
"""Different questions that are enough for such a number."""
RATIOS = {LEAST: 5, LEAST_LONG: 3}
"""How many times as often as the numbers around it a number must come, by the questions that are enough for it."""
SHARE_OF_ROUND = 0.03
"""A round number is popular anyway; it needs this share of all quantity questions."""
AROUND_SMALL = 6
"""Neighbours on each side that a number of one or two digits is compared with: small numbers grow rarer step by step."""
AROUND = 25
"""Neighbours of a longer number; wide, since several unfiltered totals may stand beside each other."""
SLOTS = 3
"""Words in which two questions of one frame may differ."""
GLARING = 10
"""Rows and ratio from which a peak is an error."""


def same_number(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Numbers that answer many different questions of one frame."""
    counted = Counter(number for example in rows.examples() if (number := asked_number(example)) is not None)
    peaks = peaks_of(counted)
    asked: dict[float, dict[tuple[str, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    for example in rows.examples() if peaks else ():
        number = asked_number(example)
        if number in peaks:
            asked[number][tuple(TOKEN.findall(example.prompt))].append(example.place)
    told = entry("same_number")
    for number in sorted(asked):
        hits = list(_hits(number, asked[number]))
        if hits:
            glaring = len(hits) >= GLARING and peaks[number] >= GLARING
            severity = Severity.ERROR if glaring else told.severity
            figures = (("number", f"{number:,.10g}"), ("different questions", f"{len(asked[number]):,}"))
            yield finding("same_number", severity, told.says, hits, counted.total(), figures)


def asked_number(example: Example) -> float | None:
    """The one number that the answer adds to a short question for a quantity."""
    if example.context or len(example.prompt) > LONGEST or not QUANTITY.search(example.prompt):
        return None
    new = set(NUMBER.findall(example.answer)) - set(NUMBER.findall(example.prompt))
    return float(new.pop().replace(",", "")) if len(new) == 1 else None


def peaks_of(counted: Counter[float]) -> dict[float, float]:
    """The numbers that come far more often than the numbers around them, with the ratio."""
    values = sorted(counted)
    total = counted.total()
    found = {}
    for number, count in counted.items():
        needed = max(_least(number), SHARE_OF_ROUND * total if _significant(number) == 1 else 0)
        if count >= needed and (ratio := count / _around(values, counted, number)) >= RATIOS[_least(number)]:
            found[number] = ratio
    return found


def _around(values: Sequence[float], counted: Counter[float], number: float) -> float:
    low, high = bisect_left(values, number), bisect_right(values, number)
    width = AROUND_SMALL if abs(number) < 100 else AROUND
    near = [*values[max(0, low - width) : low], *values[high : high + width]]
    return median(counted[value] for value in near) if near else 1.0


def _least(number: float) -> int:
    return LEAST_LONG if _significant(number) >= LONG else LEAST


def _significant(number: float) -> int:
    """Digits without the zeros at both ends: one for a round number."""
    return max(1, len(f"{number:.10g}".replace(".", "").strip("0")))


def _hits(number: float, asked: dict[tuple[str, ...], list[int]]) -> Iterator[Hit]:
    """The rows of a peak, where at least half of its questions are one frame with different words in its slots."""
    frames = _frames(asked)
    framed = sum(len(frame) for frame in frames if len(frame) > 1)
    if len(asked) < _least(number) or 2 * framed < len(asked):
        return
    for question, places in sorted(asked.items(), key=lambda item: item[1]):
        for place in places:
            yield Hit(place, f"{number:,.10g} answers {' '.join(question)[:70]!r} and {len(asked) - 1} other questions")


def _frames(questions: Iterable[tuple[str, ...]]) -> list[list[tuple[str, ...]]]:
    """Questions put together that differ in a few content words."""
    frames: dict[int, list[list[tuple[str, ...]]]] = defaultdict(list)
    for question in questions:
        for frame in frames[len(question)][:50]:
            if _siblings(frame[0], question):
                frame.append(question)
                break
        else:
            frames[len(question)].append([question])
    return [frame for group in frames.values() for frame in group]


def _siblings(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    differing = [pair for pair in zip(one, two, strict=True) if pair[0].lower() != pair[1].lower()]
    return 0 < len(differing) <= SLOTS and any(_content(left) and _content(right) for left, right in differing)


def _content(word: str) -> bool:
    return not any(sign.isdigit() for sign in word) and (len(word) > 3 or word[0].isupper())


SETS = (same_number,)
