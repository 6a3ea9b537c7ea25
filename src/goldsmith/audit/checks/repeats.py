"""Whether answers in prose are different ones: one text for many rows, or a few texts for all."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import duckdb

from goldsmith.audit.catalogue import entry
from goldsmith.audit.findings import Finding, Hit, Severity, finding
from goldsmith.audit.keys import connection
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.extractors.sameness import plain
from goldsmith.validators.human_reference import human_reference
from goldsmith.validators.skeletons import OPENING

LEAST = 100
"""Answers in prose below which a share says nothing."""
ONE = 0.10
"""Share of the answers from which one text is a warning."""
FEW = 0.30
"""Different answers for one answer, below which they are few."""
OFTEN, BY_HEART = 10, 0.80
"""Rows in which an answer stands often; and the share of such answers from which all are learned by heart."""
LABELS = 200
"""Different answers that may be labels put in a sentence."""
LABEL_WORDS = 12
MOSTLY = 0.5
"""Share of the rows from which what is true of prose is told of short answers too."""


class Answers(NamedTuple):
    """The answers in prose to different questions: all, different ones, the commonest, those that come often; and all rows."""

    total: int
    different: int
    most: int
    often: int
    rows: int


def repeats(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Few different answers for all rows, or else one answer for many."""
    with connection(rows, sense) as opened:
        answers = _answers(opened)
        if answers.total < LEAST or _are_labels(opened, answers):
            return
        if answers.different < FEW * answers.total:
            severity = Severity.ERROR if answers.often >= BY_HEART * answers.total else entry("few_answers").severity
            beside = f"{100 * human_reference().distinct_answers:.0f} for 100"
            told = (("different answers", f"{answers.different:,} for {answers.total:,}"), ("people", beside))
            hits = _hits(opened, "true" if answers.total >= MOSTLY * answers.rows else "prose", 2)
            yield finding("few_answers", severity, entry("few_answers").says, hits, answers.rows, told)
        elif answers.most >= ONE * answers.total:
            hits = _hits(opened, "prose", int(ONE * answers.total))
            yield finding(
                "common_answer", entry("common_answer").severity, entry("common_answer").says, hits, answers.rows
            )


def _answers(opened: duckdb.DuckDBPyConnection) -> Answers:
    found = opened.execute(
        f"""SELECT coalesce(sum(n), 0), count(*), coalesce(max(n), 0), coalesce(sum(n) FILTER (n >= {OFTEN}), 0),
                   (SELECT count(*) FROM keys WHERE last)
            FROM (SELECT count(DISTINCT asked) AS n FROM keys WHERE prose GROUP BY said)"""
    ).fetchall()[0]
    return Answers(*map(int, found))


def _are_labels(opened: duckdb.DuckDBPyConnection, answers: Answers) -> bool:
    """Whether a few short sentences that begin alike do nothing but name a label."""
    if not 1 < answers.different <= LABELS:
        return False
    texts = opened.execute(
        """SELECT answer, n FROM (SELECT min(place) AS place, count(*) AS n FROM keys WHERE prose AND last GROUP BY said)
           JOIN rows USING (place)"""
    ).fetchall()
    openings: Counter[str] = Counter()
    for answer, count in texts:
        openings[" ".join(plain(answer).split()[:OPENING])] += count
    words = sum(count * len(answer.split()) for answer, count in texts)
    alike = max(openings.values(), default=0) >= MOSTLY * openings.total()
    return alike and words <= LABEL_WORDS * openings.total()


def _hits(opened: duckdb.DuckDBPyConnection, which: str, least: int) -> Iterator[Hit]:
    """Rows with one of the answers `which` (an SQL condition) that stands in so many rows."""
    found = opened.execute(
        f"""SELECT place, any_value(answer), max(n) FROM (
                SELECT place, n FROM keys JOIN (SELECT said, count(DISTINCT asked) AS n FROM keys WHERE {which} GROUP BY said)
                USING (said) WHERE {which}) JOIN rows USING (place)
            WHERE n >= {least} GROUP BY place ORDER BY place"""
    ).fetchall()
    yield from (Hit(place, f"{count:,} answers are {answer[:80]!r}") for place, answer, count in found)


SETS = (repeats,)
