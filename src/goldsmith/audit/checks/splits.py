"""Whether what is held out for testing is new: to the letter, as a question, as a fact, nearly, or but for its values.

A set that declares its split unit has decided what may stand on both sides, so there an overlap of facts or skeletons is
a note. Of a set without splits nothing is said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb

from goldsmith.audit.catalogue import entry
from goldsmith.audit.checks.duplicates import where
from goldsmith.audit.findings import Finding, Hit, Severity, finding
from goldsmith.audit.keys import connection
from goldsmith.audit.near import across
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense

TRAINING = ("train", "training", "")
"""Names of the split that is trained on; a file that names none belongs to it."""
UNITS = ("record", "fact", "query", "lesson", "conversation")
"""What a release may declare as the unit that stands in one split only."""
LEAST_ASKED = 3
"""Words of a question that cannot come twice by chance."""
COMMON = 0.005
COMMON_ROWS = 5
"""A text that stands in more than five training rows and half a percent of them is nobody's secret: a greeting, a refusal."""
MUCH = 0.1
"""Share of the held-out rows from which an overlap of skeletons is more than a note."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Which splits are trained on and which are held out, with their rows; and whether a split unit is declared."""

    training: tuple[str, ...]
    held_out: Mapping[str, int]
    declared: bool

    @property
    def count(self) -> int:
        """Rows that are held out."""
        return sum(self.held_out.values())


def leakage(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Held-out rows of which the training split knows too much; each is named by the first check that speaks of it."""
    with connection(rows, sense) as opened:
        sides = sides_of(opened)
        if not sides.held_out:
            return
        opened.execute("CREATE TEMP TABLE trained AS SELECT unnest(?::VARCHAR[]) AS split", [list(sides.training)])
        told: set[int] = set()
        for check, hits in _each(opened, sides):
            new = [hit for hit in hits if hit.place not in told]
            told |= {hit.place for hit in new}
            if new:
                yield finding(check, _severity(check, len(new), sides), entry(check).says, new, sides.count)


def sides_of(opened: duckdb.DuckDBPyConnection) -> Sides:
    """The sides of the files; nothing is held out where there is one split."""
    counts = dict(
        opened.execute("SELECT split, count(*) FROM keys WHERE last GROUP BY split ORDER BY split").fetchall()
    )
    training = tuple(split for split in counts if split.lower() in TRAINING)
    training = training or tuple(sorted(counts, key=lambda split: -counts[split])[:1])
    units = opened.execute("SELECT DISTINCT unit FROM rows WHERE problem = ''").fetchall()
    declared = all(unit in UNITS for (unit,) in units)
    return Sides(training, {split: count for split, count in counts.items() if split not in training}, declared)


def _each(opened: duckdb.DuckDBPyConnection, sides: Sides) -> Iterator[tuple[str, list[Hit]]]:
    yield "leak_exact", _shared(opened, "whole", "stands in training as")
    yield (
        "leak_question",
        [
            *_shared(opened, "same", "stands in training, respelled, as"),
            *_shared(opened, "asked", "is asked in training, in", f"k.asked_words >= {LEAST_ASKED}"),
        ],
    )
    near = {pair.later: pair for split in sides.training for pair in across(opened, split, tuple(sides.held_out))}
    yield (
        "leak_near",
        [Hit(place, f"{where(pair.file, pair.row)}, all but {pair.differing}") for place, pair in near.items()],
    )
    yield "leak_fact", _shared(opened, "fact", "tells what stands in")
    yield (
        "leak_skeleton",
        _shared(opened, "skeleton", "differs only in its values from", "k.said_words + k.asked_words > 5"),
    )


def _shared(opened: duckdb.DuckDBPyConnection, key: str, how: str, condition: str = "true") -> list[Hit]:
    """Held-out rows whose key stands in training; a question or a fact that is common there counts for nothing."""
    rare = f"QUALIFY n <= greatest({COMMON_ROWS}, {COMMON} * sum(n) OVER ())" if key in ("asked", "fact") else ""
    rows = opened.execute(
        f"""WITH known AS (SELECT {key} AS key, min(place) AS place, count(*) AS n FROM keys
                           WHERE {key} IS NOT NULL AND split IN (FROM trained) GROUP BY {key} {rare})
            SELECT k.place, any_value(h.prompt), any_value(h.answer), any_value(t.file), any_value(t.row)
            FROM keys k JOIN known ON k.{key} = known.key JOIN rows h ON h.place = k.place JOIN rows t ON t.place = known.place
            WHERE k.split NOT IN (FROM trained) AND {condition} GROUP BY k.place ORDER BY k.place"""
    ).fetchall()
    return [
        Hit(place, f"{prompt[:60]!r} → {answer[:40]!r} {how} {where(file, row)}")
        for place, prompt, answer, file, row in rows
    ]


def _severity(check: str, found: int, sides: Sides) -> Severity:
    severity = entry(check).severity
    if severity is Severity.ERROR:
        return severity
    few = check == "leak_skeleton" and found < MUCH * sides.count
    return Severity.NOTE if sides.declared or few else severity


SETS = (leakage,)
