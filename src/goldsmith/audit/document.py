"""The audit as plain values for other programs: every finding with every row that it names."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from goldsmith.audit.catalogue import entry
from goldsmith.audit.findings import Finding, Hit
from goldsmith.audit.overview import Overview
from goldsmith.audit.rows import Rows
from goldsmith.audit.run import Report
from goldsmith.extractors.examples import Example

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Numbers:
    """Says for each place which record of which file it is; record numbers count from 1."""

    files: tuple[str, ...]
    starts: tuple[int, ...]
    rows: "array[int]"

    @classmethod
    def of(cls, rows: Rows) -> "Numbers":
        """The numbers of all kept rows."""
        with rows.connection() as connection:
            found = dict(connection.execute("SELECT file, min(place) FROM rows GROUP BY file").fetchall())
        files = tuple(sorted(found, key=lambda file: found[file]))
        return cls(files, tuple(found[file] for file in files), rows.numbers())

    def file(self, place: int) -> str:
        """The file that a place lies in."""
        return self.files[bisect_right(self.starts, place) - 1]

    def named(self, place: int) -> str:
        """A row as people name it: as much of the file's path as tells the files apart, and its number."""
        return f"{_short(self.files)[self.file(place)]}:{self.rows[place]}"

    def plain(self, place: int) -> int | dict[str, Any]:
        """A row as the document names it: its number, with its file where there are several."""
        return self.rows[place] if len(self.files) == 1 else {"file": self.file(place), "row": self.rows[place]}


@cache
def _short(files: tuple[str, ...]) -> dict[str, str]:
    return {file: _ending(file, files) for file in files}


def _ending(file: str, files: Sequence[str]) -> str:
    parts = file.split("/")
    endings = ("/".join(parts[-length:]) for length in range(1, len(parts)))
    return next((one for one in endings if sum(f"/{other}".endswith(f"/{one}") for other in files) == 1), file)


def document(report: Report, overview: Overview, numbers: Numbers, examples: dict[int, Example]) -> dict[str, Any]:
    """All that the audit says; `examples` holds the readable rows whose evidence is shown."""
    return {
        "schema_version": SCHEMA_VERSION,
        "files": list(report.files),
        "rows": report.rows,
        "findings": [_finding(one, numbers, examples) for one in report.findings],
        "shapes": {view.file: dict(view.shapes) for view in overview.files},
        "splits": dict(overview.splits),
        "columns": [
            {"file": one.file, "name": one.name, "types": dict(one.types), "filled": one.filled}
            for one in overview.columns
        ],
        "lengths": {
            one.part: {"smallest": one.smallest, "median": one.median, "p95": one.p95, "largest": one.largest}
            for one in overview.lengths
        },
        "tasks": list(tasks(report, numbers)),
    }


def _finding(found: Finding, numbers: Numbers, examples: dict[int, Example]) -> dict[str, Any]:
    return {
        "check": found.check,
        "severity": found.severity.name.lower(),
        "count": found.count,
        "of": found.of,
        "rows": [numbers.plain(place) for place in found.places],
        "examples": [_example(hit, numbers, examples) for hit in found.examples],
        "says": found.says,
        "means": entry(found.check).means,
        "figures": dict(found.figures),
    }


def _example(hit: Hit, numbers: Numbers, examples: dict[int, Example]) -> dict[str, Any]:
    shown = examples.get(hit.place)
    return {"row": numbers.plain(hit.place), "id": shown.id if shown else "", "evidence": hit.evidence}


def tasks(report: Report, numbers: Numbers) -> Iterator[dict[str, Any]]:
    """The tasks, the most frequent first, each with its share of the rows and one example."""
    total = sum(report.tasks) or 1
    for count, task in sorted(zip(report.tasks, report.sense.tasks.every, strict=True), key=lambda pair: -pair[0]):
        if count:
            yield {
                "task": task.name,
                "count": count,
                "share": count / total,
                "example": {"row": numbers.plain(task.place), "prompt": task.prompt, "answer": task.answer},
            }


def named_places(findings: Sequence[Finding]) -> set[int]:
    """The places whose evidence is shown."""
    return {hit.place for found in findings for hit in found.examples}
