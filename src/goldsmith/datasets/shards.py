"""Makes and judges rows, a shard of consecutive rows of the plan at a time; shards are cut by the plan, never by the number of workers."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.errors import Findings, GoldsmithError
from goldsmith.core.nouns import Refusal, Row, Task
from goldsmith.datasets.domain import RecordType, load_domain
from goldsmith.datasets.plan import positions, task
from goldsmith.datasets.realise import realise
from goldsmith.datasets.recipe import Recipe
from goldsmith.datasets.replace import Before, before_file, read_before
from goldsmith.datasets.sealed import Shard, ShardWriter
from goldsmith.validators.digests import summary
from goldsmith.validators.rows import judge

MAX_ATTEMPTS = 25
"""Refusals in a row that are no bad luck any more."""
SHARD_ROWS = 1_000
"""Rows that a killed worker loses at most."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is asked to do: which rows of which recipe, with which domain, into which folder."""

    recipe: Recipe
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
    start = order.number * order.shard_rows
    with ShardWriter(order.shard, before.dropped) as writer:
        for cell, ordinal in positions(order.recipe, start, start + order.shard_rows):
            made = _made_or_kept(order, types[cell], ordinal, before)
            writer.add(made.line, made.row, made.digests, made.dropped)
    return order.shard.counts()


def _made_or_kept(order: Order, kind: RecordType, ordinal: int, before: Before) -> Made:
    wanted = task(order.recipe, kind.cell, ordinal)
    id_ = f"{wanted.cell}-{ordinal:07d}"
    if id_ in before.kept:
        return _kept(kind, before.kept[id_] + b"\n", id_)
    return make_row(order.recipe, kind, wanted, few=wanted.cell in order.few, first=before.first.get(id_, 0))


def _kept(kind: RecordType, line: bytes, id_: str) -> Made:
    """A row of the release before, judged like a new one.

    Raises Findings where it does not pass any more, since the ledger does not allow to make it anew.
    """
    row = orjson.loads(line)
    judged = judge(row, kind.knowledge)
    if judged.failures or judged.reading is None:
        verdict = judged.failures[0]
        raise Findings(
            f"{id_} of the release before fails {verdict.rule}: {verdict.reason}; name it in the ledger, too"
        )
    return Made(line, row, summary(row, judged.reading), ())


def make_row(recipe: Recipe, kind: RecordType, wanted: Task, *, few: bool, first: int = 0) -> Made:
    """The first attempt, from `first` on, that every row check accepts, judged from its bytes.

    Raises GoldsmithError that names the gates when MAX_ATTEMPTS are refused.
    """
    dropped: list[dict[str, Any]] = []
    for attempt in range(first, first + MAX_ATTEMPTS):
        row = realise(recipe, kind, wanted, attempt, by_digest=few)
        if isinstance(row, Refusal):
            dropped.append(drop(wanted, attempt, row.gate, row.reason))
            continue
        line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
        read_back = orjson.loads(line)
        judged = judge(read_back, kind.knowledge)
        if judged.ok and judged.reading is not None:
            return Made(line, read_back, summary(read_back, judged.reading), tuple(dropped))
        dropped += [drop(wanted, attempt, verdict.rule, verdict.reason) for verdict in judged.failures[:1]]
    gates = Counter(entry["gate"] for entry in dropped).most_common(3)
    last = dropped[-1]["reason"]
    raise GoldsmithError(
        f"{wanted.cell}-{wanted.ordinal:07d} ({wanted.stratum}): {MAX_ATTEMPTS} attempts refused by {gates}; the last: {last}"
    )


def drop(wanted: Task, attempt: int, gate: str, reason: str) -> dict[str, Any]:
    """The ledger's entry for an attempt that was not kept."""
    return {
        "id": f"{wanted.cell}-{wanted.ordinal:07d}",
        "cell": wanted.cell,
        "attempt": attempt,
        "stratum": wanted.stratum,
        "gate": gate,
        "reason": reason[:300],
    }
