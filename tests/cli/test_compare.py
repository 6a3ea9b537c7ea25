"""`goldsmith compare` as a person runs it: tables that stay readable, files that it writes, and bad input."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from program import goldsmith
from train.runs import OTHER, evaluation, mixed, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("runs")
    run(made / "small", mixed(30, 10))
    run(made / "large", mixed(39, 1), rank=64)
    run(made / "newer", mixed(40), release=OTHER)
    run(made / "broken", [], wrong={"T2": "step 60: 8 of 8 answers loop"})
    evaluation(made / "rules", mixed(40))
    return made


def test_few_runs_stand_side_by_side(home: Path) -> None:
    said = goldsmith("compare", "small", "large", cwd=home).succeeded().out
    lines = [line.split() for line in said.splitlines()]
    assert lines[0] == ["small", "large"]
    assert ["rank", "16", "64"] in lines
    assert ["release", "small/1.0.0", "small/1.0.0"] in lines
    assert "9 rows better, 0 worse" in said
    assert max(map(cell_len, said.splitlines())) <= 100


def test_many_runs_stand_a_run_a_line_the_best_first(tmp_path: Path) -> None:
    for number in range(50):
        run(tmp_path / f"run-{number:02d}", mixed(5 + number % 7, 5), seed=number)
    said = goldsmith("compare", *sorted(tmp_path.iterdir())).succeeded().out
    head, *lines = said.split("\n\n")[1].splitlines()
    assert head.split()[:3] == ["place", "run", "JSONExact"]
    assert {line.split()[1] for line in lines} == {f"run-{number:02d}" for number in range(50)}
    assert lines[0].split()[1] == "run-06"
    assert "all runs: base maker/model, method lora, release small/1.0.0" in said
    assert "and 30 more; --json lists them all" in said


def test_what_cannot_be_compared_is_said(home: Path) -> None:
    said = goldsmith("compare", "small", "newer", "broken", "rules/eval.json", cwd=home, COLUMNS="60").succeeded().out
    assert "newer: they differ in release: small/1.0.0 abababababab and small/1.1.0 cdcdcdcdcdcd" in said
    assert "broken: T2 merge: step 60: 8 of 8 answers loop" in said
    assert "rules" in said


def test_json_holds_everything(home: Path) -> None:
    made = json.loads(goldsmith("compare", "small", "large", "broken", "--json", cwd=home).succeeded().out)
    assert made["leaderboard"] == [
        {"place": 1, "run": "large"},
        {"place": 2, "run": "small"},
        {"place": None, "run": "broken"},
    ]
    assert made["differs"] == {"rank": ["16", "64", "16"]}
    assert made["best"]["json_exact"] == "large"
    assert made["pairs"][0]["differences"]["json_exact"]["won"] == 9
    assert made["pairs"][1] == {"run": "broken", "differences": {}, "why_not": "broken: it has no results"}
    assert made["runs"][0]["figures"]["json_exact"]["n"] == 40


def test_the_leaderboard_page_and_journal_are_written(home: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.md"
    log.write_text("# Mine\n\nI expect rank 64 to win.\n", encoding="utf-8")
    words = ("compare", "small", "large", "--markdown", "--html", tmp_path / "page.html", "--journal", log)
    board = goldsmith(*words, cwd=home).succeeded().out
    assert board.startswith("## Leaderboard\n\n| place | run | verdict | base |")
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    text = log.read_text(encoding="utf-8")
    assert text.startswith("# Mine\n\nI expect rank 64 to win.\n")
    assert board in text
    goldsmith(*words, cwd=home).succeeded()
    assert log.read_text(encoding="utf-8") == text
    goldsmith("compare", "large", "small", "--journal", log, cwd=home).succeeded()
    assert log.read_text(encoding="utf-8").startswith(text)


BAD = {
    "a folder without a record": (["."], "'.' is no finished run"),
    "a run named twice": (["small", "large", "small/run.json"], "named twice"),
    "json and Markdown": (["small", "--json", "--markdown"], "choose one"),
    "a page over a record": (["rules/eval.json", "--html", "rules/eval.json"], "it is one of the runs"),
    "a journal over a record": (["small", "--journal", "small/run.json"], "it is one of the runs"),
    "a page in no folder": (["small", "--html", "no/page.html"], "cannot write 'no/page.html'"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_line_and_exit_2(home: Path, case: str) -> None:
    words, says = BAD[case]
    ran = goldsmith("compare", *words, cwd=home)
    assert ran.code == 2
    assert says in ran.error


def test_compare_imports_no_training_library() -> None:
    program = "import sys; import goldsmith.cli.main; print(sorted({'torch', 'transformers', 'trl', 'peft'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
