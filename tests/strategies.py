"""What the laws are drawn from: dice, record types, tasks, and the values that people write."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import duckdb
import pyarrow as pa
from hypothesis import strategies as st

from goldsmith.core.nouns import Refusal, Row, Task
from goldsmith.datasets import recipe as recipes
from goldsmith.datasets.records import realise as realising
from goldsmith.datasets.records.domain import RecordType, builtin
from goldsmith.datasets.records.plan import task
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.validators.relations import prepare, refused_by, register_vocabulary, rule_file
from goldsmith.validators.rows import judge

TYPES = builtin()
KINDS = tuple(TYPES)
DERIVING = tuple(name for name, kind in TYPES.items() if kind.derived)
EXTRACTION = recipes.load("extraction", TYPES)

dice = st.randoms(use_true_random=False)
"""Any dice at all, also those that always show one: a sampler that redraws until it likes what it sees would hang."""

whole_cents = st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
money = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
percents = st.integers(0, 1000).map(lambda tenths: Decimal(tenths).scaleb(-1))
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
zones = st.integers(-24, 28).map(lambda halves: timezone(timedelta(minutes=30 * halves)) if halves else UTC)
moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31), timezones=zones).map(
    lambda at: at.replace(microsecond=0)
)


def tasks(kind: RecordType) -> st.SearchStrategy[Task]:
    """Every way a row of this record type may have to be, also those that the plan deals rarely."""
    modes = ("stated", "derived") if kind.derived else ("stated",)
    return st.builds(
        Task,
        st.just(kind.kind.name),
        st.integers(0, 1000),
        st.sampled_from(("train", "validation", "test")),
        st.sampled_from(kind.cell.genres),
        st.sampled_from(("", *kind.cell.oddities)),
        st.sampled_from(modes),
    )


def recipe(**changes: Any) -> RecordRecipe:
    """A recipe of two small record types, or of what `changes` say."""
    asked = {"name": "small", "version": "1.0.0", "count": 40, "kinds": ["location", "invoice"], "seed": 7} | changes
    return recipes.validated(asked, "small", TYPES)


def rolled(kind: RecordType, wanted: Task, rng: random.Random) -> Row | Refusal:
    """The row that these dice give where production would use its keyed stream."""
    with patch.object(realising, "stream", lambda *key: rng):
        return realising.realise(EXTRACTION, kind, wanted, 0)


def planned_rows(name: str, count: int, of: RecordRecipe = EXTRACTION) -> Iterator[Row | Refusal]:
    """The first attempts at the first rows of a record type, as the plan has them."""
    kind = TYPES[name]
    return (realising.realise(of, kind, task(of, kind.cell, ordinal), 0) for ordinal in range(count))


def good_row(name: str, genre: str = "", mode: str = "") -> Row:
    """The first accepted row of a record type, of a genre and mode where they are given."""
    for row in planned_rows(name, 400):
        if (
            isinstance(row, dict)
            and f'"genre":"{genre}' in row["meta"]
            and f'"mode":"{mode}' in row["meta"]
            and judge(row).ok
        ):
            return row
    raise AssertionError(f"{name} has no {mode} {genre} row")


def broken_rules(kind: str, answers: list[str]) -> list[str]:
    """What the rules over single rows refuse among these answers, each run alone in one database."""
    with duckdb.connect() as connection:
        register_vocabulary(connection)
        table = pa.table(
            {"id": [str(at) for at in range(len(answers))], "kind": [kind] * len(answers), "answer": answers}
        )
        connection.register("examples", table)
        file = rule_file(kind)
        prepare(connection, file)
        refused = {rule.name: refused_by(connection, rule) for rule in file.rules if rule.scope == "row"}
    return [f"{name} refuses {answers[int(min(ids))]}" for name, ids in refused.items() if ids]
