"""An audit as one HTML page: findings with their rows, search and filters, charts; nothing is loaded from elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from goldsmith.audit.catalogue import entry
from goldsmith.audit.document import Numbers, tasks
from goldsmith.audit.findings import Finding, Severity
from goldsmith.audit.overview import Lengths, Overview
from goldsmith.audit.run import Report
from goldsmith.extractors.examples import Example
from goldsmith.extractors.rendering import pieces

LISTED = 2_000
"""Rows of one finding that are listed; the rest is counted."""
SHOWN_EACH = 100
"""Rows of one finding whose text is in the page."""
SHOWN = 3_000
CHARACTERS = 4_000
"""Characters of one piece of text that are in the page."""
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)+)'|\"((?:[^\"\\]|\\.)+)\"")


def shown_places(report: Report, overview: Overview) -> list[int]:
    """The rows whose text goes into the page."""
    chosen = dict.fromkeys(shown.example.place for shown in overview.shown)
    for found in report.findings:
        if len(chosen) < SHOWN:
            chosen |= dict.fromkeys((*(hit.place for hit in found.examples), *found.places[:SHOWN_EACH]))
    return list(chosen)[:SHOWN]


def page(report: Report, overview: Overview, numbers: Numbers, examples: Mapping[int, Example]) -> str:
    """The whole page; `examples` holds the rows of `shown_places`."""
    environment = Environment(loader=PackageLoader("goldsmith", "report"), autoescape=True, undefined=StrictUndefined)
    folder = files("goldsmith.report")
    findings = [_finding(number, found, numbers, examples) for number, found in enumerate(report.findings)]
    rows = {str(place): _row(example, numbers) for place, example in examples.items()}
    return environment.get_template("audit.html.j2").render(
        style=Markup(folder.joinpath("audit.css").read_text(encoding="utf-8")),
        script=Markup(folder.joinpath("audit.js").read_text(encoding="utf-8")),
        data=_for_script({"rows": rows, "findings": [found["data"] for found in findings]}),
        report=report,
        overview=overview,
        findings=findings,
        severities=_severities(report.findings),
        checks=sorted({found.check for found in report.findings}),
        splits=[name for name, _ in overview.splits if name],
        shown=[{"why": shown.why, "row": _row(shown.example, numbers)} for shown in overview.shown],
        tasks=list(tasks(report, numbers)),
        charts=[_histogram(one) for one in overview.lengths],
        by_check=_by_check(report.findings),
    )


def _for_script(value: Any) -> Markup:
    """JSON that can stand in a script element: no `<` can end it or open a comment."""
    return Markup(orjson.dumps(value).decode().replace("<", "\\u003c").replace("\u2028", "\\u2028"))


def _severities(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    counts = Counter(found.severity for found in findings)
    return [(severity.name.lower(), counts[severity]) for severity in sorted(Severity, reverse=True)]


def _finding(number: int, found: Finding, numbers: Numbers, examples: Mapping[int, Example]) -> dict[str, Any]:
    evidence = {hit.place: hit.evidence for hit in found.examples}
    listed = list(dict.fromkeys((*evidence, *found.places[:LISTED])))
    splits = sorted({examples[place].split for place in listed if place in examples})
    return {
        "number": number,
        "found": found,
        "means": entry(found.check).means,
        "severity": found.severity.name.lower(),
        "splits": splits,
        "evidence": [(numbers.named(hit.place), hit.evidence) for hit in found.examples],
        "hidden": len(found.places) - min(LISTED, len(found.places)),
        "data": {
            "rows": [[place, numbers.named(place)] for place in listed],
            "evidence": evidence and {str(place): [said, marks(said)] for place, said in evidence.items()},
        },
    }


def marks(evidence: str) -> list[str]:
    """The values that the evidence quotes, which are marked in the row's text; the longest first."""
    quoted = (one or other for one, other in _QUOTED.findall(evidence))
    return sorted(
        {value.replace("\\n", "\n").replace("\\'", "'") for value in quoted if value.strip()}, key=len, reverse=True
    )


def _row(example: Example, numbers: Numbers) -> dict[str, Any]:
    return {
        "name": numbers.named(example.place),
        "id": example.id,
        "split": example.split,
        "pieces": [[_shortened(piece.text), piece.learned] for piece in pieces(example)],
    }


def _shortened(text: str) -> str:
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= CHARACTERS else f"{text[:CHARACTERS]} … {len(text) - CHARACTERS:,} more characters"


def _by_check(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The checks with the rows that they name, for the chart; the worst first."""
    rows: dict[tuple[str, str], set[int]] = {}
    for found in findings:
        rows.setdefault((found.severity.name.lower(), found.check), set()).update(found.places)
    most = max((len(places) for places in rows.values()), default=1)
    return [
        {"severity": severity, "check": check, "rows": len(places), "share": len(places) / most}
        for (severity, check), places in rows.items()
    ]


def _histogram(lengths: Lengths) -> dict[str, Any]:
    most = max((count for _, count in lengths.bins), default=1) or 1
    bars = [
        {"upto": upto, "count": count, "height": 100 * count / most, "place": place}
        for place, (upto, count) in enumerate(lengths.bins)
    ]
    return {"lengths": lengths, "bars": bars, "ticks": list(_ticks(bars))}


def _ticks(bars: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    yield from bars[:: max(1, len(bars) // 5)]
