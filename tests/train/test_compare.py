"""Runs side by side: what differs is shown, what cannot be compared is named, and nothing is called better by chance."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.errors import UsageError
from goldsmith.report.compare_page import page
from goldsmith.train.compare import Comparison, compare, leaderboard
from goldsmith.train.leaderboard import markdown
from goldsmith.train.pairing import told_apart, why_not_paired
from goldsmith.train.runs import Run, read, tails
from train.runs import BROKEN, CUT, GREEDY, OTHER, RIGHT, WRONG, evaluation, mixed, run


def compared(*paths: Path) -> Comparison:
    return compare(read(paths))


def places(found: Comparison) -> dict[str, int]:
    return {one.name: place for place, one in leaderboard(found.runs)}


def best(found: Comparison, metric: str) -> str | None:
    (result,) = (one for one in found.results if one.metric == metric)
    return None if result.best is None else found.runs[result.best].name


def test_only_keys_that_differ_are_shown(tmp_path: Path) -> None:
    mix = {"file": str(tmp_path / "private" / "general.jsonl"), "share": 10}
    first = run(tmp_path / "first", mixed(4), mix=mix)
    found = compared(first, run(tmp_path / "second", mixed(4), rank=64, mix=mix | {"share": 20}, seed=3))
    assert {line.name: line.cells for line in found.keys} == {"rank": ("16", "64"), "mix.share": ("10.0", "20.0")}
    assert {line.name: line.cells for line in found.facts} == {
        "base": ("maker/model", "maker/model"),
        "method": ("lora", "lora"),
        "release": ("small/1.0.0", "small/1.0.0"),
        "seed": ("0", "3"),
    }


def test_a_count_is_shown_to_its_last_digit(tmp_path: Path) -> None:
    folder = run(tmp_path / "first", mixed(4))
    record = json.loads((folder / "run.json").read_text())
    record["training"] |= {"supervised_tokens": 1_356_852, "seconds": 642.9249}
    (folder / "run.json").write_text(json.dumps(record))
    shown = {line.name: line.cells for line in compared(folder).costs}
    assert (shown["supervised tokens"], shown["seconds"]) == (("1,356,852",), ("643",))


def test_no_kinds_named_are_all(tmp_path: Path) -> None:
    found = compared(run(tmp_path / "all", mixed(4)), run(tmp_path / "one", mixed(4), kinds=["tag"]))
    assert {line.name: line.cells for line in found.keys} == {"kinds": ("all", "tag")}


def test_base_and_readers_of_a_run_stand_beside_its_model(tmp_path: Path) -> None:
    found = compared(run(tmp_path / "first", mixed(4)))
    shown = {result.metric: figure.value for result in found.results if (figure := result.figures[0])}
    assert (shown["base json_exact"], shown["json_exact"], shown["rules json_exact"]) == (0.0, 1.0, 1.0)


def test_local_paths_are_shown_by_what_tells_them_apart(tmp_path: Path) -> None:
    first = run(tmp_path / "first", mixed(4), base="/home/ada/models/a/base")
    found = compared(first, run(tmp_path / "second", mixed(4), base="/home/ada/models/b/base"))
    assert found.facts[0].cells == ("a/base", "b/base")
    assert "/home" not in markdown(found)
    assert "/home" not in page(found)


def test_a_better_run_is_told_apart_row_by_row_where_intervals_meet(tmp_path: Path) -> None:
    first, second = run(tmp_path / "first", mixed(300, 100)), run(tmp_path / "second", mixed(312, 88))
    found = compared(first, second)
    (pair,) = found.pairs
    change = pair.differences["json_exact"]
    assert (change.won, change.lost, change.n) == (12, 0, 400)
    assert pair.says("json_exact") == "better"
    assert best(found, "json_exact") == "second"
    (result,) = (one for one in found.results if one.metric == "json_exact")
    old, new = result.figures
    assert old is not None
    assert new is not None
    assert old.high > new.low  # type: ignore[operator]  # both have an interval


def test_without_answers_the_same_runs_are_ties(tmp_path: Path) -> None:
    first, second = run(tmp_path / "first", mixed(300, 100)), run(tmp_path / "second", mixed(312, 88))
    (second / "answers" / "tuned.jsonl").unlink()
    found = compared(first, second)
    assert found.pairs[0].why_not == "second: its answers are not there: no tuned.jsonl in answers/"
    assert best(found, "json_exact") is None
    assert places(found) == {"second": 1, "first": 1}


def test_rows_lost_and_won_alike_are_no_difference(tmp_path: Path) -> None:
    first = run(tmp_path / "first", mixed(200, 20) + mixed(0, 30) + mixed(30))
    second = run(tmp_path / "second", mixed(200, 20) + mixed(30) + mixed(0, 27) + mixed(3))
    found = compared(first, second)
    change = found.pairs[0].differences["json_exact"]
    assert (change.won, change.lost) == (30, 27)
    assert found.pairs[0].says("json_exact") == "no"
    assert places(found) == {"second": 1, "first": 1}


def test_fewer_truncated_answers_are_better(tmp_path: Path) -> None:
    cut = run(tmp_path / "cut", mixed(50) + [CUT] * 50)
    found = compared(cut, run(tmp_path / "whole", mixed(50, 0, 50)))
    assert best(found, "truncated") == "whole"
    assert best(found, "json_valid") is None


@pytest.mark.parametrize(
    ("other", "remark"),
    [
        (
            {"release": OTHER},
            "since they differ in release: small/1.0.0 abababababab (first); small/1.1.0 cdcdcdcdcdcd (second)",
        ),
        ({"kinds": ["other"]}, "since they differ in kinds: pair (first); other (second)"),
        (
            {"decoding": GREEDY | {"constrained": True}},
            "since they differ in constrained: false (first); true (second)",
        ),
    ],
)
def test_results_under_other_settings_are_shown_and_not_ranked(tmp_path: Path, other: Any, remark: str) -> None:
    found = compared(run(tmp_path / "first", mixed(10, 90)), run(tmp_path / "second", mixed(100), **other))
    assert found.remarks == (f"not ranked against each other, {remark}",)
    assert places(found) == {"first": 1, "second": 0}
    assert best(found, "json_exact") is None


def test_fewer_rows_are_said_and_ranked_by_intervals(tmp_path: Path) -> None:
    found = compared(run(tmp_path / "first", mixed(10, 90)), run(tmp_path / "second", mixed(50)))
    assert "ranked, though they differ in rows: 100 (first); 50 (second)" in found.remarks
    assert found.pairs[0].why_not == "50 rows were answered by one of them only, such as 'row-0050'"
    assert places(found) == {"second": 1, "first": 2}


def test_the_readers_have_no_decoding_that_could_differ(tmp_path: Path) -> None:
    found = compared(run(tmp_path / "first", mixed(10, 90)), evaluation(tmp_path / "rules", mixed(100)))
    assert found.pairs[0].says("json_exact") == "better"
    assert places(found) == {"rules": 1, "first": 2}
    assert found.keys == ()


def edited_gold(lines: list[dict[str, Any]]) -> None:
    lines[1]["gold"] = "{}"


def edited_id(lines: list[dict[str, Any]]) -> None:
    lines[1]["id"] = "row-9999"


def edited_figure(lines: list[dict[str, Any]]) -> None:
    lines[-1]["figures"]["json_exact"] = 1.0


def dropped(lines: list[dict[str, Any]]) -> None:
    lines.pop()


def doubled(lines: list[dict[str, Any]]) -> None:
    lines.append(lines[0])


def without_figures(lines: list[dict[str, Any]]) -> None:
    del lines[2]["figures"]


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (edited_gold, "1 rows ask for another answer, such as 'row-0001'"),
        (edited_id, "2 rows were answered by one of them only, such as 'row-0001'"),
        (edited_figure, "its tuned.jsonl was changed: its rows give exact 0.9000, the record has 0.8000"),
        (dropped, "its tuned.jsonl was changed: 9 rows have exact, the record has 10"),
        (doubled, "its tuned.jsonl has row 'row-0000' twice"),
        (without_figures, "line 3 of its tuned.jsonl cannot be read: 'figures'"),
    ],
)
def test_answers_that_were_edited_are_not_paired(tmp_path: Path, edit: Any, why: str) -> None:
    first, second = run(tmp_path / "first", mixed(8, 2)), run(tmp_path / "second", mixed(8, 2))
    path = second / "answers" / "tuned.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    edit(lines)
    if edit is edited_figure:
        for line in lines[-1:]:
            line["figures"]["exact"] = 1.0
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = compared(first, second).pairs[0]
    assert found.differences == {}
    assert found.why_not.endswith(why)


def test_failed_and_aborted_runs_are_shown_with_their_gate(tmp_path: Path) -> None:
    failed = run(tmp_path / "failed", mixed(10), wrong={"A2": "logits differ by 0.84"})
    aborted = run(tmp_path / "aborted", [], wrong={"T2": "step 60: 8 of 8 answers loop"})
    found = compared(run(tmp_path / "fine", mixed(10)), failed, aborted)
    assert [one.failed for one in found.runs] == [
        (),
        ("A2 merge: logits differ by 0.84",),
        ("T2 merge: step 60: 8 of 8 answers loop",),
    ]
    assert found.pairs[1].why_not == "aborted: it has no results"
    for text in (markdown(found), page(found)):
        assert "failed" in text
        assert "step 60: 8 of 8 answers loop" in text


def test_one_run_is_shown_alone(tmp_path: Path) -> None:
    found = compared(run(tmp_path / "only", mixed(8, 2)))
    assert found.pairs == ()
    assert places(found) == {"only": 1}
    assert best(found, "json_exact") is None
    assert "| 1 | only | passed | maker/model | lora | small/1.0.0 | 0 | 80.0 [49.0, 94.3] |" in markdown(found)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"schema_version": 2, "verdict": "passed"}', "has schema_version 2; 1 is what is read here"),
        ('{"schema_version": 1, "verdict": "passed"}', "is no record of a run or an evaluation: no 'config'"),
        ('{"schema_version": 1, "model": "rules", "release": {"name": "a", "version": "1"}}', "is no record of a run"),
        ('{"schema_version": 1, "verdict": "passed", "config": [], "release": {}}', "is no record of a run"),
        ("[1]", "it has no schema_version"),
        ("{", "cannot be read as a run's record"),
    ],
)
def test_a_record_of_another_sort_is_refused(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(UsageError, match=re.escape(why)):
        read([tmp_path])


@pytest.mark.parametrize("value", ["0.5", -1, 1e308, [], True])
def test_a_figure_that_is_no_share_is_refused(tmp_path: Path, value: object) -> None:
    path = run(tmp_path / "first", mixed(4)) / "run.json"
    held = json.loads(path.read_text())
    held["results"]["task"]["tuned"]["summary"]["figures"]["json_exact"]["high"] = value
    path.write_text(json.dumps(held))
    with pytest.raises(UsageError, match="is no record of a run or an evaluation: json_exact is"):
        read([path])


def test_a_run_named_twice_is_refused(tmp_path: Path) -> None:
    run(tmp_path / "first", mixed(2))
    with pytest.raises(UsageError, match="named twice"):
        read([tmp_path / "first", tmp_path / "first" / "run.json"])


def test_runs_of_one_name_are_called_by_their_folders(tmp_path: Path) -> None:
    paths = [run(tmp_path / part / "run", mixed(2)) for part in ("a", "b")]
    assert [one.name for one in read(paths)] == ["a/run", "b/run"]


@given(st.lists(st.text(alphabet="ab/.", min_size=1), max_size=6))
def test_tails_tell_texts_apart_and_end_them(texts: list[str]) -> None:
    found = tails(texts)
    assert len(set(found)) == len(set(texts))


def made(name: str, hows: list[str], tmp_path: Path) -> Run:
    return read([run(tmp_path / name, hows)])[0]


def test_told_apart_is_the_same_from_either_side(tmp_path: Path) -> None:
    runs = [made(f"r{right}", mixed(right, 60 - right - 2, 2), tmp_path) for right in (20, 24, 30, 50)]
    for metric in ("json_exact", "field_f1_micro", "field_f1_macro", "truncated"):
        for first in runs:
            for second in runs:
                assert told_apart(first, second, metric) == -told_apart(second, first, metric)
                assert why_not_paired(first, second) == ""
    assert told_apart(runs[3], runs[0], "json_exact") == 1


def test_the_leaderboard_is_sorted_and_ties_share_a_place(tmp_path: Path) -> None:
    names = {"a": 40, "b": 90, "c": 89}
    found = compared(*(run(tmp_path / name, mixed(right, 100 - right)) for name, right in names.items()))
    assert list(places(found).items()) == [("b", 1), ("c", 1), ("a", 3)]
    rows = [line for line in markdown(found).split("##")[1].splitlines() if line.startswith("| ")][2:]
    assert [row.split(" | ")[1] for row in rows] == ["b", "c", "a"]


def test_where_some_answers_are_texts_all_rows_count(tmp_path: Path) -> None:
    paths = [run(tmp_path / name, mixed(20, 20)) for name in ("first", "second")]
    for path in paths:
        held = json.loads((path / "run.json").read_text())
        figures = held["results"]["task"]["tuned"]["summary"]["figures"]
        figures["text_exact"] = figures["exact"]
        (path / "run.json").write_text(json.dumps(held))
    found = compared(*paths)
    assert [result.metric for result in found.results][:2] == ["exact", "json_exact"]


HOSTILE = '</script><img src=x onerror=alert(1)> | `x` <!-- "q"'


def test_no_text_of_a_run_acts_in_the_page_or_the_table(tmp_path: Path) -> None:
    first = run(tmp_path / "<b>first</b>", mixed(3, 1), base=HOSTILE, wrong={"A2": HOSTILE})
    found = compared(first, run(tmp_path / "second", mixed(2, 2), base="other"))
    text = page(found)
    assert "<img" not in text
    assert "<b>first" not in text
    assert not re.search(r"https?://|@import|url\(|<script|<link|\bsrc=[\"']", text)
    board = markdown(found)
    assert "<img" not in board.replace("\\<img", "")
    assert (
        len({len(re.findall(r"(?<!\\)\|", row)) for row in board.split("##")[1].splitlines() if row[:2] == "| "}) == 1
    )


def test_the_page_shows_every_run_figure_and_difference(tmp_path: Path) -> None:
    hows = {"first": mixed(30, 10), "second": mixed(38, 2), "third": [RIGHT, WRONG, BROKEN, CUT]}
    text = page(compared(*(run(tmp_path / name, how) for name, how in hows.items())))
    for name in hows:
        assert text.count(f">{name}<") >= 2
    assert "8 rows better, 0 worse of 40" in text
    assert "Not paired" in text
    assert text.count("<svg") == 3 * 5 + 2
