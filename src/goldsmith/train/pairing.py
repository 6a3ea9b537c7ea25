"""Which of two runs is better, as far as their rows can tell.

Where both models answered the same rows, rows lost and won must not be chance (McNemar), and the mean change has to lie above
what its rows vary (the normal interval). Elsewhere the runs' intervals must not meet. Nothing is corrected for the number of
comparisons: of many equal runs, some two will seem apart.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import sqrt
from statistics import fmean, pstdev

from goldsmith.train.answered import Row
from goldsmith.train.measure.intervals import Difference, Z, mcnemar, paired
from goldsmith.train.measure.summary import SHARES, Figure
from goldsmith.train.runs import Run

LESS_IS_BETTER = frozenset(("truncated", "spurious", "ungrounded", "looped", "failed"))
WHAT = ("release", "split", "kinds")
"""The settings that say which rows were asked."""
HOW = (*WHAT, "constrained", "options")
"""The settings under which alone results are ranked. Others, such as rows and precision, are only said."""
NAMED = 4
"""Names that are listed."""
PER_ROW = (*SHARES, "field_f1_macro")
"""The metrics that are the mean of what their rows add."""
SURE = 0.05
"""McNemar's p from which rows lost and won may be chance; over few rows an interval alone is too sure of itself."""


def told_apart(first: Run, second: Run, metric: str) -> int:
    """1 where the first run is better by this metric, -1 where the second is, 0 where it cannot be told."""
    one, other = first.figures.get(metric), second.figures.get(metric)
    if one is None or other is None or differing(first, second, ranked=True):
        return 0
    better = -1 if metric in LESS_IS_BETTER else 1
    if why_not_paired(first, second) or not (pairs := _pairs(first, second, metric)):
        return better * _disjoint(one, other)
    return -better * _sign([new - old for old, new in pairs])


def difference(before: Run, after: Run, metric: str) -> Difference | None:
    """What changed from one run to another, row by row; None where no row has this metric in both."""
    pairs = _pairs(before, after, metric)
    return _difference(pairs, metric) if pairs else None


def differing(first: Run, second: Run, *, ranked: bool) -> list[str]:
    """The settings that differ between two evaluations: those under which none is ranked, or the others.

    What one of them does not have, as the readers have no decoding, does not differ.
    """
    both = (name for name in first.setting if name in second.setting and first.setting[name] != second.setting[name])
    return [name for name in both if (name in HOW or name.startswith("options.")) is ranked]


def short(value: str) -> str:
    """A setting that lists names, by the first few of them."""
    names = value.split(", ")
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def why_not_paired(first: Run, second: Run) -> str:
    """Why two runs cannot be compared row by row, "" where they can."""
    for run in (first, second):
        if not run.rows:
            return f"{run.name}: {run.no_rows}"
    for name in differing(first, second, ranked=True):
        if name in WHAT:
            return f"they differ in {name}: {short(first.setting[name])} and {short(second.setting[name])}"
    return _why_not_same(first.rows, second.rows)


def _why_not_same(first: Mapping[str, Row], second: Mapping[str, Row]) -> str:
    if missing := first.keys() ^ second.keys():
        return f"{len(missing):,} rows were answered by one of them only, such as {min(missing)!r}"
    other = sorted(id_ for id_, row in first.items() if row.gold != second[id_].gold)
    return f"{len(other):,} rows ask for another answer, such as {other[0]!r}" if other else ""


def _pairs(before: Run, after: Run, metric: str) -> tuple[tuple[float, float], ...]:
    """The figures of each row in both runs, in the order of the rows' ids; none for a metric that is no mean over rows."""
    if metric not in PER_ROW:
        return ()
    both = ((before.rows[id_].figures, after.rows[id_].figures) for id_ in sorted(before.rows))
    return tuple((old[metric], new[metric]) for old, new in both if metric in old and metric in new)


@lru_cache(maxsize=4096)
def _difference(pairs: tuple[tuple[float, float], ...], metric: str) -> Difference:
    before, after = zip(*pairs, strict=True)
    return paired(before, after, "compare", metric)


def _sign(changes: Sequence[float]) -> int:
    """1 where the rows say that there is a gain, -1 where they say that there is a loss, 0 where they cannot tell."""
    lost, won = sum(change < 0 for change in changes), sum(change > 0 for change in changes)
    if mcnemar(lost, won) >= SURE:
        return 0
    mean = fmean(changes)
    reach = Z * pstdev(changes, mean) / sqrt(len(changes))
    return (mean > reach) - (mean < -reach)


def _disjoint(one: Figure, other: Figure) -> int:
    if None in (one.low, one.high, other.low, other.high):
        return 0
    return (one.low > other.high) - (one.high < other.low)  # type: ignore[operator]  # none of them is None
