"""The checks over all rows of a manual: each passes a good set and fails the fault that it is for, naming the rows."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from goldsmith.templates.questions import all_frames, question
from goldsmith.validators.manual.digests import masked, summary
from goldsmith.validators.manual.rows import judge
from goldsmith.validators.manual.sets import track_checks
from goldsmith.validators.sets import Check, share_cap
from manual.asked_rows import all_asks, wordings
from manual.plain_rows import known, true_rows

Rows = list[dict[str, Any]]
KEYS = ("prompt", "normal", "asked", "said", "answer", "request", "unit")


def good() -> Rows:
    """Twelve rows in two forms and three splits that repeat nothing."""
    rows = []
    for at in range(12):
        keys = {key: 1000 * number + at for number, key in enumerate(KEYS)}
        form, split = ("closed-book", "with-page")[at % 2], ("train", "validation", "test")[at // 2 % 3]
        rows.append(
            {"id": f"row-{at:02}", "form": form, "split": split, "wording": "seen", "request_text": f"request {at}"}
            | keys
        )
    return rows


def checks(rows: Rows) -> dict[str, Check]:
    with duckdb.connect() as connection:
        connection.register("digests", pa.Table.from_pylist(rows))
        return {check.name: check for check in track_checks(connection)}


def repeated(one: int, other: int, *keys: str, **changed: Any) -> Callable[[Rows], None]:
    def spoil(rows: Rows) -> None:
        rows[other] |= {key: rows[one][key] for key in keys} | changed

    return spoil


def test_a_good_set_passes_every_check() -> None:
    found = checks(good())
    assert [name for name, check in found.items() if not check.ok] == []
    assert len(found) == 9


@pytest.mark.parametrize(
    ("spoil", "name", "where"),
    [
        (repeated(0, 6, "request", split="test"), "no_held_out_wording_in_training", "request 0"),
        (repeated(0, 6, "request", split="validation"), "no_held_out_wording_in_training", "request 0"),
        (repeated(1, 7, "unit", split="test"), "no_fact_in_two_splits", "row-01 and row-07"),
        (repeated(1, 3, "asked"), "one_answer_a_question", "row-01 and row-03"),
        (repeated(0, 7, "asked"), "one_answer_a_question", "row-00 and row-07"),
        (repeated(0, 6, "prompt"), "no_prompt_twice", "row-00 and row-06"),
        (repeated(0, 2, "normal", "answer"), "no_normalised_prompt_in_two_splits", "row-00 and row-02"),
    ],
)
def test_each_fault_fails_the_check_that_it_is_for(spoil: Callable[[Rows], None], name: str, where: str) -> None:
    rows = good()
    spoil(rows)
    check = checks(rows)[name]
    assert check.failed == 1
    assert check.examples == (where,)


def test_one_wording_may_ask_of_several_facts_and_one_fact_may_be_asked_with_and_without_its_page() -> None:
    rows = good()
    repeated(0, 6, "request", split="train")(rows)
    repeated(1, 6, "unit")(rows)
    repeated(3, 5, "request")(rows)
    assert [name for name, check in checks(rows).items() if not check.ok] == []


def test_only_the_checks_of_the_forms_that_are_there_run() -> None:
    closed = [row for row in good() if row["form"] == "closed-book"]
    assert {"no_held_out_wording_in_training"} == checks(good()).keys() - checks(good()[1::2]).keys()
    assert "no_fact_in_two_splits" not in checks(closed)


def test_the_wording_of_a_question_is_counted_without_its_names() -> None:
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for one in all_asks()[::4]:
        for frame in wordings(one):
            said = question(one.asked, frame)
            told[frame][masked(said, known().reader.read(said))] += 1
    assert min(counted.most_common(1)[0][1] / counted.total() for counted in told.values()) > 0.75
    assert told["any-gives"].most_common(1)[0][0] == "what does the manual give for ▁?"


def test_no_wording_for_tests_alone_is_one_of_training_without_its_names() -> None:
    wordings_of: dict[bool, set[str]] = {True: set(), False: set()}
    for one in all_asks()[::4]:
        for frame in wordings(one):
            said = question(one.asked, frame)
            wordings_of[all_frames()[frame].unseen].add(masked(said, known().reader.read(said)))
    assert wordings_of[True].isdisjoint(wordings_of[False])


def test_the_digests_of_the_plain_rows_show_that_one_wording_takes_too_much() -> None:
    rows = [summary(row, read) for row in true_rows() if (read := judge(row, known()).reading) is not None]
    assert len(rows) == len(true_rows())
    with duckdb.connect() as connection:
        connection.register("digests", pa.Table.from_pylist(rows))
        assert not share_cap(connection, "request", 3, per_kind=False).ok
        failed = [check.name for check in track_checks(connection) if check.failed]
    assert failed == []


def test_a_list_and_its_steps_are_one_unit_and_two_values_are_two() -> None:
    units: dict[str, set[int]] = {}
    for row in true_rows():
        read = judge(row, known()).reading
        assert read is not None
        place = ",".join(sorted({f"{one.origin.page}-{one.place.block}" for one in read.facts if one.kind == "step"}))
        units.setdefault(place or row["input"], set()).add(summary(row, read)["unit"])
    assert max(map(len, units.values())) == 1
    assert len({unit for those in units.values() for unit in those}) == len(units)
