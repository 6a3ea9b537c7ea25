"""Rows that are nearly the same: candidates meet in a band of their MinHash (Broder 1997), and their words decide.

Two rows from one template with other values are no duplicates, nor are two questions about one passage.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import duckdb

from goldsmith.audit.questions import EMPTY
from goldsmith.extractors.sameness import TAIL, plain

LIKE = 0.8
"""The share of their words that two rows have in common from which they count as nearly the same."""
SYNONYMS = 0.03
"""Share of the words that may be replaced by others."""
MOST = 200_000
"""Candidate pairs that are looked at, those that come first."""
BATCH = 2_000
NAME = re.compile(r"(?<=[a-zß-ÿ,;] )[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)*")
"""Words with a capital in mid-sentence."""
TURNING = frozenset(("not", "no", "never", "without", "except", "min", "max", "before", "after", "left", "right"))
"""Words that make another question of one."""


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
    if any(map(_is_value, apart)) or not alike(plain(given), plain(before)):
        return False
    return not any(word for word in apart if word not in EMPTY) or len(only_here) == len(only_there) == 1


def difference(prompt: str, answer: str, earlier_prompt: str, earlier_answer: str) -> str | None:
    """The words in which two rows differ; None where they are not nearly the same."""
    asked, said, before, told = map(plain, (prompt, answer, earlier_prompt, earlier_answer))
    if not alike(asked, before) or not alike(said, told) or not _same_request(asked, before):
        return None
    here, there = Counter(f"{prompt} {answer}".split()), Counter(f"{earlier_prompt} {earlier_answer}".split())
    only_here, only_there = here - there, there - here
    names = {name for text in (prompt, answer, earlier_prompt, earlier_answer) for name in NAME.findall(text)}
    known = set(" ".join(names).split())
    apart = [*only_here, *only_there]
    if any(_is_value(word) or word.strip(TAIL) in known for word in apart):
        return None
    if _replaced(only_here, only_there, here.total()):
        return None
    return f"{' '.join(only_here)[:60]!r} for {' '.join(only_there)[:60]!r}"


def _replaced(here: Iterable[str], there: Iterable[str], words: int) -> bool:
    """Whether other things are spoken of: content words that stand for other ones, but for typing errors and a rare synonym."""
    left = [word for word in map(plain, here) if word and word not in EMPTY]
    right = [word for word in map(plain, there) if word and word not in EMPTY]
    if not left or not right:
        return False
    if len(left) == len(right) == 1 and SequenceMatcher(None, left[0], right[0]).ratio() >= LIKE:
        return False
    return max(len(left), len(right)) > SYNONYMS * words


def alike(one: str, other: str) -> bool:
    """Whether most of the words of two texts are the same words (Jaccard, with multiplicity)."""
    left, right = Counter(one.split()), Counter(other.split())
    return one == other or (left & right).total() >= LIKE * (left | right).total()


def _same_request(one: str, other: str) -> bool:
    """Whether what is asked at the start and at the end of two prompts is the same but for a few words."""
    left, right = one.split(), other.split()
    return all(
        len(set(part) & set(counter)) * 2 >= len(set(part))
        for part, counter in ((left[:8], right[:12]), (left[-8:], right[-12:]))
    )


def _is_value(word: str) -> bool:
    """A word that makes it another row: a number, or one that turns the meaning."""
    return any(map(str.isdigit, word)) or word.lower().strip(TAIL) in TURNING
