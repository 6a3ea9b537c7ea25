"""A comparison as one HTML page: a chart a metric, differences row by row, keys and gates; nothing is loaded, nothing runs."""

from collections.abc import Iterator
from importlib.resources import files
from math import ceil, floor
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from goldsmith.train.compare import TITLES, Comparison, Result, leaderboard
from goldsmith.train.measure.intervals import Difference
from goldsmith.train.percentages import percent, points

CHARTS = ("exact", "json_exact", "field_f1_micro", "schema_compliance", "json_valid", "text_exact", "truncated")
"""The metrics that have a chart."""


def page(comparison: Comparison) -> str:
    """The whole page."""
    environment = Environment(loader=PackageLoader("goldsmith", "report"), autoescape=True, undefined=StrictUndefined)
    folder = files("goldsmith.report")
    style = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("audit.css", "compare.css"))
    places = {run.name: place for place, run in enumerate(comparison.runs)}
    return environment.get_template("compare.html.j2").render(
        style=Markup(style),
        comparison=comparison,
        same=[line for line in comparison.facts if len(set(line.cells)) == 1],
        facts=[line for line in comparison.facts if len(set(line.cells)) > 1],
        ranks=[(rank, places[run.name], run) for rank, run in leaderboard(comparison.runs)],
        charts=[_chart(result) for result in comparison.results if result.metric in CHARTS],
        differences=list(_differences(comparison)),
        unpaired=[pair for pair in comparison.pairs if pair.why_not],
        percent=percent,
        marked=marked,
    )


def marked(result: Result, place: int) -> bool:
    """Whether this run is the one that is told to be better than every other."""
    return result.best == place


def _chart(result: Result) -> dict[str, Any]:
    """A metric's dots and intervals by place, on a scale of whole tens that holds all of them."""
    known = {place: figure for place, figure in enumerate(result.figures) if figure and figure.value is not None}
    ends = [one for figure in known.values() for one in (figure.value, figure.low, figure.high) if one is not None]
    least, most = (end(10 * pick(ends, default=0.5)) / 10 for end, pick in ((floor, min), (ceil, max)))
    if least == most:
        least, most = (0.0, 0.1) if least == 0 else (least - 0.1, most)
    at = {
        place: whisker(figure.value, figure.low, figure.high, least, most)
        for place, figure in known.items()
        if figure.value is not None
    }
    return {"result": result, "at": at, "scale": [f"{100 * one:.0f}" for one in (least, (least + most) / 2, most)]}


def whisker(
    value: float, low: float | None, high: float | None, least: float = 0.0, most: float = 1.0
) -> dict[str, float]:
    """Where a dot and its interval stand on a scale of 0 to 100; without an interval it has no length."""

    def at(one: float) -> float:
        return round(100 * (min(max(one, least), most) - least) / (most - least), 3)

    start, end = (at(value if one is None else one) for one in (low, high))
    return {"dot": at(value), "start": start, "end": end}


def _differences(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """A forest plot a metric, on a scale that has zero in its middle and all intervals within."""
    for metric in TITLES:
        pairs = [pair for pair in comparison.pairs if metric in pair.differences]
        if not pairs:
            continue
        reach = max(_reach(pair.differences[metric]) for pair in pairs) or 0.01
        rows = [
            {
                "run": pair.run,
                "found": found,
                "points": points(found),
                "says": pair.says(metric),
                "at": whisker(found.value, found.low, found.high, -reach, reach),
            }
            for pair in pairs
            for found in (pair.differences[metric],)
        ]
        yield {"title": TITLES[metric], "reach": reach, "rows": rows}


def _reach(found: Difference) -> float:
    return max(abs(found.value), abs(found.low), abs(found.high))
