"""`goldsmith eval`: a release and anyone's file evaluated as a person does it, and what cannot be."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from forgery import rows_of
from program import goldsmith


def test_the_readers_are_right_on_every_row_of_a_release(small_release: Path, tmp_path: Path) -> None:
    out, answers = tmp_path / "eval.json", tmp_path / "eval.jsonl"
    shown = goldsmith("eval", "rules", small_release, "--out", out).succeeded().out
    gold = {id_: row for id_, row in rows_of(small_release).items() if json.loads(row["meta"])["split"] == "test"}
    assert shown.startswith(f"rules on small/1.0.0, split test: {len(gold)} rows\n")
    assert re.search(rf"JSON equal to the gold answer +100\.0  \[.* {len(gold)}\n", shown)
    assert "its certificate was not re-verified" in shown
    for group in ("kind", "complexity", "genre", "wording", "mode"):
        assert f"\nby {group} " in shown
    assert "\nwrong: " not in shown
    made = json.loads(out.read_text())
    assert (made["schema_version"], made["model"]) == (1, {"model": "rules"})
    assert made["release"]["rows"] == made["summary"]["n"] == len(gold)
    assert (made["release"]["name"], made["release"]["split"], len(made["release"]["manifest_sha256"])) == (
        "small",
        "test",
        64,
    )
    assert {
        name: one["summary"]["n"] if "summary" in one else one["n"] for name, one in made["groups"]["kind"].items()
    } == {
        kind: sum(row["kind"] == kind for row in gold.values())
        for kind in sorted({row["kind"] for row in gold.values()})
    }
    lines = [json.loads(line) for line in answers.read_text().splitlines()]
    assert {line["id"]: json.loads(line["answer"]) for line in lines} == {
        id_: json.loads(row["answer"]) for id_, row in gold.items()
    }
    assert str(small_release.parent) not in out.read_text() + answers.read_text()


def test_two_evaluations_can_be_compared_row_by_row(small_release: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        goldsmith("eval", "rules", small_release, "--out", tmp_path / f"{name}.json").succeeded()
    shown = goldsmith("compare", tmp_path / "one.json", tmp_path / "two.json").succeeded().out
    assert "its answers are not there" not in shown


def test_a_limit_is_spread_over_the_kinds_and_is_the_same_each_time(small_release: Path) -> None:
    first, again = (
        json.loads(
            goldsmith("eval", "rules", small_release, "--split", "train", "--limit", "8", "--json").succeeded().out
        )
        for _ in range(2)
    )
    assert {name: one["n"] for name, one in first["groups"]["kind"].items()} == dict.fromkeys(
        ("invoice", "location", "rating", "shopping_cart"), 2
    )
    for one in (first, again):
        one["summary"].pop("speed")
    assert first["summary"] == again["summary"]


def test_a_domain_of_ones_own_is_read_with_its_own_words(domain: Path, domain_release: Path) -> None:
    found = json.loads(goldsmith("eval", "rules", domain_release, "--domain", domain, "--json").succeeded().out)
    assert found["summary"]["figures"]["json_exact"]["value"] == 1


def bench(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_file_of_someone_else_is_evaluated_with_its_columns_named(small_release: Path, tmp_path: Path) -> None:
    rows = [row for row in rows_of(small_release).values() if row["kind"] == "location"][:5]
    foreign = [
        {"q": row["input"], "want": json.loads(row["answer"]), "shape": json.loads(row["schema"])} for row in rows
    ]
    foreign[3]["want"] = foreign[3]["want"] | {"latitude": 1.5}
    foreign[4]["q"] = "Where the wild \x1b[31m things are"
    path = bench(tmp_path / "bench.jsonl", foreign)
    ran = goldsmith("eval", "rules", path, "--map", "prompt=q", "--map", "answer=want", "--map", "schema=shape")
    shown = ran.succeeded().out
    assert shown.startswith("rules on bench.jsonl: 5 rows\n")
    assert re.search(r"JSON equal to the gold answer +60\.0 ", shown)
    assert re.search(r"no answer where there is one +20\.0 ", shown)
    assert [line for line in shown.splitlines() if line.startswith("wrong: ")] == ["wrong: 5", "wrong: 4"]
    assert re.search(r"latitude: 1\.5, answered -?\d", shown)
    assert "(nothing)" in shown
    assert "\x1b" not in shown
    assert re.search(r"fields most often wrong .*\n +latitude ", shown)


def test_a_known_shape_needs_no_map_and_a_split_can_be_chosen(tmp_path: Path) -> None:
    rows = [{"prompt": f"p{at}", "completion": "yes", "split": "dev" if at else "exam"} for at in range(4)]
    path = bench(tmp_path / "chat.jsonl", rows)
    found = json.loads(goldsmith("eval", "rules", path, "--json").succeeded().out)
    assert (found["summary"]["n"], found["summary"]["figures"]["text_exact"]["value"]) == (4, 0)
    assert json.loads(goldsmith("eval", "rules", path, "--split", "dev", "--json").succeeded().out)["summary"]["n"] == 3
    assert "no rows of split 'test'; there are exam, dev" in goldsmith("eval", "rules", path, "--split", "test").error


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nomodel",), "there is no model 'nomodel'; give rules"),
        (("./no/such/model",), "there is no model './no/such/model'"),
        (("http://127.0.0.1:9/v1",), "names no model; write http://127.0.0.1:9/v1#MODEL"),
        (("rules", "--split", "exam"), "has no split 'exam'; there are train, validation, test"),
        (("rules", "--map", "prompt=q"), "is for files"),
        (("rules", "--domain", "/no/such"), "domain '/no/such' is no folder"),
        (("nomodel", "--domain", "/no/such"), "--domain '/no/such' is for `rules`"),
        (("rules", "--template", "/no/such.jinja"), "there is no template '/no/such.jinja'"),
        (("rules", "--out", "/no/such/eval.json"), "cannot write '/no/such/eval.json'"),
        (("rules", "--limit", "-1"), "--limit"),
        (("rules", "--out", "eval.jsonl"), "call it .json"),
    ],
)
def test_what_cannot_be_evaluated_is_one_line(small_release: Path, words: tuple[str, ...], said: str) -> None:
    ran = goldsmith("eval", words[0], small_release, *words[1:])
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.error


def test_an_edited_release_is_refused(spoiled: Path) -> None:
    file = next((spoiled / "data").glob("test-*.parquet"))
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    ran = goldsmith("eval", "rules", spoiled)
    assert (ran.code, ran.out) == (2, "")
    assert f"small/1.0.0 is not what was released: data/{file.name}" in ran.error


def test_a_deprecated_release_is_said_to_be_one(spoiled: Path) -> None:
    (spoiled / "DEPRECATED.md").write_text("wrong taxes")
    assert "DEPRECATED: wrong taxes" in goldsmith("eval", "rules", spoiled).succeeded().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--map", "answer=none"), "--map names column 'none'"),
        (("--map", "answer=a", "--map", "prompt=q", "--map", "schema=none"), "names column 'none'"),
        (("--map", "schema"), "--map 'schema' is not PART=COLUMN"),
        (("--map", "wish=a"), "knows no part 'wish'"),
    ],
)
def test_a_column_that_is_not_there_is_named(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    path = bench(tmp_path / "bench.jsonl", [{"q": "a", "a": "b"}])
    ran = goldsmith("eval", "rules", path, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.error


def test_a_folder_or_file_that_holds_nothing_is_named(tmp_path: Path) -> None:
    assert "is no release" in goldsmith("eval", "rules", tmp_path).error
    assert "there is no file" in goldsmith("eval", "rules", tmp_path / "none.jsonl").error
    (tmp_path / "empty.jsonl").touch()
    assert goldsmith("eval", "rules", tmp_path / "empty.jsonl").code == 2
