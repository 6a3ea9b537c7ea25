"""`goldsmith audit` as a person runs it: the first screen, the document, the rows that pass, and bad input."""

import csv
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.cells import cell_len
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

from program import Ran, goldsmith

FIRST_SCREEN = 40
GOOD = [
    {
        "id": f"r{n}",
        "prompt": f"What is {n} and {n}, taken together?",
        "completion": f"It is {2 * n}, as you can count.",
    }
    for n in range(1, 41)
]
EMPTY_AT = (7, 19, 23)


def written(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def with_empty_answers(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row | {"completion": ""} if place in EMPTY_AT else row for place, row in enumerate(rows, 1)]


def screen(ran: Ran, width: int) -> list[str]:
    lines = ran.out.splitlines()
    assert len(lines) <= FIRST_SCREEN - 1
    assert all(cell_len(line) <= width for line in lines), max(lines, key=cell_len)
    return lines


def test_a_clean_file_is_shown_and_passes(tmp_path: Path) -> None:
    ran = goldsmith("audit", written(tmp_path / "train.jsonl", GOOD)).succeeded()
    shown = "\n".join(screen(ran, 100))
    assert "40 rows · prompt/completion" in shown
    assert "columns     id text, prompt text, completion text" in shown
    assert "What is 1 and 1, taken together?" in shown
    assert "learns It is 2, as you can count." in shown
    assert "train.jsonl:21 (middle)" in shown
    assert "Tasks in the file: 1" in shown
    assert "error" not in shown


def test_a_defect_is_named_with_rows_share_meaning_and_evidence(tmp_path: Path) -> None:
    ran = goldsmith("audit", written(tmp_path / "train.jsonl", with_empty_answers(GOOD)))
    lines = screen(ran, 100)
    assert ran.code == 1
    [place] = [number for number, line in enumerate(lines) if line.endswith("empty_answer")]
    assert lines[place].startswith("error     7.5%  3 of 40  answers without a visible character")
    assert lines[place + 1].strip() == "→ the model learns to answer nothing"
    assert [line.split()[0] for line in lines[place + 2 : place + 4]] == ["train.jsonl:7", "train.jsonl:19"]
    assert ran.error.endswith("1 serious finding in 40 rows")


def test_what_a_finding_says_and_means_is_whole_on_a_narrow_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = goldsmith("audit", written(tmp_path / "train.jsonl", GOOD + GOOD[:6]))
    lines = screen(ran, 80)
    shown = " ".join(" ".join(lines).split())
    assert "rows that repeat an earlier row to the letter exact_duplicate" in shown
    assert "→ the model sees them more often than the others and learns them by heart" in shown


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_first_screen_fits(columns: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{f"column {n}": "x" * 50 for n in range(40)} | {"question": "語" * 300, "answer": "a\x1b[31m\nb" * 90}] * 3
    names = [tmp_path / f"{name}.jsonl" for name in ("a", "b", "c", "d", "train", "test")]
    monkeypatch.setenv("COLUMNS", columns)
    lines = screen(goldsmith("audit", *(written(name, rows) for name in names)), int(columns))
    assert any("3 more files, 9 rows" in line for line in lines)
    assert not any("\x1b" in line for line in lines)


def test_an_example_without_prompt_and_answer_is_visible_at_once(tmp_path: Path) -> None:
    rows = [{"instruction": "", "output": "", "text": f"Row {n} has all its words here."} for n in range(9)]
    ran = goldsmith("audit", written(tmp_path / "data.jsonl", rows))
    assert ran.code == 1
    assert "data.jsonl:1 (first, shortest)" in ran.out
    assert "### Instruction:⏎⏎⏎### Response:⏎" in ran.out
    assert "learns (nothing) ''" in ran.out
    assert "nothing asked → empty" in ran.out
    assert "instruction empty 0%" in ran.out


def test_the_document_lists_every_row(tmp_path: Path) -> None:
    one = written(tmp_path / "train.jsonl", with_empty_answers(GOOD))
    ran = goldsmith("audit", one, "--json")
    told = json.loads(ran.out)
    assert ran.code == 1
    assert (told["schema_version"], told["files"], told["rows"]) == (1, [str(one)], 40)
    [found] = [found for found in told["findings"] if found["check"] == "empty_answer"]
    assert (found["severity"], found["count"], found["of"], found["rows"]) == ("error", 3, 40, list(EMPTY_AT))
    assert found["examples"][0] == {"row": 7, "id": "r7", "evidence": "answer ''"}
    assert sum(task["count"] for task in told["tasks"]) == 40


def test_rows_of_several_files_carry_their_file(tmp_path: Path) -> None:
    train, test = written(tmp_path / "train.jsonl", GOOD), written(tmp_path / "test.jsonl", with_empty_answers(GOOD))
    told = json.loads(goldsmith("audit", train, test, "--json").out)
    [found] = [found for found in told["findings"] if found["check"] == "empty_answer"]
    assert found["rows"] == [{"file": str(test), "row": row} for row in EMPTY_AT]
    assert told["splits"] == {"train": 40, "test": 40}


def test_rows_of_json_lines_are_physical_lines(tmp_path: Path) -> None:
    (tmp_path / "data.jsonl").write_text(
        '\n{"prompt": "Say it.", "completion": "It."}\n\n{"prompt": "A?", "completion": ""}\n'
    )
    told = json.loads(goldsmith("audit", tmp_path / "data.jsonl", "--json").out)
    assert [found["rows"] for found in told["findings"] if found["check"] == "empty_answer"] == [[4]]


def test_fix_keeps_the_bytes_of_rows_that_pass(tmp_path: Path) -> None:
    lines = [json.dumps(row).replace(": ", " :  ") for row in with_empty_answers(GOOD)]
    (tmp_path / "train.jsonl").write_text("\n".join(lines) + "\n")
    ran = goldsmith("audit", tmp_path / "train.jsonl", "--fix", tmp_path / "out")
    kept = (tmp_path / "out" / "train.jsonl").read_text().splitlines()
    assert kept == [line for row, line in enumerate(lines, 1) if row not in EMPTY_AT]
    assert "37 rows kept, 3 in ledger.jsonl" in ran.err
    ledger = [json.loads(line) for line in (tmp_path / "out" / "ledger.jsonl").read_text().splitlines()]
    assert [(entry["row"], entry["reasons"]) for entry in ledger] == [(row, ["empty_answer"]) for row in EMPTY_AT]
    assert (tmp_path / "train.jsonl").read_text() == "\n".join(lines) + "\n"
    assert not (tmp_path / "out.partial").exists()


def as_csv(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        made = csv.DictWriter(file, list(rows[0]), quoting=csv.QUOTE_ALL)
        made.writeheader()
        made.writerows(rows)


def as_gzip(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))


FORMATS = {
    "data.csv": as_csv,
    "data.json": lambda path, rows: path.write_text(json.dumps(rows, indent=1)),
    "data.parquet": lambda path, rows: pq.write_table(pa.Table.from_pylist(list(rows)), path),
    "data.jsonl.gz": as_gzip,
}


def read(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        return list(pq.read_table(path).to_pylist())
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".gz":
        return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    return list(json.loads(path.read_text()))


@pytest.mark.parametrize("name", FORMATS)
def test_fix_keeps_the_format(name: str, tmp_path: Path) -> None:
    rows = [
        row | {"completion": row["completion"] and row["completion"] + '\nAnd "more".'}
        for row in with_empty_answers(GOOD)
    ]
    FORMATS[name](tmp_path / name, rows)
    assert goldsmith("audit", tmp_path / name, "--fix", tmp_path / "out").code == 1
    assert read(tmp_path / "out" / name) == [row for number, row in enumerate(rows, 1) if number not in EMPTY_AT]


def test_fix_drops_what_cannot_be_read_and_refuses_a_folder_in_use(tmp_path: Path) -> None:
    data = written(tmp_path / "data.jsonl", GOOD)
    data.write_text('{"prompt": "Wh\n' + data.read_text())
    goldsmith("audit", data, "--fix", tmp_path / "out")
    assert (tmp_path / "out" / "data.jsonl").read_text() == data.read_text().partition("\n")[2]
    ran = goldsmith("audit", data, "--fix", tmp_path / "out")
    assert ran.code == 2
    assert ran.error == f"--fix '{tmp_path}/out' is not an empty folder"


def test_fix_that_would_keep_nothing_writes_nothing(tmp_path: Path) -> None:
    data = written(tmp_path / "data.jsonl", [row | {"completion": " "} for row in GOOD])
    ran = goldsmith("audit", data, "--fix", tmp_path / "out")
    assert ran.code == 2
    assert "every one of the 40 rows" in ran.err
    assert not (tmp_path / "out").exists()


def test_the_page_is_written_beside_the_screen(tmp_path: Path) -> None:
    data = written(tmp_path / "train.jsonl", with_empty_answers(GOOD))
    ran = goldsmith("audit", data, "--html", tmp_path / "page.html")
    assert ran.code == 1
    assert "answers without a visible character" in ran.out
    assert (tmp_path / "page.html").read_text().startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir() if "page" in path.name] == ["page.html"]


def test_tokens_are_counted_with_the_tokenizer_that_is_named(tmp_path: Path) -> None:
    words = Tokenizer(WordLevel({"?": 0}, unk_token="?"))
    words.pre_tokenizer = WhitespaceSplit()
    words.save(str(tmp_path / "tokenizer.json"))
    data = written(
        tmp_path / "train.jsonl", [{"prompt": "one two three", "completion": "four " * n} for n in range(1, 5)]
    )
    told = json.loads(goldsmith("audit", data, "--tokenizer", tmp_path, "--max-length", 5, "--json").out)
    found = {found["check"]: found for found in told["findings"]}
    assert found["over_limit"]["rows"] == found["answer_cut_by_limit"]["rows"] == [3, 4]
    assert found["tokens"]["figures"] == {
        "half up to": "6",
        "95 % up to": "7",
        "largest": "7",
        "learned": "45.5% of 22",
    }
    assert (found["tokens"]["rows"], found["tokens"]["count"]) == ([], 0)


BAD = {
    "no file": (["missing.jsonl"], "there is no file 'missing.jsonl'"),
    "a folder": (["."], "'.' is a folder"),
    "an empty file": (["empty.jsonl"], "'empty.jsonl' is empty"),
    "no known ending": (["notes.txt"], "'notes.txt' is none of"),
    "a map without =": (["good.jsonl", "--map", "prompt"], "--map 'prompt' is not PART=COLUMN"),
    "an unknown part": (["good.jsonl", "--map", "moral=id"], "--map knows no part 'moral'"),
    "an unknown column": (["good.jsonl", "--map", "answer=reply"], "--map names column 'reply'"),
    "a folder that cannot be written": (["good.jsonl", "--fix", "good.jsonl/out"], "--fix"),
    "a page that cannot be written": (["good.jsonl", "--html", "other"], "cannot write 'other'"),
    "a page in no folder": (["good.jsonl", "--html", "no/page.html"], "cannot write 'no/page.html'"),
    "a limit without a tokenizer": (["good.jsonl", "--max-length", "9"], "name a --tokenizer"),
    "no tokenizer": (["good.jsonl", "--tokenizer", "other"], "there is no file 'other/tokenizer.json'"),
    "a broken tokenizer": (["good.jsonl", "--tokenizer", "notes.txt"], "'notes.txt' is no tokenizer"),
    "the same name twice": (["good.jsonl", "other/good.jsonl", "--fix", "out"], "two files called 'good.jsonl'"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_one_line_and_exit_2(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").mkdir()
    written(tmp_path / "good.jsonl", GOOD)
    written(tmp_path / "other" / "good.jsonl", GOOD)
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "notes.txt").write_text("words")
    args, said = BAD[what]
    ran = goldsmith("audit", *args)
    assert ran.code == 2
    assert said in ran.error


def test_rules_are_emitted_edited_and_kept(tmp_path: Path) -> None:
    boxes = [
        {"width": n % 7 + 2, "unit_price": n, "quantity": n % 5 + 2, "total": n * (n % 5 + 2)} for n in range(1, 61)
    ]
    rows = [
        {"prompt": f"Box {n} as JSON, with its {n} parts", "completion": json.dumps(box)} for n, box in enumerate(boxes)
    ]
    path, kept = written(tmp_path / "train.jsonl", rows), tmp_path / "kept.sql"
    ran = goldsmith("audit", path, "--emit-rules", kept)
    assert "kept.sql: 3 rules" in ran.err
    text = kept.read_text(encoding="utf-8")
    assert "-- rule: total_is_quantity_times_unit_price (arithmetic, row)" in text
    edited = text + "\n-- rule: boxes_are_narrow (range, row)\n-- No box is wider than 7.\n"
    kept.write_text(
        edited + "SELECT id, true AS applies, answer.width <= 7 AS holds FROM answers_1;\n", encoding="utf-8"
    )
    found = json.loads(goldsmith("audit", path, "--rules", kept, "--json").out)["findings"]
    [broken] = [one for one in found if one["check"] == "record_rule"]
    assert broken["rows"] == [n for n, box in enumerate(boxes, 1) if box["width"] > 7]
    assert broken["figures"]["sql"].startswith("SELECT id, true AS applies")


def test_rules_of_nobody_are_named(tmp_path: Path) -> None:
    rows = [{"prompt": f"Text {n}", "completion": json.dumps({"total": n})} for n in range(5)]
    ran = goldsmith("audit", written(tmp_path / "train.jsonl", rows), "--rules", "nobody")
    assert ran.code == 2
    assert "'nobody' is neither a record type nor a file" in ran.err
