"""Whether rows stand twice: to the letter, but for case and punctuation, or nearly.

Rows are compared within one split; what stands in two is leakage.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import duckdb

from goldsmith.audit.catalogue import entry
from goldsmith.audit.findings import Finding, Hit, Severity, finding
from goldsmith.audit.keys import connection
from goldsmith.audit.near import Pair, within
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense

MANY = 0.01
"""Share of the rows from which repeats weigh; fewer are a note."""


def duplicates(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Rows that repeat an earlier row of their split; each is named by the closest of the three checks."""
    with connection(rows, sense) as opened:
        count = readable(opened)
        exact = _repeats(opened, "whole", "exact")
        respelled = _repeats(opened, "same", "same")
        yield from _told("exact_duplicate", exact, count)
        yield from _told("normalised_duplicate", respelled, count)
        known = {hit.place for hit in (*exact, *respelled)}
        near = [pair for pair in within(opened) if pair.later not in known]
        yield from _told("near_duplicate", [Hit(pair.later, _evidence(pair)) for pair in near], count)


def readable(opened: duckdb.DuckDBPyConnection) -> int:
    """Rows that have keys."""
    found: list[Any] = opened.execute("SELECT count(*) FROM keys WHERE last").fetchall()
    return int(found[0][0])


def _repeats(opened: duckdb.DuckDBPyConnection, key: str, how: str) -> list[Hit]:
    """Rows whose key stands in an earlier row of the split; with `same`, those alone whose letters differ."""
    rows = opened.execute(
        f"""WITH firsts AS (
                SELECT place, whole, split, min(place) OVER (PARTITION BY split, {key}) AS first,
                       min(place) OVER (PARTITION BY split, whole) AS twin
                FROM keys WHERE last AND {key} IS NOT NULL)
            SELECT k.place, r.file, r.row, s.prompt, s.answer FROM firsts k
            JOIN rows r ON r.place = k.first JOIN rows s ON s.place = k.place
            WHERE k.place > k.first {"AND k.twin = k.place" if how == "same" else ""} ORDER BY k.place"""
    ).fetchall()
    return [
        Hit(place, f"{where(file, row)} says {_shown(prompt, answer)}") for place, file, row, prompt, answer in rows
    ]


def where(file: str, row: int) -> str:
    """A row as people look it up."""
    return f"row {row} of {file.rsplit('/', 1)[-1]}"


def _shown(prompt: str, answer: str) -> str:
    return f"{prompt[:60]!r} → {answer[:40]!r}" if prompt else f"{answer[:90]!r}"


def _evidence(pair: Pair) -> str:
    return f"{where(pair.file, pair.row)}, all but {pair.differing}"


def _told(check: str, hits: Iterable[Hit], count: int) -> Iterator[Finding]:
    named = list(hits)
    if named:
        told = entry(check)
        severity = told.severity if len(named) >= MANY * count else Severity.NOTE
        yield finding(check, severity, told.says, named, count)


SETS = (duplicates,)
