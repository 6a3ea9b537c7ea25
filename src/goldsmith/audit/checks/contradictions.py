"""Whether the set answers one question in two ways, or tells one fact with two values.

Prose may be worded in many ways, and a request to make something up may be met in many; what counts is two numbers, yes
and no, two labels of a closed set, two values of one field.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

import duckdb
import orjson
import pyarrow as pa

from goldsmith.audit.catalogue import entry
from goldsmith.audit.checks.duplicates import readable, where
from goldsmith.audit.findings import Finding, Hit, finding
from goldsmith.audit.keys import connection
from goldsmith.audit.questions import BARE, asks_yes_or_no, is_open, is_question, subject
from goldsmith.audit.replies import SHORT, Reply, contradiction, other_label, reply
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.extractors.choices import choices_in, taken
from goldsmith.extractors.examples import ASSISTANT, USER
from goldsmith.extractors.sameness import plain

KINDS = 12
"""Different answers to one question that are held against each other, those that come first."""
LABEL_ROWS = 3
"""Rows that a label of a closed set has at least."""
LABELS = 100
LABELLED = 0.8
"""Share of the short answers that are labels where they are a closed set."""
TASK = re.compile(
    r"\b(?:calculate|compute|solve|count|evaluate|determine|find|classify|extract|answer|label|parse)\b", re.I
)
CERTAIN, PERHAPS = "contradiction", "possible_contradiction"
OTHERWISE, UNREAD = "fact_contradiction", "unread_context"
ABOUT = re.compile(
    r"expla|ration|reason|comment|note|source|url|link|evidence|answer|response|output|prediction|name$|id$", re.I
)
"""Columns about an answer, which say nothing of what was asked."""
LONG = 10
"""Letters of a cell that can hold what a question is about."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer to a question, and the row in which it stands first."""

    group: int
    said: int
    file: str
    row: int
    prompt: str
    answer: str
    extra: str
    given: bool

    @property
    def reply(self) -> Reply:
        """The answer taken apart."""
        return reply(self.answer, self.prompt)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer that cannot be true beside another answer to the same question."""

    check: str
    group: int
    said: int
    evidence: str


def contradictions(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Questions with two answers, and facts with two values."""
    with connection(rows, sense) as opened:
        count = readable(opened)
        labels = closed_set(opened)
        found = [one for group in _groups(opened, "asked") for one in _judged(group, labels)]
        facts = [one for group in _groups(opened, "bag") for one in _judged_facts(group)]
        told: set[int] = set()
        for check, key, conflicts in (
            (UNREAD, "asked", found),
            (CERTAIN, "asked", found),
            (OTHERWISE, "bag", facts),
            (PERHAPS, "asked", found),
            (PERHAPS, "bag", facts),
        ):
            hits = [
                hit
                for hit in _hits(opened, key, [one for one in conflicts if one.check == check])
                if hit.place not in told
            ]
            told |= {hit.place for hit in hits}
            if hits:
                yield finding(check, entry(check).severity, entry(check).says, hits, count)


