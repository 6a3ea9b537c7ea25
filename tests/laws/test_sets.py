"""The checks over sets: each passes a good set and fails the fault that it is for, naming the rows."""

from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from goldsmith.validators import sets
from goldsmith.validators.sets import Check

Rows = list[dict[str, Any]]
SPLITS = ("train", "validation", "test")
KINDS = ("invoice", "rating")


def good() -> Rows:
    """Thirty rows that repeat nothing: two kinds, three splits, five rows of each."""
    rows = []
    for at in range(30):
        kind = KINDS[at % 2]
        keys = {
            key: 1000 * number + at
            for number, key in enumerate(("prompt", "normal", "answer", "skeleton", "opening", "request"))
        }
        texts = {"opening_text": f"opening {at}", "request_text": f"request {at}"}
        where = {"split": SPLITS[at // 2 % 3], "stratum": f"{kind}/sheet/plain/stated", "wording": "seen", "attempt": 0}
        rows.append({"id": f"{kind}-{at:07d}", "kind": kind, **where, **keys, **texts})
    return rows


def repeated(*keys: str, rows: tuple[int, int] = (0, 6), **changed: Any) -> Callable[[Rows], None]:
    """A fault: one row repeats another in some keys."""

    def spoil(all_rows: Rows) -> None:
        one, other = rows
        all_rows[other] |= {key: all_rows[one][key] for key in keys} | changed

    return spoil


def worn_out(key: str, count: int) -> Callable[[Rows], None]:
    """A fault: one wording stands in many rows."""

    def spoil(rows: Rows) -> None:
        for row in [row for row in rows if row["kind"] == "invoice"][:count]:
            row[key] = 1

    return spoil


def without(kind: str, split: str) -> Callable[[Rows], None]:
    def spoil(rows: Rows) -> None:
        rows[:] = [row for row in rows if (row["kind"], row["split"]) != (kind, split)]

    return spoil


PLANNED = {"invoice/sheet/plain/stated": 15, "rating/sheet/plain/stated": 15}


def checks(rows: Rows) -> dict[str, Check]:
    with duckdb.connect() as connection:
        connection.register("digests", pa.Table.from_pylist(rows))
        found = [
            *sets.duplicates(connection),
            *sets.leakage(connection),
            sets.balance(connection, 1, KINDS, SPLITS),
            sets.share_cap(connection, "request", 12, per_kind=False),
            sets.share_cap(connection, "opening", 12, per_kind=False),
            sets.share_cap(connection, "skeleton", 24, per_kind=True),
            sets.strata(connection, PLANNED),
        ]
    return {check.name: check for check in found}


def test_a_good_set_passes_every_check() -> None:
    assert [name for name, check in checks(good()).items() if not check.ok] == []


FAULTS = [
    ("ids_are_unique", repeated("id"), "invoice-0000000 and invoice-0000000"),
    ("no_prompt_twice", repeated("prompt"), "invoice-0000000 and invoice-0000006"),
    ("no_normalised_prompt_twice", repeated("normal", "answer"), "invoice-0000000 and invoice-0000006"),
    ("one_answer_a_prompt", repeated("normal"), "invoice-0000000 and invoice-0000006"),
    ("no_prompt_in_two_splits", repeated("prompt", rows=(0, 2)), "invoice-0000000 and invoice-0000002"),
    ("no_normalised_prompt_in_two_splits", repeated("normal", rows=(0, 2)), "invoice-0000000 and invoice-0000002"),
    ("no_record_in_two_splits", repeated("answer", rows=(0, 2)), "invoice-0000000 and invoice-0000002"),
    ("every_kind_in_every_split", without("rating", "test"), "rating in test: 0"),
    ("request_share_under_cap", worn_out("request", 4), "4 of 30"),
    ("opening_share_under_cap", worn_out("opening", 4), "4 of 30"),
    ("skeleton_share_under_cap", worn_out("skeleton", 4), "4 of 15"),
    ("every_stratum_as_planned", without("rating", "test"), "rating/sheet/plain/stated: 10 of 15"),
    ("every_stratum_as_planned", repeated(stratum="invoice/sheet/plain/derived"), "invoice/sheet/plain/derived: 1 of 0"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "spoil", "shown"), FAULTS, ids=[name for name, _, _ in FAULTS])
def test_each_check_fails_its_own_fault_and_shows_it(name: str, spoil: Callable[[Rows], None], shown: str) -> None:
    rows = good()
    spoil(rows)
    check = checks(rows)[name]
    assert not check.ok
    assert any(shown in example for example in check.examples)


def test_the_same_prompt_twice_in_one_split_is_no_leak() -> None:
    rows = good()
    repeated("prompt", "normal", "answer")(rows)
    found = checks(rows)
    assert not found["no_prompt_twice"].ok
    assert found["no_prompt_in_two_splits"].ok


def test_three_rows_may_share_a_wording_whatever_the_cap() -> None:
    rows = good()
    worn_out("skeleton", 3)(rows)
    assert checks(rows)["skeleton_share_under_cap"].ok


def test_a_check_that_looked_at_nothing_is_not_ok() -> None:
    assert not Check("none", "nothing", 0, 0).ok
