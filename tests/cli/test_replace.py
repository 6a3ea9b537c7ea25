"""`goldsmith build --replace`: the rows of a ledger are made anew, all others stay byte for byte."""

import json
import shutil
from pathlib import Path

import pytest

from program import REPLACED, SMALL, goldsmith, left_in


def lines_of(release: Path) -> dict[str, bytes]:
    lines = (line for path in (release / "jsonl").iterdir() for line in path.read_bytes().splitlines())
    return {json.loads(line)["id"]: line for line in lines}


def asked(folder: Path, ledger: str, recipe: str = SMALL.replace("1.0.0", "1.0.1")) -> tuple[Path, Path]:
    """A recipe file and a ledger file."""
    (folder / "mine.yaml").write_text(recipe, encoding="utf-8")
    (folder / "ledger.jsonl").write_text(ledger, encoding="utf-8")
    return folder / "mine.yaml", folder / "ledger.jsonl"


def test_only_the_rows_that_the_ledger_names_are_made_anew(replaced: Path) -> None:
    before, after = lines_of(replaced.with_name("1.0.0")), lines_of(replaced)
    assert before.keys() == after.keys()
    assert {id_ for id_ in before if before[id_] != after[id_]} == REPLACED.keys()


def test_a_row_made_anew_is_the_next_attempt_in_the_same_place_of_the_plan(replaced: Path) -> None:
    before, after = lines_of(replaced.with_name("1.0.0")), lines_of(replaced)
    for id_ in REPLACED:
        old, new = (json.loads(json.loads(lines[id_])["meta"]) for lines in (before, after))
        assert new["attempt"] > old["attempt"]
        assert [new[key] for key in ("ordinal", "split", "genre", "odd", "mode")] == [
            old[key] for key in ("ordinal", "split", "genre", "odd", "mode")
        ]


def test_the_release_says_where_its_rows_come_from(replaced: Path) -> None:
    certificate = json.loads((replaced / "certificate.json").read_bytes())
    assert certificate["replaced"] == {"previous": "1.0.0", "anew": 3, "taken_over": 157}
    drops = [json.loads(line) for line in (replaced / "dropped.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {drop["id"]: drop["reason"] for drop in drops if drop["gate"] == "replaced"} == REPLACED
    assert certificate["attempts"]["generated"] == certificate["attempts"]["kept"] + len(drops)
    assert "157 rows are those of version 1.0.0" in (replaced / "README.md").read_text(encoding="utf-8")


def test_the_release_verifies(replaced: Path) -> None:
    assert "small/1.0.1: verified, 160 rows" in goldsmith("verify", replaced).succeeded().out


def test_building_it_again_gives_the_same_bytes_with_any_workers(replaced: Path, tmp_path: Path) -> None:
    shutil.copytree(replaced.parent, tmp_path / "small")
    recipe, ledger = asked(
        tmp_path, "".join(json.dumps({"id": id_, "reason": why}) + "\n" for id_, why in REPLACED.items())
    )
    again = goldsmith("build", recipe, "--out", tmp_path, "--replace", ledger, "--workers", 2).succeeded()
    assert "byte for byte the same" in again.out
    assert "replaced    3 rows made anew, 157 taken over from 1.0.0" in again.out


GOOD = '{"id": "invoice-0000003"}\n'
BAD = [
    ('{"id": "invoice-0000003"}\n{"id": "invoice-0000040"}\n', {}, "'invoice-0000040' is no row of small/1.0.0"),
    ('{"id": "invoice-3"}\n{"id": "x"}\n', {}, "'invoice-3' is no row of small/1.0.0 (2 of 2 ids are unknown)"),
    ("\n\n", {}, "names no row"),
    (GOOD + '{"row": 3}\n', {}, 'line 2 has no "id"'),
    (GOOD + "invoice-0000004\n", {}, "line 2 is not JSON"),
    (GOOD, {"seed: 7": "seed: 8"}, "--replace: seed is 8 and was 7 in 1.0.0"),
    (GOOD, {"count: 160": "count: 200"}, "--replace: count is 200 and was 160 in 1.0.0"),
    (GOOD, {"1.0.1": "1.0.0"}, "no release of 'small' before 1.0.0"),
]


@pytest.mark.parametrize(("ledger", "changes", "says"), BAD)
def test_what_cannot_be_replaced_is_refused_before_anything_is_made(
    spoiled: Path, tmp_path: Path, ledger: str, changes: dict[str, str], says: str
) -> None:
    recipe = SMALL.replace("1.0.0", "1.0.1")
    for old, new in changes.items():
        recipe = recipe.replace(old, new)
    file, named = asked(tmp_path, ledger, recipe)
    ran = goldsmith("build", file, "--out", tmp_path, "--replace", named)
    assert (ran.code, says in ran.error) == (2, True), ran.err
    assert left_in(tmp_path) == ["small/1.0.0"]


def test_an_altered_release_is_not_taken_over(spoiled: Path, tmp_path: Path) -> None:
    file = next((spoiled / "jsonl").glob("train-*"))
    file.write_bytes(file.read_bytes().replace(b"a", b"e", 1))
    recipe, ledger = asked(tmp_path, GOOD)
    ran = goldsmith("build", recipe, "--out", tmp_path, "--replace", ledger)
    assert (ran.code, f"jsonl/{file.name} is not what was released" in ran.error) == (2, True)


def test_a_missing_ledger_is_said(spoiled: Path, tmp_path: Path) -> None:
    recipe, _ = asked(tmp_path, GOOD)
    assert "cannot be read" in goldsmith("build", recipe, "--out", tmp_path, "--replace", tmp_path / "none.jsonl").error
