"""What is said about columns, types, formats and roles, on small files with known faults."""

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from goldsmith.audit.checks import forms, roles, shape
from goldsmith.audit.columns import Column, columns
from goldsmith.audit.load import load
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Options, Sense, learn

Row = dict[str, Any]


def read(folder: Path, files: dict[str, list[Row]], mapping: dict[str, str] | None = None) -> tuple[Rows, Sense]:
    for name, rows in files.items():
        text = "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)
        (folder / name).write_text(text, encoding="utf-8")
    rows, shapes = load([folder / name for name in files], mapping or {}, folder)
    return rows, learn(rows, shapes, Options(mapping=mapping or {}))


def said(rows: Rows, sense: Sense) -> dict[str, list[int]]:
    found = {one.check: list(one.places) for check in (*shape.SETS, *forms.SETS) for one in check(rows, sense)}
    for name, check in {**shape.ROWS, **roles.ROWS}.items():
        if places := [example.place for example in rows.examples() if check(example, sense)]:
            found[name] = places
    return found


def pair(n: int, answer: Any = None, **more: Any) -> Row:
    return {"question": f"What is {n} + 2?", "answer": f"It is {n + 2}." if answer is None else answer} | more


def talk(*said: tuple[str, str]) -> Row:
    return {"messages": [{"role": role, "content": text} for role, text in said]}


def test_columns_are_shown_with_types_and_shares(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, {"a.jsonl": [pair(1), pair(2, mark=1), pair(3, mark=2.5), pair(4, ""), "{"]})
    name = str(tmp_path / "a.jsonl")
    assert columns(rows) == (
        Column(name, "question", (("text", 4),), 1.0),
        Column(name, "answer", (("text", 3),), 0.75),
        Column(name, "mark", (("whole number", 1), ("number", 1)), 0.5),
    )


def test_a_record_that_lacks_its_columns_is_not_called_empty_as_well(tmp_path: Path) -> None:
    assert said(*read(tmp_path, {"a.jsonl": [pair(1), pair(2), {"quesiton": "x", "answer": "y"}, {}]})) == {
        "missing_columns": [2, 3]
    }


def test_a_cell_that_is_null_is_empty_and_not_missing(tmp_path: Path) -> None:
    rows = [pair(1), pair(2), {"question": "Why?", "answer": None}, {"question": None, "answer": "So."}]
    assert said(*read(tmp_path, {"a.jsonl": rows})) == {"empty_answer": [2], "empty_prompt": [3]}


def test_a_word_for_nothing_is_a_lost_value_unless_it_is_a_class(tmp_path: Path) -> None:
    lost = [pair(n) for n in range(40)] + [pair(41, "nan"), pair(42, "The nan is a grandmother.")]
    assert said(*read(tmp_path, {"a.jsonl": lost})) == {"null_answer": [40]}
    labels = [{"text": f"Sentence {n}.", "label": ("place", "person", "None")[n % 3]} for n in range(60)]
    assert said(*read(tmp_path, {"b.jsonl": labels})) == {}


def test_formats_are_compared_over_all_files(tmp_path: Path) -> None:
    chat = talk(("user", "Hi"), ("assistant", "Hello"))
    files = {"train.jsonl": [pair(n) for n in range(5)], "test.jsonl": [chat, chat]}
    assert said(*read(tmp_path, files)) == {"mixed_formats": [5, 6]}


def test_columns_with_nulls_where_formats_were_joined(tmp_path: Path) -> None:
    joined = [pair(n) | {"messages": None} for n in range(4)]
    joined.append(
        {"question": None, "answer": None, "messages": talk(("user", "Hi"), ("assistant", "Hello"))["messages"]}
    )
    assert said(*read(tmp_path, {"a.jsonl": joined})) == {"mixed_formats": [4]}


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        (["a", "b", 3], [2]),
        ([1, 2, 3.5], [2]),
        ([{"a": 1}, {"a": 2}, "x"], [2]),
        (["a", "b", ""], None),
        (["a", "b", None], None),
        ([{"a": 1}, {"b": "x"}], None),
    ],
)
def test_answers_of_another_type(cells: list[Any], places: list[int] | None, tmp_path: Path) -> None:
    found = said(*read(tmp_path, {"a.jsonl": [pair(n, answer) | {"answer": answer} for n, answer in enumerate(cells)]}))
    assert found.get("mixed_types") == places


