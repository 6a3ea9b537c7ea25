"""Runs side by side: what differed in their configuration and in their results, and what their rows can tell apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldsmith.train.measure.intervals import Difference
from goldsmith.train.measure.summary import Figure
from goldsmith.train.pairing import LESS_IS_BETTER, difference, differing, short, told_apart, why_not_paired
from goldsmith.train.runs import Run, tails

TITLES: Mapping[str, str] = {
    "exact": "exact",
    "json_exact": "JSONExact",
    "field_f1_micro": "FieldF1",
    "field_f1_macro": "FieldF1, mean of rows",
    "schema_compliance": "SchemaCompliance",
    "json_valid": "JSONValid",
    "text_exact": "text exact",
    "text_alike": "text alike",
    "truncated": "truncated",
    "base json_exact": "JSONExact of the base",
    "base text_exact": "text exact of the base",
    "rules json_exact": "JSONExact of the rules",
    "general exact": "general rows, exact",
    "general base exact": "general rows, exact, base",
}
"""The results that are shown, in this order; `exact` only where some answers are no JSON, elsewhere it is JSONExact."""
ALWAYS = ("base", "method", "release", "seed")
COSTS = (
    "parameters",
    "adapter parameters",
    "trainable parameters",
    "steps",
    "seconds",
    "supervised tokens",
    "peak bytes",
    "tokens a second",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One property of all runs, in their order; "" where a run has none."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One metric of all runs, in their order; `best` is the place of the run told to be better than all others, if one is."""

    metric: str
    figures: tuple[Figure | None, ...]
    best: int | None

    @property
    def title(self) -> str:
        """What the metric is called in tables."""
        return TITLES[self.metric]


@dataclass(frozen=True, slots=True)
class Pair:
    """A run against the reference, row by row, by metric; `better` is 1 or -1 where that is no chance, 0 elsewhere."""

    run: Run
    differences: Mapping[str, Difference]
    better: Mapping[str, int]
    why_not: str = ""

    def says(self, metric: str) -> str:
        """Better, worse, or that the rows cannot tell."""
        return {1: "better", -1: "worse", 0: "no"}[self.better[metric]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Runs side by side; the first is the reference. `remarks` say which results are not ranked against each other."""

    runs: tuple[Run, ...]
    facts: tuple[Line, ...]
    keys: tuple[Line, ...]
    costs: tuple[Line, ...]
    results: tuple[Result, ...]
    pairs: tuple[Pair, ...]
    remarks: tuple[str, ...]


def compare(runs: Sequence[Run]) -> Comparison:
    """The runs side by side; there is at least one."""
    reference, *others = runs
    return Comparison(
        tuple(runs),
        facts=tuple(Line(name, _shortened([run.facts.get(name, "") for run in runs])) for name in ALWAYS),
        keys=tuple(_differing(runs)),
        costs=tuple(_costs(runs)),
        results=tuple(_results(runs)),
        pairs=tuple(_pair(reference, run) for run in others),
        remarks=tuple(_remarks(runs)),
    )


def leaderboard(runs: Sequence[Run]) -> list[tuple[int, Run]]:
    """The runs with their places, the best first; the place counts the runs that are told to be better, so ties share one.

    Runs that are not ranked against the reference, or have no result, come last, at place 0.
    """
    metric = ranked_by(runs)
    group = [runs[place] for place in _ranked(runs, metric)]
    group.sort(key=lambda run: -(_value(run, metric) or 0.0))
    places = [1 + sum(told_apart(other, run, metric) > 0 for other in group) for run in group]
    return [*zip(places, group, strict=True), *((0, run) for run in runs if run not in group)]


def ranked_by(runs: Sequence[Run]) -> str:
    """The metric that a leaderboard is sorted by: JSONExact, or exactness of any sort where some answers are no JSON."""
    return "exact" if any("text_exact" in run.figures for run in runs) else "json_exact"


def _ranked(runs: Sequence[Run], metric: str) -> list[int]:
    """The places of the runs with this result under the settings of the first that has one."""
    found = [place for place, run in enumerate(runs) if _value(run, metric) is not None]
    return [place for place in found if not differing(runs[found[0]], runs[place], ranked=True)]


def _value(run: Run, metric: str) -> float | None:
    found = run.figures.get(metric)
    return found.value if found else None


def _differing(runs: Sequence[Run]) -> Iterator[Line]:
    """The keys of the configurations that are not the same in all training runs."""
    for name in dict.fromkeys(key for run in runs for key in run.config):
        cells = tuple(run.config.get(name, "") for run in runs)
        trained = {cell for cell, run in zip(cells, runs, strict=True) if run.config}
        if name not in ALWAYS and len(trained) > 1:
            yield Line(name, _shortened(cells))


def _shortened(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells, local paths by their last parts: where a file lay is of no use elsewhere, and not for everyone."""
    local = [cell for cell in cells if cell.startswith(("/", ".", "~")) or cell.count("/") > 1]
    short = dict(zip(local, tails(local), strict=True))
    return tuple(short.get(cell, cell) for cell in cells)


def _costs(runs: Sequence[Run]) -> Iterator[Line]:
    for name in COSTS:
        if any(name in run.costs for run in runs):
            yield Line(name, tuple(_cost(run.costs[name]) if name in run.costs else "" for run in runs))


def _results(runs: Sequence[Run]) -> Iterator[Result]:
    for metric in TITLES:
        if metric == "exact" != ranked_by(runs):
            continue
        figures = tuple(run.figures.get(metric) for run in runs)
        if any(figures):
            yield Result(metric, figures, None if " " in metric else _best(runs, metric))


def _best(runs: Sequence[Run], metric: str) -> int | None:
    """The place of the run that is told to be better than every other run that it is ranked against."""
    group = _ranked(runs, metric)
    if len(group) < 2:
        return None
    pick = min if metric in LESS_IS_BETTER else max
    best = pick(group, key=lambda place: _value(runs[place], metric) or 0.0)
    return best if all(told_apart(runs[best], runs[other], metric) > 0 for other in group if other != best) else None


def _pair(reference: Run, run: Run) -> Pair:
    if why_not := why_not_paired(reference, run):
        return Pair(run, {}, {}, why_not)
    found = {metric: difference(reference, run, metric) for metric in (ranked_by((reference, run)), "field_f1_macro")}
    differences = {metric: one for metric, one in found.items() if one is not None}
    return Pair(run, differences, {metric: told_apart(run, reference, metric) for metric in differences})


def _remarks(runs: Sequence[Run]) -> Iterator[str]:
    """What sets the evaluations apart beside the models."""
    measured = [run for run in runs if run.figures]
    reference = measured[0] if measured else runs[0]
    for ranked, says in (
        (True, "not ranked against each other, since they differ in"),
        (False, "ranked, though they differ in"),
    ):
        for name in dict.fromkeys(name for run in measured for name in differing(reference, run, ranked=ranked)):
            values: dict[str, list[str]] = {}
            for run in measured:
                if name in run.setting:
                    values.setdefault(run.setting[name], []).append(run.name)
            told = "; ".join(f"{short(value)} ({short(', '.join(names))})" for value, names in values.items())
            yield f"{says} {name}: {told}"


def _cost(value: float) -> str:
    """A cost with separators; below a thousand with three digits that count."""
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:,.3g}"
