"""How sure a figure is: 95 % intervals of shares and of ratios over rows, and of the difference between two models.

Intervals of shares are Wilson's (1927), those of everything else come from a percentile bootstrap over rows (Efron, 1979)
with a keyed random stream, so that a figure has the same interval in every run. Beyond BLOCKS rows, rows are dealt at random
into that many blocks, which are drawn in their place. Models are compared on the same rows: the difference row by row, and
McNemar's exact test (1947) over the rows that only one of them gets right.
"""

from collections.abc import Mapping, Sequence
from math import comb, erfc, sqrt
from typing import NamedTuple

from goldsmith.core.streams import stream

Z = 1.959963984540054
"""The normal quantile of 95 %, both sides."""
RESAMPLES = 1_000
BLOCKS = 1_000
LARGE = 2_000
"""Rows in which two models differ from which McNemar's test takes its normal form."""


class Interval(NamedTuple):
    """The ends of a 95 % interval."""

    low: float
    high: float


class Difference(NamedTuple):
    """What changed from one model to another over the same rows.

    `value` is the mean change with its interval, `lost` and `won` count the rows that only the first or only the second
    model gets right, `p` is McNemar's: how often as much would be seen if neither model were better.
    """

    value: float
    low: float
    high: float
    n: int
    lost: int
    won: int
    p: float


class Ratio(NamedTuple):
    """A figure that is a quotient of two sums over rows, such as micro F1: what each row adds above and below."""

    above: Sequence[float]
    below: Sequence[float]

    @property
    def value(self) -> float | None:
        """The quotient; None where nothing stands below."""
        below = sum(self.below)
        return sum(self.above) / below if below else None


def wilson(right: int, n: int) -> Interval:
    """The interval of a share; all that is possible where n is 0."""
    if not n:
        return Interval(0.0, 1.0)
    share, wide = right / n, Z * Z / n
    middle = (share + wide / 2) / (1 + wide)
    reach = Z * sqrt(share * (1 - share) / n + wide / (4 * n)) / (1 + wide)
    low = 0.0 if right == 0 else max(0.0, middle - reach)
    return Interval(low, 1.0 if right == n else min(1.0, middle + reach))


def bootstrap(ratios: Mapping[str, Ratio], *key: str | int) -> dict[str, Interval | None]:
    """The intervals of several ratios over the same rows, drawn together; None for one that has no value."""
    sums = {name: _blocks(ratio, *key) for name, ratio in ratios.items() if ratio.value is not None}
    drawn: dict[str, list[float]] = {name: [] for name in sums}
    count = max((len(above) for above, _ in sums.values()), default=0)
    rng = stream("bootstrap", *key)
    places = range(count)
    for _ in range(RESAMPLES if count else 0):
        chosen = rng.choices(places, k=count)
        for name, (above, below) in sums.items():
            if total := sum(map(below.__getitem__, chosen)):
                drawn[name].append(sum(map(above.__getitem__, chosen)) / total)
    return {name: _middle(drawn[name]) if drawn.get(name) else None for name in ratios}


def paired(before: Sequence[float], after: Sequence[float], *key: str | int) -> Difference:
    """How much better the second model is than the first, row by row; rows stand in the same order in both.

    Raises ValueError where the two do not have as many rows, or none.
    """
    if len(before) != len(after) or not before:
        raise ValueError(f"paired rows are needed: {len(before)} before, {len(after)} after")
    changes = [new - old for old, new in zip(before, after, strict=True)]
    ends = bootstrap({"change": Ratio(changes, [1.0] * len(changes))}, "paired", *key)["change"]
    value = sum(changes) / len(changes)
    low, high = ends or Interval(value, value)
    lost, won = sum(change < 0 for change in changes), sum(change > 0 for change in changes)
    return Difference(value, low, high, len(changes), lost, won, mcnemar(lost, won))


def mcnemar(lost: int, won: int) -> float:
    """The two-sided p of McNemar's test: exact over the binomial, in its normal form for large counts."""
    count, fewer = lost + won, min(lost, won)
    if count > LARGE:
        return erfc(max(abs(lost - won) - 1, 0) / sqrt(2 * count))
    below = sum(comb(count, some) for some in range(fewer + 1))
    return min(1.0, 2 * below / (1 << count))


def _blocks(ratio: Ratio, *key: str | int) -> tuple[list[float], list[float]]:
    """What the rows add, or what at most BLOCKS random groups of them do."""
    rows = len(ratio.above)
    if rows <= BLOCKS:
        return list(ratio.above), list(ratio.below)
    above, below = [0.0] * BLOCKS, [0.0] * BLOCKS
    order = list(range(rows))
    stream("blocks", *key).shuffle(order)
    for place, row in enumerate(order):
        above[place % BLOCKS] += ratio.above[row]
        below[place % BLOCKS] += ratio.below[row]
    return above, below


def _middle(drawn: list[float]) -> Interval:
    drawn.sort()
    cut = round(len(drawn) * 0.025)
    return Interval(drawn[cut], drawn[-1 - cut])