def closed_set(opened: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The labels of the set, where nearly all of its short answers are a few that recur."""
    rows = opened.execute(
        "SELECT label, count(*) AS n FROM keys WHERE last AND label IS NOT NULL GROUP BY label ORDER BY n DESC, label"
    ).fetchall()
    total = sum(count for _, count in rows)
    labels = [(label, count) for label, count in rows[:LABELS] if count >= LABEL_ROWS]
    closed = len(labels) > 1 and sum(count for _, count in labels) >= LABELLED * total
    return frozenset(label for label, _ in labels) if closed else frozenset()


def _groups(opened: duckdb.DuckDBPyConnection, key: str) -> Iterator[list[Said]]:
    """The different answers of every question that has several, in the order of the rows."""
    found = opened.cursor().execute(
        f"""WITH told AS (SELECT {key} AS key, said, min(place) AS place, arg_min(turn, place) AS turn
                          FROM keys WHERE {key} IS NOT NULL GROUP BY ALL),
                 several AS (SELECT key FROM told GROUP BY key HAVING count(*) > 1),
                 ranked AS (SELECT *, row_number() OVER (PARTITION BY key ORDER BY place) AS number
                            FROM told WHERE key IN (FROM several))
            SELECT key, said, turn, file, row, turns, extra, context FROM ranked JOIN rows USING (place)
            WHERE number <= {KINDS} ORDER BY key, number"""
    )
    stream = iter(lambda: found.fetchone(), None)
    for _, group in groupby(stream, key=lambda row: row[0]):
        yield [
            Said(key, said, file, row, *_turn(turns, turn), extra, bool(context))
            for key, said, turn, file, row, turns, extra, context in group
        ]


def _turn(turns: Sequence[dict[str, str]], number: int) -> tuple[str, str]:
    """The question and the answer of one assistant turn."""
    places = [place for place, turn in enumerate(turns) if turn["role"] == ASSISTANT]
    asked = [turn["content"] for turn in turns[: places[number]] if turn["role"] == USER]
    return (asked[-1] if asked else "", turns[places[number]]["content"])


def _judged(group: Sequence[Said], labels: frozenset[str]) -> Iterator[Conflict]:
    """The answers of one question that another of its answers denies."""
    prompt = group[0].prompt
    replies = [one.reply for one in group]
    loose = is_open(prompt) and not (group[0].given and asks_yes_or_no(prompt))
    found: dict[tuple[int, str], Conflict] = {}
    for (one, left), (other, right) in combinations(zip(group, replies, strict=True), 2):
        check, what = _verdict(prompt, left, right, labels, loose=loose)
        for said, against in ((one, other), (other, one)) if check else ():
            unread = _unread(said, against) if check == CERTAIN else ""
            told = "" if unread else _column(said, against)
            evidence = f"{prompt[:60]!r}: {what}{told}, {where(against.file, against.row)}"
            evidence += f"; {unread!r} differs and is not read" if unread else ""
            by = UNREAD if unread else check
            found.setdefault((said.said, by), Conflict(by, said.group, said.said, evidence))
    yield from found.values()


def _verdict(prompt: str, one: Reply, other: Reply, labels: frozenset[str], *, loose: bool) -> tuple[str, str]:
    """The check that two answers to one prompt fall under, and what they say; empty where both may be true."""
    choices = choices_in(prompt)
    if choices and (mine := taken(one.text, choices)) and (its := taken(other.text, choices)):
        return (CERTAIN, f"{one.text[:50]!r} and {other.text[:50]!r}") if mine != its else ("", "")
    both = f"{one.text[:50]!r} and {other.text[:50]!r}"
    if one.label in labels and other.label in labels and one.label != other.label:
        return ("", "") if loose and prompt.count(" ") < BARE else (CERTAIN, both)
    what = contradiction(one, other)
    if what and one.json is not None:
        return (CERTAIN, what) if not loose or _is_read_off(prompt, what) else ("", "")
    if loose:
        return "", ""
    if what and one.yes is not other.yes and not asks_yes_or_no(prompt):
        return PERHAPS, what
    if what:
        return (CERTAIN, what) if _is_closed(prompt) or max(one.words, other.words) <= SHORT else ("", "")
    return (PERHAPS, both) if is_question(prompt) and other_label(one, other) else ("", "")


def _is_closed(prompt: str) -> bool:
    return "?" in prompt[-200:] or is_question(prompt) or TASK.search(prompt[:200]) is not None


def _is_read_off(prompt: str, what: str) -> bool:
    """Whether one of two differing values stands in the prompt, so that it is read and not made up."""
    values = what.partition(" is ")[2].split(" and ")
    return any(plain(value) and plain(value) in plain(prompt) for value in values)


def _column(one: Said, other: Said) -> str:
    """A column that tells the two rows apart and is not part of the question."""
    mine, its = orjson.loads(one.extra), orjson.loads(other.extra)
    names = [
        name
        for name in mine
        if name in its and mine[name] != its[name] and 0 < len(mine[name]) <= 30 and not name.lower().endswith("id")
    ]
    return f" (column {names[0]!r}: {mine[names[0]]!r} and {its[names[0]]!r})" if names else ""


def _unread(one: Said, other: Said) -> str:
    """The first column of texts or objects, not read, that tells two questions apart; a title that both share does not."""
    mine, its = orjson.loads(one.extra), orjson.loads(other.extra)
    told = (name for name in mine if name in its and mine[name] != its[name] and not ABOUT.search(name))
    return next((name for name in told if _holds_text(mine[name]) and _holds_text(its[name])), "")


def _holds_text(cell: str) -> bool:
    return len(cell) >= LONG and (" " in cell.strip() or cell[0] in "{[")


def _judged_facts(group: Sequence[Said]) -> Iterator[Conflict]:
    """The answers to one fact, asked in different words, that another denies."""
    found: dict[tuple[int, str], Conflict] = {}
    for one, other in combinations(group, 2):
        if plain(one.prompt) == plain(other.prompt) or not contradiction(one.reply, other.reply):
            continue
        check = OTHERWISE if subject(one.prompt) == subject(other.prompt) else PERHAPS
        for said, against in ((one, other), (other, one)):
            evidence = (
                f"{said.prompt[:50]!r} {said.answer[:30]!r}, and {against.prompt[:50]!r} {against.answer[:30]!r}"
                f"{_column(said, against)}, {where(against.file, against.row)}"
            )
            found.setdefault((said.said, check), Conflict(check, said.group, said.said, evidence))
    yield from found.values()


def _hits(opened: duckdb.DuckDBPyConnection, key: str, conflicts: Iterable[Conflict]) -> Iterator[Hit]:
    """Every row that gives one of the answers to its question."""
    rows = [(one.group, one.said, one.evidence) for one in conflicts]
    if not rows:
        return
    names = ("key", "said", "evidence")
    opened.register("conflicts", pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))))
    found = opened.execute(
        f"""SELECT place, min(evidence) FROM keys k JOIN conflicts c ON k.{key} = c.key AND k.said = c.said
            GROUP BY place ORDER BY place"""
    ).fetchall()
    yield from (Hit(place, evidence) for place, evidence in found)


SETS = (contradictions,)
