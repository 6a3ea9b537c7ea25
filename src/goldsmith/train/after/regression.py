"""R1: the tuned model is not worse than its base, on the task and on what the base could do before."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from goldsmith.train.gates import Gate, gate
from goldsmith.train.measure.intervals import Difference, paired
from goldsmith.train.measure.score import Outcome

SAYS = (
    "Row by row against its base, the tuned model is not worse on the task, "
    "nor by more than the allowance on any class or on the general rows."
)

ENOUGH = 200
"""Rows below which a drop as large as the allowance may go unseen; the gate says so."""

SURE = 0.05
"""McNemar's p above which rows lost and won may be chance: a bootstrap over few rows is too sure of itself."""


class Asked(NamedTuple):
    """Rows that base and tuned model answered, in the same order."""

    name: str
    base: Sequence[Outcome]
    tuned: Sequence[Outcome]


def check(asked: Sequence[Asked], allowance: float) -> Gate:
    """The gate over the task and, if a mix was given, the general rows; `allowance` is the drop that is accepted.

    On the whole of the first none is.
    """
    limits = {asked[0].name: 0.0} if asked else {}
    parts = {name: found for one in asked if one.base for name, found in _parts(one)}
    wrong = [
        _told(name, metric, found, limits.get(name, allowance))
        for name, metrics in parts.items()
        for metric, found in metrics.items()
        if _fell(found, limits.get(name, allowance))
    ]
    figures: dict[str, Any] = {
        name: {metric: found._asdict() for metric, found in metrics.items()} for name, metrics in parts.items()
    }
    figures |= {"allowance": allowance, "few": [one.name for one in asked if len(one.base) < ENOUGH]}
    return gate("R1", "regression", SAYS, checked=sum(len(one.base) for one in asked), wrong=wrong, figures=figures)


def mean_score(outcomes: Sequence[Outcome]) -> float:
    """The mean over rows of field F1, and of exact answers where answers have no fields; 0 without rows."""
    return sum(map(_score, outcomes)) / len(outcomes) if outcomes else 0.0


def _told(name: str, metric: str, found: Difference, allowed: float) -> str:
    fell = f"{metric} fell by {-found.value:.3f} (95 % at least {-found.high:.3f}, allowed {allowed:g})"
    return f"{name}: {fell} over {found.n} rows: {found.lost} lost, {found.won} won"


def _fell(found: Difference, allowed: float) -> bool:
    """The drop is above what is allowed with 95 % confidence, and rows lost and won are not chance."""
    return -found.high > allowed and found.p < SURE


def _parts(asked: Asked) -> Iterator[tuple[str, dict[str, Difference]]]:
    """All rows, and each kind where there are several."""
    pairs = _pairs(asked)
    yield asked.name, _differences(asked.name, pairs)
    kinds = sorted({before.groups[0] for before, _ in pairs})
    for kind in kinds if len(kinds) > 1 else ():
        name = f"{asked.name} {kind}"
        yield name, _differences(name, [pair for pair in pairs if pair[0].groups[0] == kind])


def _pairs(asked: Asked) -> list[tuple[Outcome, Outcome]]:
    pairs = list(zip(asked.base, asked.tuned, strict=True))
    strays = [(before.id, after.id) for before, after in pairs if before.id != after.id]
    if strays:
        raise ValueError(f"base and tuned model answered other rows: {strays[0][0]!r} and {strays[0][1]!r}")
    return pairs


def _differences(name: str, pairs: Sequence[tuple[Outcome, Outcome]]) -> dict[str, Difference]:
    """The change of exact answers, and of the share of fields that are right where answers have fields."""
    before, after = zip(*pairs, strict=True)
    made = {"exact": paired([float(one.exact) for one in before], [float(one.exact) for one in after], name)}
    if any(one.structured for one in before):
        made["field_f1"] = paired([*map(_score, before)], [*map(_score, after)], name, "fields")
    return made


def _score(one: Outcome) -> float:
    return one.counts.f1 if one.structured else float(one.exact)
