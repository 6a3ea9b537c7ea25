"""Work shards: consecutive rows of the plan, made and judged by one worker, kept on disk so that a killed build resumes.

Shards are cut by the plan, never by the number of workers.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.core.canonical import digest, digest_of_file
from goldsmith.core.errors import Findings, GoldsmithError
from goldsmith.core.files import write_bytes, write_text
from goldsmith.core.nouns import Refusal, Task
from goldsmith.datasets.domain import RecordType, load_domain
from goldsmith.datasets.plan import task
from goldsmith.datasets.realise import realise
from goldsmith.datasets.recipe import Recipe
from goldsmith.datasets.replace import Before, before_file, read_before
from goldsmith.validators.digests import summary
from goldsmith.validators.rows import judge

MAX_ATTEMPTS = 25
"""Refusals in a row that are no bad luck any more."""
SHARD_ROWS = 500
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
    def lines(self) -> Path:
        """The judged rows, one canonical JSON line each."""
        return self.folder / f"shard-{self.number:06d}.jsonl"

    @property
    def digests(self) -> Path:
        """The rows' digests."""
        return self.folder / f"shard-{self.number:06d}.digests.parquet"

    @property
    def ledger(self) -> Path:
        """What was dropped, with gate and reason."""
        return self.folder / f"shard-{self.number:06d}.dropped.jsonl"

    @property
    def seal(self) -> Path:
        """The digests of the other three files; written last, so a shard that fits its seal is whole and unchanged."""
        return self.folder / f"shard-{self.number:06d}.seal"

    def sealed(self) -> str:
        """What the seal says of the files as they are."""
        return "".join(digest_of_file(path) + "\n" for path in (self.lines, self.digests, self.ledger))

    @property
    def whole(self) -> bool:
        """Whether the shard lies there as it was made: not cut short, and not edited since."""
        try:
            return self.seal.read_text(encoding="utf-8") == self.sealed()
        except (OSError, UnicodeDecodeError):
            return False


@dataclass(frozen=True, slots=True)
class Made:
    """One accepted row as bytes, its digests, and the attempts that were dropped before it."""

    line: bytes
    digests: dict[str, Any]
    dropped: tuple[dict[str, Any], ...]


def positions(recipe: Recipe) -> Iterator[tuple[str, int]]:
    """Every row of the plan as (cell, ordinal): the first of each cell, then the second of each, and so on."""
    counts = recipe.per_kind()
    for ordinal in range(max(counts.values())):
        for cell, count in counts.items():
            if ordinal < count:
                yield cell, ordinal


def make_shard(order: Order) -> tuple[int, int]:
    """Make, judge and store the rows of one shard; gives its rows and drops. A shard that is whole is left as it is."""
    if order.whole:
        return pq.read_metadata(order.digests).num_rows, len(order.ledger.read_bytes().splitlines())
    types = load_domain(order.domain)
    start = order.number * order.shard_rows
    before = read_before(before_file(order.folder, order.number))
    made = [
        _made_or_kept(order, types[cell], ordinal, before)
        for cell, ordinal in islice(positions(order.recipe), start, start + order.shard_rows)
    ]
    dropped = before.dropped + [entry for row in made for entry in row.dropped]
    write_bytes(order.ledger, (orjson.dumps(entry) + b"\n" for entry in dropped))
    write_bytes(order.lines, (row.line + b"\n" for row in made))
    _read_back(order.lines, made)
    beside = order.digests.with_name(order.digests.name + ".partial")
    pq.write_table(pa.Table.from_pylist([row.digests for row in made]), beside)
    beside.replace(order.digests)
    write_text(order.seal, order.sealed())
    return len(made), len(dropped)


def _made_or_kept(order: Order, kind: RecordType, ordinal: int, before: Before) -> Made:
    wanted = task(order.recipe, kind.cell, ordinal)
    id_ = f"{wanted.cell}-{ordinal:07d}"
    if id_ in before.kept:
        return _kept(kind, before.kept[id_], id_)
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
    return Made(line, summary(row, judged.reading), ())


def _read_back(path: Path, made: list[Made]) -> None:
    """What lies on the disk is, byte for byte, what was judged."""
    if digest(path.read_bytes()) != digest(b"".join(row.line + b"\n" for row in made)):
        raise GoldsmithError(f"{path} does not hold what was written; check the disk")


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
        line = orjson.dumps(row)
        read_back = orjson.loads(line)
        judged = judge(read_back, kind.knowledge)
        if judged.ok and judged.reading is not None:
            return Made(line, summary(read_back, judged.reading), tuple(dropped))
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
