"""Settling: of two rows that repeat each other the earlier stays, the later is made anew, the same way every time."""

import random
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldsmith.core.nouns import Refusal
from goldsmith.datasets.digested import open_digests
from goldsmith.datasets.records.plan import task
from goldsmith.datasets.records.settle import settle
from goldsmith.datasets.records.shards import Made, make_row
from strategies import TYPES, recipe

SMALL = recipe(kinds=["rating", "invoice"], count=60)
Digests = list[dict[str, Any]]


@pytest.fixture(scope="module")
def made() -> Digests:
    rows = [(name, ordinal) for ordinal in range(30) for name in SMALL.kinds]
    return [make_row(SMALL, TYPES[name], task(SMALL, TYPES[name].cell, at), few=False).digests for name, at in rows]


def settled(
    digests: Digests, folder: Path, yielding: tuple[str, ...] = ()
) -> tuple[dict[str, Made], list[tuple[Any, ...]]]:
    """The rows made anew, and the digests of all rows afterwards in the order of their ids."""
    pq.write_table(pa.Table.from_pylist(digests), folder / "digests.parquet")
    connection = open_digests([folder / "digests.parquet"])
    remade = settle(connection, SMALL, TYPES, frozenset(), yielding)
    return remade, connection.execute("SELECT * FROM digests ORDER BY id").fetchall()


def with_same(digests: Digests, key: str, one: str, other: str, **more: Any) -> Digests:
    """The digests where the row `other` repeats the row `one`."""
    value = next(row[key] for row in digests if row["id"] == one)
    return [row | {key: value} | more if row["id"] == other else dict(row) for row in digests]


def test_rows_that_repeat_nothing_stay(made: Digests, tmp_path: Path) -> None:
    assert settled(made, tmp_path)[0] == {}


def test_a_repeated_prompt_is_made_anew_at_the_next_attempt_and_the_ledger_says_so(
    made: Digests, tmp_path: Path
) -> None:
    remade, after = settled(with_same(made, "normal", "invoice-0000003", "invoice-0000009"), tmp_path)
    assert list(remade) == ["invoice-0000009"]
    assert orjson.loads(orjson.loads(remade["invoice-0000009"].line)["meta"])["attempt"] == 1
    assert [entry["gate"] for entry in remade["invoice-0000009"].dropped] == ["prompt_stands_already"]
    assert len(after) == len(made)


def test_the_cell_declared_earlier_keeps_its_row_though_its_ordinal_is_higher(made: Digests, tmp_path: Path) -> None:
    assert list(settled(with_same(made, "normal", "invoice-0000003", "rating-0000020"), tmp_path)[0]) == [
        "invoice-0000003"
    ]


def test_a_row_that_is_made_anew_gives_way_to_one_that_is_taken_over(made: Digests, tmp_path: Path) -> None:
    repeated = with_same(made, "normal", "invoice-0000003", "invoice-0000009")
    assert list(settled(repeated, tmp_path, ("invoice-0000003",))[0]) == ["invoice-0000003"]


def test_a_record_that_stands_in_another_split_is_made_anew(made: Digests, tmp_path: Path) -> None:
    one, other = (
        next(row["id"] for row in made if (row["kind"], row["split"]) == place)
        for place in (("rating", "train"), ("invoice", "test"))
    )
    remade, _ = settled(with_same(made, "answer", one, other), tmp_path)
    assert [entry["gate"] for entry in remade[other].dropped] == ["record_stands_in_another_split"]


def test_the_outcome_does_not_depend_on_the_order_in_which_workers_finish(made: Digests, tmp_path: Path) -> None:
    spoiled = with_same(
        with_same(made, "normal", "invoice-0000003", "invoice-0000009"), "normal", "rating-0000001", "rating-0000002"
    )
    shuffled = random.Random(3).sample(spoiled, len(spoiled))
    assert settled(spoiled, tmp_path) == settled(shuffled, tmp_path)


def test_a_record_type_with_too_few_records_is_given_up_and_named(
    made: Digests, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck = next(row for row in made if row["id"] == "invoice-0000009")
    again = Made(b"", {}, with_same([*made], "normal", "invoice-0000003", "invoice-0000009")[made.index(stuck)], ())
    monkeypatch.setattr("goldsmith.datasets.records.settle.make_row", lambda *args, **more: again)
    with pytest.raises(Exception, match=r"'invoice-0000009'.*too few records"):
        settled(with_same(made, "normal", "invoice-0000003", "invoice-0000009"), tmp_path)


def test_attempts_that_are_all_refused_name_the_row_and_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "goldsmith.datasets.records.shards.realise", lambda *args, **more: Refusal("layout", "a column cannot hold 'x'")
    )
    with pytest.raises(
        Exception, match=r"invoice-0000000 .*25 attempts refused by \[\('layout', 25\)\].*cannot hold 'x'"
    ):
        make_row(SMALL, TYPES["invoice"], task(SMALL, TYPES["invoice"].cell, 0), few=False)
