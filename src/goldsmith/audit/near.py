"""Rows that are nearly the same: candidates meet in a band of their MinHash (Broder 1997), and their words decide.

Two rows from one template with other values are no duplicates, nor are two questions about one passage.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from goldsmith.extractors.likeness import EMPTY, alike, difference, is_value
from goldsmith.extractors.sameness import plain

MOST = 200_000
"""Candidate pairs that are looked at, those that come first."""
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Pair:
    """A row that is nearly an earlier one, where that stands, and the words in which they differ."""

    later: int
    file: str
    row: int
    differing: str


def within(opened: duckdb.DuckDBPyConnection) -> Iterator[Pair]:
    """Pairs in one split; a row is compared with the first and the last before it of each band."""
    candidates = """SELECT place, unnest([first, before]) AS earlier FROM (
            SELECT place, min(place) OVER bucket AS first, lag(place) OVER bucket AS before
            FROM bands WHERE (band, split) IN (SELECT band, split FROM bands GROUP BY ALL HAVING count(*) > 1)
            WINDOW bucket AS (PARTITION BY band, split ORDER BY place)) WHERE before IS NOT NULL"""
    yield from _near(opened, candidates)


def across(opened: duckdb.DuckDBPyConnection, known: str, held_out: Sequence[str]) -> Iterator[Pair]:
    """Rows of the splits `held_out` that are nearly a row of the split `known`."""
    there, here = (", ".join(f"'{_quoted(split)}'" for split in splits) for splits in ((known,), held_out))
    candidates = f"""SELECT place, unnest([first, final]) AS earlier FROM bands b
        JOIN (SELECT band, min(place) AS first, max(place) AS final FROM bands WHERE split = {there} GROUP BY band) t
        USING (band) WHERE b.split IN ({here})"""
    yield from _near(opened, candidates)


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _near(opened: duckdb.DuckDBPyConnection, candidates: str) -> Iterator[Pair]:
    found = opened.cursor().execute(
        f"""WITH bands AS (SELECT place, split, unnest(bands) AS band FROM keys WHERE bands IS NOT NULL),
                 candidates AS (SELECT DISTINCT place, earlier FROM ({candidates}) WHERE earlier <> place)
            SELECT c.place, e.file, e.row, l.context, e.context, l.prompt, l.answer, e.prompt, e.answer
            FROM (FROM candidates ORDER BY place, earlier LIMIT {MOST}) c
            JOIN rows l ON l.place = c.place JOIN rows e ON e.place = c.earlier ORDER BY c.place, e.place"""
    )
    last = -1
    while batch := found.fetchmany(BATCH):
        for place, file, row, given, before, *texts in batch:
            same = place != last and one_context(given, before)
            differing = difference(*texts) if same else None
            if differing is not None:
                last = place
                yield Pair(place, file, row, differing)


def one_context(given: str, before: str) -> bool:
    """Whether two questions are asked about one text, but for signs and typing errors: other words tell other things."""
    if given == before:
        return True
    here, there = Counter(plain(given).split()), Counter(plain(before).split())
    only_here, only_there = here - there, there - here
    apart = [*only_here, *only_there]
    if any(map(is_value, apart)) or not alike(plain(given), plain(before)):
        return False
    return not any(word for word in apart if word not in EMPTY) or len(only_here) == len(only_there) == 1
