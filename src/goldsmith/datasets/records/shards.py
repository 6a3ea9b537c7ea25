"""Makes and judges rows, a shard of consecutive rows of the plan at a time; shards are cut by the plan, never by the number of workers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.errors import Findings, GoldsmithError
from goldsmith.core.nouns import Refusal, Row, Task, Verdict
from goldsmith.datasets.records.domain import RecordType, load_domain
from goldsmith.datasets.records.plan import positions, task
from goldsmith.datasets.records.realise import realise
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.datasets.records.replace import Before, before_file, read_before
from goldsmith.datasets.sealed import TOGETHER, Shard, ShardWriter
from goldsmith.validators.digests import summary
from goldsmith.validators.rows import judge

MAX_ATTEMPTS = 25
"""Refusals in a row that are no bad luck any more."""
SHARD_ROWS = 1_000
"""Rows that a killed worker loses at most."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is asked to do: which rows of which recipe, with which domain, into which folder."""

    recipe: RecordRecipe
    domain: str
    few: frozenset[str]
    folder: Path
    number: int
    shard_rows: int

    @property
    def shard(self) -> Shard:
        """Where the rows go."""
        return Shard(self.folder, self.number)


@dataclass(frozen=True, slots=True)
class Made:
    """One accepted row as bytes and as read back from them, its digests, and the attempts that were dropped before it."""

    line: bytes
    row: Row
    digests: dict[str, Any]
    dropped: tuple[dict[str, Any], ...]


def make_shard(order: Order) -> tuple[int, int]:
    """Make, judge and store the rows of one shard; gives its rows and drops. A shard that is whole is left as it is."""
    if order.shard.whole:
        return order.shard.counts()
    types = load_domain(order.domain)
    before = read_before(before_file(order.folder, order.number))
    with ShardWriter(order.shard, before.dropped) as writer:
        for wanted in _tasks(order, types):
            for made in _made(order.recipe, types, wanted, before, order.few):
                writer.add(made.line, made.row, made.digests, made.dropped)
    return order.shard.counts()


def _tasks(order: Order, types: Mapping[str, RecordType]) -> Iterator[list[Task]]:
    """The tasks of a shard, TOGETHER at a time."""
    start = order.number * order.shard_rows
    places = positions(order.recipe, start, start + order.shard_rows)
    while wanted := [task(order.recipe, types[cell].cell, ordinal) for cell, ordinal in islice(places, TOGETHER)]:
        yield wanted


def _made(
    recipe: RecordRecipe, types: Mapping[str, RecordType], wanted: list[Task], before: Before, few: frozenset[str]
) -> Iterator[Made]:
    """The rows of some tasks; all first attempts are written before any is judged, since doing one thing at a time is faster."""
    fresh = [one for one in wanted if one.id not in before.kept and one.id not in before.first]
    rows = {one.id: realise(recipe, types[one.cell], one, 0, by_digest=one.cell in few) for one in fresh}
    for one in wanted:
        kind, row = types[one.cell], rows.get(one.id)
        if one.id in before.kept:
            yield _kept(kind, before.kept[one.id] + b"\n", one.id)
        elif isinstance(row, dict) and isinstance(made := accepted(line_of(row), kind), Made):
            yield made
        else:
            yield make_row(recipe, kind, one, few=one.cell in few, first=before.first.get(one.id, 0))


def _kept(kind: RecordType, line: bytes, id_: str) -> Made:
    """A row of the release before, judged like a new one.

    Raises Findings where it does not pass any more, since the ledger does not allow to make it anew.
    """
    made = accepted(line, kind)
    if isinstance(made, Verdict):
        raise Findings(f"{id_} of the release before fails {made.rule}: {made.reason}; name it in the ledger, too")
    return made


def line_of(row: Row) -> bytes:
    """The row as a canonical line."""
    return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


def accepted(line: bytes, kind: RecordType) -> Made | Verdict:
    """The row that a line holds, read back and judged, or the first thing that is wrong with it."""
    row = orjson.loads(line)
    judged = judge(row, kind.knowledge)
    if judged.failures or judged.reading is None:
        return judged.failures[0]
    return Made(line, row, summary(row, judged.reading), ())


def make_row(recipe: RecordRecipe, kind: RecordType, wanted: Task, *, few: bool, first: int = 0) -> Made:
    """The first attempt, from `first` on, that every row check accepts, judged from its bytes.

    Raises GoldsmithError that names the gates when MAX_ATTEMPTS are refused.
    """
    dropped: list[dict[str, Any]] = []
    for attempt in range(first, first + MAX_ATTEMPTS):
        row = realise(recipe, kind, wanted, attempt, by_digest=few)
        if isinstance(row, Refusal):
            dropped.append(drop(wanted, attempt, row.gate, row.reason))
            continue
        made = accepted(line_of(row), kind)
        if isinstance(made, Made):
            return replace(made, dropped=tuple(dropped))
        dropped.append(drop(wanted, attempt, made.rule, made.reason))
    gates = Counter(entry["gate"] for entry in dropped).most_common(3)
    last = dropped[-1]["reason"]
    raise GoldsmithError(
        f"{wanted.id} ({wanted.stratum}): {MAX_ATTEMPTS} attempts refused by {gates}; the last: {last}"
    )


def drop(wanted: Task, attempt: int, gate: str, reason: str) -> dict[str, Any]:
    """The ledger's entry for an attempt that was not kept."""
    return {
        "id": wanted.id,
        "cell": wanted.cell,
        "attempt": attempt,
        "stratum": wanted.stratum,
        "gate": gate,
        "reason": reason[:300],
    }
