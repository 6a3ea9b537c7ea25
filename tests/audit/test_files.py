"""What people's files look like, and what is read from them."""

import csv
import datetime as dt
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldsmith.core.errors import UsageError
from goldsmith.extractors.files import records

ROWS = [
    {"question": "What is 2 + 2?", "answer": "4"},
    {"question": 'Line one\nline two, "quoted"; über', "answer": "perché"},
    {"question": "?", "answer": ""},
]


def kept(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def values(path: Path) -> list[Any]:
    return [record.value if record.value is not None else record.problem for record in records(path)]


def as_lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_csv(folder: Path, name: str, **how: Any) -> Path:
    with (folder / name).open("w", newline="", encoding=how.pop("encoding", "utf-8")) as file:
        writer = csv.DictWriter(file, ["question", "answer"], **how)
        writer.writeheader()
        writer.writerows(ROWS)
    return folder / name


LAYOUTS = {
    "lines.jsonl": as_lines(ROWS),
    "lines.ndjson": as_lines(ROWS).replace("\n", "\r\n"),
    "lines.json": as_lines(ROWS),
    "array.json": json.dumps(ROWS),
    "pretty.json": json.dumps(ROWS, indent=2),
    "array.jsonl": json.dumps(ROWS, indent=2),
    "one_line_array.jsonl": json.dumps(ROWS),
    "objects.jsonl": "\n".join(json.dumps(row, indent=4) for row in ROWS),
    "held.json": json.dumps({"version": "1.0", "data": ROWS}),
    "held_pretty.json": json.dumps({"version": "1.0", "data": ROWS}, indent=1),
    "columns.json": json.dumps({name: [row[name] for row in ROWS] for name in ROWS[0]}),
    "pandas.json": json.dumps({name: {str(n): row[name] for n, row in enumerate(ROWS)} for name in ROWS[0]}),
    "index.json": json.dumps({str(n): row for n, row in enumerate(ROWS)}),
    "held_index.json": json.dumps({"all": {str(n): row for n, row in enumerate(ROWS)}}),
    "split.json": json.dumps({"columns": ["question", "answer"], "data": [list(row.values()) for row in ROWS]}),
}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("packed", [False, True])
def test_every_layout_of_json_gives_the_same_records(name: str, packed: bool, tmp_path: Path) -> None:
    data = LAYOUTS[name].encode()
    path = kept(tmp_path, f"{name}.gz", gzip.compress(data)) if packed else kept(tmp_path, name, data)
    assert values(path) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["lines.jsonl", "pretty.json", "held.json"])
def test_other_encodings_of_unicode_are_read(encoding: str, name: str, tmp_path: Path) -> None:
    assert values(kept(tmp_path, name, LAYOUTS[name].encode(encoding))) == ROWS


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"delimiter": ";"},
        {"delimiter": "\t"},
        {"delimiter": "|"},
        {"quoting": csv.QUOTE_ALL},
        {"doublequote": False, "escapechar": "\\"},
        {"encoding": "utf-8-sig"},
        {"encoding": "utf-16"},
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_dialects_of_csv_are_told_by_their_rows(how: dict[str, Any], name: str, tmp_path: Path) -> None:
    assert values(as_csv(tmp_path, name, **how)) == ROWS


def test_a_tab_separated_file_whose_quotes_mean_nothing(tmp_path: Path) -> None:
    path = kept(tmp_path, "a.tsv", 'question\tanswer\n"Twelve\t12"\n"six" inches\t6\nfive\t"5\n')
    assert values(path)[1:] == [{"question": '"six" inches', "answer": "6"}, {"question": "five", "answer": '"5'}]


def test_one_column_of_text_with_commas(tmp_path: Path) -> None:
    assert values(kept(tmp_path, "a.csv", "text\nHello, world\nGood, bye, all\n"))[0] == {"text": "Hello, world"}


