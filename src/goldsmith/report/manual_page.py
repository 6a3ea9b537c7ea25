"""The coverage of a manual as one HTML page: counts, then every page of it with marks; nothing is loaded, nothing runs."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from goldsmith.extractors.manual.coverage import REASONS, SKIPPED, UNSTATED, Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.report.manual_blocks import NOT_SHOWN, Drawn
from goldsmith.report.manual_marks import Marks, evidence, link
from goldsmith.report.manual_study import Counts, Studied
from goldsmith.report.manual_words import above, mended, named, said

LISTED = 500
"""Facts, and left out texts of one reason, that a page's lists hold; the rest is counted."""
SHORT = 200
"""Signs of a text in a list."""
KINDS = {"html": "HTML", "text": "text", "pdf": "PDF"}


def page(name: str, pages: Iterable[Studied]) -> str:
    """The whole page for the pages of a manual."""
    counts = Counts(name)
    sections = [section(one, counts) for one in pages]
    return "".join(framed(counts, sections))


def framed(counts: Counts, sections: Iterable[str]) -> Iterator[str]:
    """The whole page in pieces, around sections that were made before their counts were complete."""
    style = "".join(_file(name) for name in ("audit.css", "manual.css"))
    coverage = counts.coverage
    yield from (
        _environment()
        .get_template("manual.html.j2")
        .generate(
            style=Markup(style),
            counts=counts,
            coverage=coverage,
            kinds=KINDS,
            reasons=by_reason(coverage.by_reason),
            sections=(Markup(one) for one in sections),
        )
    )


def by_reason(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Reasons with what they mean and how many texts were left out, in the order of the closed list."""
    return [(reason, means, counts[reason]) for reason, means in REASONS.items() if counts.get(reason)]


def section(one: Studied, counts: Counts) -> str:
    """One page of the manual with its marks and lists; its counts are added."""
    reading = one.reading
    number = len(counts.pages) + 1
    if one.source is None or one.document is None:
        counts.add(one, 0)
        return _render(one, number, body=Markup(""), unseen=[], lists=[], facts=[], repairs=[])
    marks = Marks(one.source, reading.facts, one.refused)
    body = Markup("".join(Drawn(one.source, one.document, reading.entries, marks).pieces()))
    counts.add(one, len(marks.unseen))
    return _render(
        one,
        number,
        body=body,
        unseen=[_told(fact, marks) for fact in marks.unseen],
        lists=list(_lists(reading.entries)),
        facts=[_told(fact, marks) for fact in marks.facts[:LISTED]],
        repairs=[(link(fact), mended(repair)) for fact in marks.facts for repair in fact.repairs],
    )


def _render(one: Studied, number: int, **values: Any) -> str:
    template = _environment().get_template("manual_section.html.j2")
    return template.render(studied=one, number=number, kinds=KINDS, coverage=one.reading.coverage, **values)


def _told(fact: Fact, marks: Marks) -> dict[str, str]:
    return {
        "link": link(fact),
        "text": _short(fact.text),
        "names": named(fact),
        "above": above(fact),
        "says": said(fact),
        "line": marks.lines.at(fact.origin.start),
    }


def _lists(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """What is left out, by reason: texts that bear a value or are not shown; of the others, which are marked, the count."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.status == SKIPPED:
            found.setdefault(entry.reason, []).append(entry)
    for reason, means in REASONS.items():
        those = found.get(reason, [])
        told = [one for one in those if one.text and (one.bearing or reason not in UNSTATED or reason in NOT_SHOWN)]
        if those:
            texts = [
                (_short(entry.text), " > ".join((*entry.section, *entry.names)), evidence(entry)) for entry in told
            ]
            yield {"reason": reason, "means": means, "count": len(those), "told": texts[:LISTED], "of": len(told)}


def _short(text: str) -> str:
    folded = "; ".join(line.strip() for line in text.splitlines() if line.strip())
    return folded if len(folded) <= SHORT else f"{folded[:SHORT]}…"


@cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("goldsmith", "report"), autoescape=True, undefined=StrictUndefined)


def _file(name: str) -> str:
    return files("goldsmith.report").joinpath(name).read_text(encoding="utf-8")
