"""The results of a run as its model card has them, from its record: everyone who answered side by side, and by class."""

from collections.abc import Iterator, Mapping
from typing import Any

from goldsmith.train import failures
from goldsmith.train.compare import TITLES
from goldsmith.train.logged import ARMS
from goldsmith.train.markdown import plain, table
from goldsmith.train.measure.summary import Figure
from goldsmith.train.percentages import percent
from goldsmith.train.runs import figures_of, flat

FEW = 200
"""Rows below which an interval is too wide to tell models of like quality apart."""


def told(record: Mapping[str, Any]) -> Iterator[str]:
    """A model card's section on what base, tuned model and the project's own readers got right."""
    yield "## Results\n\nShares in percent with 95 % intervals, on rows that were not trained on."
    results = record.get("results") or {}
    if not results:
        yield "None: the run ended before it was evaluated."
    for part, title in (("task", "Held-out rows of the release"), ("general", "General rows")):
        found = results.get(part) or {}
        arms = {arm: found[arm] for arm in ARMS if found.get(arm)}
        if arms:
            yield _compared(title, arms)
            yield from _by_kind(arms)
    decoding = ((results.get("task") or {}).get("tuned") or {}).get("decoding")
    if decoding:
        yield "Decoding: " + ", ".join(f"{plain(name)} {plain(value)}" for name, value in flat(decoding)) + "."


def _compared(title: str, arms: Mapping[str, Any]) -> str:
    found = {arm: dict(figures_of(one)) for arm, one in arms.items()}
    metrics = [metric for metric in TITLES if any(metric in one for one in found.values())]
    rows = (
        [TITLES[metric], *(percent(one.get(metric)) for one in found.values()), _n(found, metric)] for metric in metrics
    )
    few = "" if _count(arms) >= FEW else f" Fewer than {FEW} rows: differences of a few percent may be chance."
    return f"### {title}\n\n{_count(arms):,} rows.{few}\n\n{table(['', *found, 'n'], rows)}"


def _n(found: Mapping[str, Mapping[str, Figure]], metric: str) -> str:
    """The rows that a metric is over, which may be fewer than were asked."""
    return " / ".join(dict.fromkeys(f"{one[metric].n:,}" for one in found.values() if metric in one))


def _count(arms: Mapping[str, Any]) -> int:
    return int(next(iter(arms.values()))["summary"]["n"])


def _by_kind(arms: Mapping[str, Any]) -> Iterator[str]:
    """Exact answers by class, where there are several."""
    groups = {arm: one.get("groups", {}).get("kind", {}) for arm, one in arms.items()}
    kinds = sorted({kind for found in groups.values() for kind in found})
    if len(kinds) > 1:
        rows = [
            [
                plain(kind),
                *(percent(failures.exact(found.get(kind))) for found in groups.values()),
                _rows_of(groups, kind),
            ]
            for kind in kinds
        ]
        yield f"Exact answers by class:\n\n{table(['class', *groups, 'n'], rows)}"


def _rows_of(groups: Mapping[str, Mapping[str, Any]], kind: str) -> str:
    return f"{next(found[kind]['n'] for found in groups.values() if kind in found):,}"