def test_rows_of_csv_that_cannot_be_read_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    data = b"question,answer\na,1\nb\nc,3,extra\n\xe9t\xe9,4\nf,6,,\n"
    found = list(records(kept(tmp_path, "a.csv", data)))
    assert [record.number for record in found if record.problem] == [2, 3, 4]
    assert found[1].problem.startswith("1 fields where the header names 2")
    assert "not UTF-8" in found[3].problem
    assert found[4].value == {"question": "f", "answer": "6"}


def test_a_cell_of_two_million_characters_is_read(tmp_path: Path) -> None:
    assert len(values(kept(tmp_path, "a.csv", f'question,answer\n"{"x" * 2_000_000}",1\n'))[0]["question"]) == 2_000_000


def test_a_quote_that_is_never_closed_is_no_record(tmp_path: Path) -> None:
    rows = "".join(f"q{n},a{n}\n" for n in range(300))
    assert isinstance(values(kept(tmp_path, "a.csv", f'question,answer\n{rows}"open,1\n{rows}'))[-1], str)


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="names column 'text' twice"):
        values(kept(tmp_path, "a.csv", "text,text\na,b\n"))


def test_unreadable_lines_have_their_physical_number(tmp_path: Path) -> None:
    data = b'{"a": 1}\n\n{"a": \n[1, 2]\n"text"\n{"a": "\xe9"}\n{"a": NaN}\n{"a": 2}'
    found = list(records(kept(tmp_path, "a.jsonl", data)))
    assert [(record.number, bool(record.problem)) for record in found] == [
        (1, False), (3, True), (4, True), (5, True), (6, True), (7, True), (8, False),
    ]  # fmt: skip
    assert [record.problem.split(":")[0] for record in found if record.problem] == [
        "not JSON",
        "list where an object is expected",
        "str where an object is expected",
        "not UTF-8",
        "not JSON as the standard has it (NaN, Infinity or half a surrogate pair)",
    ]


def test_a_broken_first_line_does_not_change_what_the_file_is(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.json"):
        found = values(kept(tmp_path, name, '{"a": "torn\n{"a": 2}\n{"a": 3}\n'))
        assert found[1:] == [{"a": 2}, {"a": 3}]
        assert found[0].startswith("not JSON")


def test_an_array_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    found = values(kept(tmp_path, "a.json", json.dumps(ROWS)[:-25]))
    assert found[:2] == ROWS[:2]
    assert found[2].startswith("the JSON breaks off here")


def test_a_gzip_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    rows = [{"a": n, "b": hash((n, "x"))} for n in range(20_000)]
    packed = gzip.compress(as_lines(rows).encode())
    found = values(kept(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2]))
    assert found[-1] == "the gzip file breaks off here"
    assert found[:-1] == rows[: len(found) - 1]
    assert len(found) > 1_000


def test_splits_in_one_object_are_named(tmp_path: Path) -> None:
    found = values(kept(tmp_path, "a.json", json.dumps({"train": ROWS[:2], "test": ROWS[2:]})))
    assert [one["split"] for one in found] == ["train", "train", "test"]


def test_squad_is_read_question_by_question(tmp_path: Path) -> None:
    questions = [
        {"id": "1", "question": "Who?", "answers": [{"text": "Ada", "answer_start": 0}]},
        {"id": "2", "question": "Why?"},
    ]
    article = {"title": "Ada", "paragraphs": [{"context": "Ada wrote it.", "qas": questions}]}
    found = values(kept(tmp_path, "a.json", json.dumps({"version": "1.1", "data": [article, article]})))
    assert len(found) == 4
    assert found[0]["context"] == "Ada wrote it."