def test_parquet_timestamps_are_shown_as_they_are_trained_on(tmp_path: Path) -> None:
    rows = [{"question": f"When did ship {n} sail?", "answer": dt.datetime(1900 + n, 5, 1)} for n in range(6)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    kept, shapes = load([tmp_path / "a.parquet"], {}, tmp_path)
    sense = learn(kept, shapes, Options(mapping={}))
    assert said(kept, sense) == {"dates_as_timestamps": [0, 1, 2, 3, 4, 5]}
    assert next(iter(kept.examples())).answer == "1900-05-01 00:00:00"


def test_times_at_all_hours_are_no_lost_dates(tmp_path: Path) -> None:
    rows = [pair(n, f"2024-05-01 0{n}:00:00") for n in range(6)]
    assert said(*read(tmp_path, {"a.jsonl": rows})) == {"read_as_dates": [0, 1, 2, 3, 4, 5]}


def test_messages_in_csv_are_texts(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "messages"])
        writer.writerows([n, str(talk(("user", f"Hi {n}"), ("assistant", "Hello"))["messages"])] for n in range(3))
    kept, shapes = load([tmp_path / "a.csv"], {}, tmp_path)
    assert said(kept, learn(kept, shapes, Options(mapping={}))) == {"messages_as_text": [0, 1, 2]}


def test_one_prompt_with_a_context_each_is_a_task(tmp_path: Path) -> None:
    rows = [
        {"question": "Who wrote it?", "context": f"Number {n} wrote it.", "answer": f"Number {n}"} for n in range(40)
    ]
    assert said(*read(tmp_path, {"a.jsonl": rows})) == {}


def test_one_prompt_after_different_turns_is_a_conversation(tmp_path: Path) -> None:
    rows = [
        talk(("user", f"I like {n}"), ("assistant", "Why?"), ("user", "Tell me more"), ("assistant", f"{n} it is"))
        for n in range(40)
    ]
    assert said(*read(tmp_path, {"a.jsonl": rows})) == {}


def test_mapping_reads_the_column_that_was_not_read(tmp_path: Path) -> None:
    rows = [
        {"instruction": "Describe.", "product": f"lamp number {n} of oak", "output": f"A fine lamp {n}"}
        for n in range(40)
    ]
    assert set(said(*read(tmp_path, {"a.jsonl": rows}))) == {"unread_columns"}
    assert said(*read(tmp_path, {"a.jsonl": rows}, {"input": "product"})) == {}


ASK, REPLY, SYS = ("user", "Why?"), ("assistant", "So."), ("system", "Be kind.")


@pytest.mark.parametrize(
    ("turns", "names"),
    [
        ([SYS, ASK, REPLY], set()),
        ([ASK, REPLY, ASK, REPLY], set()),
        ([ASK, REPLY, ASK], {"unanswered_turn"}),
        ([ASK, ASK, REPLY], {"two_in_a_row"}),
        ([ASK, REPLY, REPLY], {"two_in_a_row"}),
        ([("assistant", "Why?"), ("user", "So.")], {"swapped_roles"}),
        ([SYS, ("assistant", "Why?"), ("user", "So.")], {"swapped_roles"}),
        ([("assistant", "Why?"), ("user", "So."), ("assistant", "How?"), ("user", "Thus.")],
         {"swapped_roles", "assistant_first", "unanswered_turn"}),
        ([("assistant", "Welcome!"), ("user", "Hi?"), ("assistant", "Hello."), ("user", "Bye.")], {"assistant_first", "unanswered_turn"}),
        ([("assistant", "Welcome!"), ASK, REPLY], {"assistant_first"}),
        ([ASK], {"no_assistant"}),
        ([SYS, ASK], {"no_assistant"}),
        ([ASK, ("agent", "So.")], {"no_assistant", "unknown_role"}),
        ([ASK, ("", "So.")], {"no_assistant", "unknown_role"}),
        ([ASK, ("tool", "{}"), ("tool", "{}"), REPLY], set()),
        ([ASK, ("assistant", "")], {"empty_answer"}),
        ([("user", ""), REPLY], {"empty_prompt"}),
    ],
)  # fmt: skip
def test_roles_take_turns(turns: list[tuple[str, str]], names: set[str], tmp_path: Path) -> None:
    assert set(said(*read(tmp_path, {"a.jsonl": [talk(*turns)]}))) == names
