"""Whether every class has its share of every split: kinds or labels that a split lacks, or has far too many or few of."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import duckdb

from goldsmith.audit.catalogue import entry
from goldsmith.audit.checks.contradictions import closed_set
from goldsmith.audit.checks.splits import sides_of
from goldsmith.audit.findings import Finding, Hit, Severity, finding
from goldsmith.audit.keys import connection
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense

COLUMNS = ("label", "category", "class", "intent", "topic", "task", "domain", "subject", "language", "lang", "type")
"""Columns that may tell a row's class, where there is no `kind`."""
FULL = 0.95
"""Share of the rows that have a class."""
MOST = 200
"""Classes that a set may have."""
CHANCE = 1e-4
"""A class that is missing by chance with a smaller probability is missing for a reason."""
DEVIATIONS = 4
"""Standard deviations from the expected rows from which twice or half as many are no chance."""
FEWEST = 10
"""Training rows that a class should have."""
EVEN = 1.5
"""Largest over smallest class of a split that was balanced on purpose."""


@dataclass(frozen=True, slots=True)
class Class:
    """The rows of one class in one split, beside those that its share of all rows gives."""

    name: str
    split: str
    found: int
    expected: float
    total: int
    deviation: float

    @property
    def missing(self) -> bool:
        """None where there should be some."""
        share = self.expected / self.total
        return bool(self.found == 0 and (1 - share) ** self.total < CHANCE)

    @property
    def skewed(self) -> bool:
        """At least twice or at most half as many as expected, and not by chance."""
        apart = self.found >= 2 * self.expected or 2 * self.found <= self.expected
        return self.found > 0 and apart and abs(self.found - self.expected) >= DEVIATIONS * self.deviation


def classes(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Classes that splits lack or have a wrong share of, and classes with too few rows to train on."""
    with connection(rows, sense) as opened:
        sides = sides_of(opened)
        told = class_of(opened) if sides.held_out else ""
        if not told:
            return
        opened.execute(
            f"CREATE TEMP TABLE classed AS SELECT place, split, {told} AS class FROM rows WHERE problem = ''"
        )
        counted = list(_classes(opened))
        missing = [one for one in counted if one.missing]
        skewed = [one for one in counted if one.skewed]
        rare = [one for one in counted if one.split in sides.training and not one.missing and one.found < FEWEST]
        rare = rare if 2 * len(rare) <= len({one.name for one in counted}) else []
        yield from _told(opened, "class_missing", missing, entry("class_missing").severity)
        even = {split for split in sides.held_out if _even([one.found for one in counted if one.split == split])}
        severity = Severity.NOTE if {one.split for one in skewed} <= even else entry("class_share").severity
        yield from _told(opened, "class_share", skewed, severity)
        yield from _told(opened, "class_minimum", rare, entry("class_minimum").severity)


def class_of(opened: duckdb.DuckDBPyConnection) -> str:
    """The SQL expression that gives a row's class; empty where rows have none."""
    if _usable(opened, "kind"):
        return "kind"
    for column in COLUMNS:
        expression = f"json_extract_string(extra, '$.{column}')"
        if _usable(opened, expression):
            return expression
    labels = closed_set(opened)
    if labels:
        opened.execute("CREATE TEMP TABLE labels AS SELECT unnest(?::VARCHAR[]) AS label", [sorted(labels)])
        expression = "CASE WHEN lower(trim(answer, ' .')) IN (FROM labels) THEN lower(trim(answer, ' .')) END"
        return expression if _usable(opened, expression) else ""
    return ""


def _usable(opened: duckdb.DuckDBPyConnection, expression: str) -> bool:
    rows, full, different = opened.execute(
        f"SELECT count(*), count(*) FILTER ({expression} <> ''), count(DISTINCT {expression}) FROM rows WHERE problem = ''"
    ).fetchall()[0]
    return bool(full >= FULL * rows and 1 < different <= min(MOST, rows / 2))


def _classes(opened: duckdb.DuckDBPyConnection) -> Iterator[Class]:
    rows = opened.execute(
        """WITH counted AS (SELECT class, split, count(*) AS n FROM classed WHERE class <> '' GROUP BY ALL),
                every AS (SELECT class, split, coalesce(n, 0) AS n FROM (SELECT DISTINCT class FROM counted)
                          CROSS JOIN (SELECT DISTINCT split FROM counted) LEFT JOIN counted USING (class, split))
           SELECT class, split, n, sum(n) OVER (PARTITION BY class), sum(n) OVER (PARTITION BY split), sum(n) OVER ()
           FROM every ORDER BY class, split"""
    ).fetchall()
    for name, split, found, of_class, of_split, of_all in rows:
        share = int(of_split) / int(of_all)
        expected = int(of_class) * share
        yield Class(name, split, int(found), expected, int(of_class), sqrt(expected * (1 - share)))


def _even(counts: list[int]) -> bool:
    return min(counts) > 0 and max(counts) <= EVEN * min(counts)


def _told(opened: duckdb.DuckDBPyConnection, check: str, found: list[Class], severity: Severity) -> Iterator[Finding]:
    """A finding over the rows of the classes: those in the split, or for a missing class those in the others."""
    firsts: list[Hit] = []
    others: list[Hit] = []
    for one in found:
        evidence = f"{one.name[:40]!r} has {one.found:,} rows in {one.split or 'training'!r}, its share gives {one.expected:,.0f}"
        where = "split <> ?" if one.missing else "split = ?"
        places = opened.execute(
            f"SELECT place FROM classed WHERE class = ? AND {where} ORDER BY place", [one.name, one.split]
        ).fetchall()
        hits = [Hit(place, evidence) for (place,) in places]
        firsts, others = firsts + hits[:1], others + hits[1:]
    if firsts:
        count = opened.execute("SELECT count(*) FROM classed").fetchall()[0][0]
        figures = tuple(
            (f"{one.name[:30]} in {one.split or 'training'}", f"{one.found:,} of {one.expected:,.0f}")
            for one in found[:5]
        )
        yield finding(check, severity, entry(check).says, (*firsts, *others), count, figures)


SETS = (classes,)