@pytest.mark.parametrize(
    "record",
    [
        {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]},
        {"prompt": "a", "completion": "b"},
        {"prompt": "a", "answer": {"x": 1, "y": [1, 2]}, "tags": ["a", "b"]},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_one_record_is_one_record(record: dict[str, Any], indent: int | None, tmp_path: Path) -> None:
    assert values(kept(tmp_path, "a.json", json.dumps(record, indent=indent))) == [record]


def test_bare_lists_of_messages_are_conversations(tmp_path: Path) -> None:
    talk = [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]
    assert values(kept(tmp_path, "a.json", json.dumps([talk, talk]))) == [{"messages": talk}] * 2
    assert values(kept(tmp_path, "a.jsonl", f"{json.dumps(talk)}\n" * 2)) == [{"messages": talk}] * 2


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.jsonl", b"", "is empty"),
        ("a.csv", b"", "is empty"),
        ("a.parquet", b"", "is empty"),
        ("a.parquet", b"PAR1 and no more", "as Parquet"),
        ("a.jsonl", b"\x89PNG\r\n\x00\x00\x01\x02", "is a binary file"),
        ("a.jsonl", b"PK\x03\x04....", "is packed with zip"),
        ("a.json", b"Hello", "is not JSON"),
        ("a.xlsx", b"PK\x03\x04....", "is none of"),
        ("a", b"{}", "is none of"),
        ("a.jsonl.gz", gzip.compress(b"", mtime=0), "holds nothing readable"),
        ("a.json", b'{"one": [{"a": 1}], "two": [{"b": 1}]}', "holds several sets of records .one, two."),
        (
            "a.json",
            b'{"one": {"0": {"a": 1, "b": 2}, "1": {"a": 1}}, "two": {"0": {"c": 1}, "1": {"c": 2, "d": 3}}}',
            "holds several sets of records .one, two.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=says) as raised:
        values(kept(tmp_path, name, data))
    assert "\n" not in str(raised.value)


def test_a_folder_and_a_missing_file_are_said(tmp_path: Path) -> None:
    kept(tmp_path, "train.jsonl", as_lines(ROWS))
    with pytest.raises(UsageError, match=r"is a folder; name the files in it, such as .*train\.jsonl"):
        values(tmp_path)
    with pytest.raises(UsageError, match="there is no file"):
        values(tmp_path / "none.jsonl")


@pytest.mark.parametrize("packed", [False, True])
def test_parquet_keeps_lists_objects_and_times(packed: bool, tmp_path: Path) -> None:
    row = {
        "messages": [{"role": "user", "content": "Hi"}],
        "answer": {"a": 1, "when": dt.datetime(2024, 1, 1)},
        "date": dt.date(2024, 1, 1),
        "n": None,
    }
    schema = pa.schema(
        [
            ("messages", pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))),
            ("answer", pa.struct([("a", pa.int64()), ("when", pa.timestamp("ns"))])),
            ("date", pa.date32()),
            ("n", pa.int32()),
        ]
    )
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist([row] * 2_500, schema=schema), path)
    if packed:
        path = kept(tmp_path, "b.parquet.gz", gzip.compress(path.read_bytes()))
    assert values(path) == [row] * 2_500


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.json", "a.csv"])
def test_progress_adds_up_to_the_size_of_the_file(name: str, tmp_path: Path) -> None:
    rows = [{"a": str(n), "b": "x" * 100} for n in range(3_000)]
    text = {
        "jsonl": as_lines(rows),
        "json": json.dumps(rows),
        "csv": "a,b\n" + "".join(f"{r['a']},{r['b']}\n" for r in rows),
    }
    data = text[name.removesuffix(".gz").rsplit(".")[-1]].encode()
    path = kept(tmp_path, name, gzip.compress(data) if name.endswith(".gz") else data)
    seen: list[int] = []
    assert sum(1 for _ in records(path, seen.append)) == 3_000
    assert sum(seen) == path.stat().st_size
    assert min(seen) >= 0


cells = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.dictionaries(cells, cells | st.integers(-(2**60), 2**60) | st.none(), min_size=1), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_json_lines_and_an_array_say_the_same(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    assert values(kept(tmp_path, "a.jsonl", as_lines(rows))) == rows
    assert values(kept(tmp_path, "a.json", json.dumps(rows))) == rows


@given(st.binary(max_size=300), st.sampled_from(["a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.jsonl.gz"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_no_bytes_whatever_end_in_anything_but_records_or_one_line(tmp_path: Path, data: bytes, name: str) -> None:
    found, said = [], ""
    try:
        found = list(records(kept(tmp_path, name, data)))
    except UsageError as error:
        said = str(error)
    assert "\n" not in said
    assert all((record.value is None) == bool(record.problem) for record in found)
