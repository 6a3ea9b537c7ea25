"""`goldsmith inspect`: examples as a person would look at them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from forgery import rows_of
from program import goldsmith


def test_it_shows_as_many_examples_as_asked_with_prompt_and_answer(small_release: Path) -> None:
    shown = goldsmith("inspect", small_release, "-n", "3").succeeded().out
    ids = [line.split(" · ")[0].removeprefix("━━━ ") for line in shown.splitlines() if line.startswith("━━━")]
    rows = rows_of(small_release)
    assert len(set(ids)) == 3
    assert all(rows[id_]["input"] in shown for id_ in ids)
    assert shown.count("──→") == 3


def test_it_shows_only_the_split_and_kind_that_are_asked_for(small_release: Path) -> None:
    shown = goldsmith("inspect", small_release, "-n", "50", "--split", "test", "--kind", "invoice").succeeded().out
    heads = [line for line in shown.splitlines() if line.startswith("━━━")]
    wanted = [
        id_
        for id_, row in rows_of(small_release).items()
        if row["kind"] == "invoice" and '"split":"test"' in row["meta"]
    ]
    assert sorted(head.split(" · ")[0].removeprefix("━━━ ") for head in heads) == sorted(wanted)


def test_it_shows_the_same_examples_each_time_and_others_for_another_seed(small_release: Path) -> None:
    first, again, other = (goldsmith("inspect", small_release, "--seed", seed).succeeded().out for seed in (0, 0, 1))
    assert first == again != other


def test_it_says_which_values_were_left_to_work_out(small_release: Path) -> None:
    shown = goldsmith("inspect", small_release, "-n", "160").succeeded().out
    derived = sum('"mode":"derived"' in row["meta"] for row in rows_of(small_release).values())
    assert shown.count("worked out, not stated: ") == derived > 0


def test_a_lesson_is_shown_with_its_turns_its_status_and_what_it_cites(lesson_release: Path) -> None:
    shown = goldsmith("inspect", lesson_release, "-n", "40").succeeded().out
    for row in rows_of(lesson_release).values():
        meta = json.loads(row["meta"])
        assert f"━━━ {row['id']} · {meta['split']} · {meta['level']} · {meta['status']}\n{row['input']}\n──→\n" in shown
        assert all(turn["content"] in shown for turn in row["messages"])
        notes = {note["id"]: note["source"] for note in meta["plan"].get("notes", ())}
        assert all(f"cited: {notes[name]}" in shown for name in meta["cited"][:1])


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        (("--kind", "bill"), "no rows of kind 'bill'; there are invoice, location, rating, shopping_cart"),
        (("--split", "exam"), "no split 'exam'; there are"),
        (("-n", "0"), "-n"),
        (("-n", "many"), "-n"),
    ],
)
def test_what_cannot_be_shown_is_named(small_release: Path, options: tuple[str, str], shown: str) -> None:
    ran = goldsmith("inspect", small_release, *options)
    assert (ran.code, ran.out) == (2, "")
    assert shown in ran.error


def test_a_folder_that_is_no_release_is_named(tmp_path: Path) -> None:
    ran = goldsmith("inspect", tmp_path)
    assert (ran.code, f"'{tmp_path}' is no release" in ran.error) == (2, True)


def test_a_file_is_no_folder_of_a_release(small_release: Path) -> None:
    ran = goldsmith("inspect", small_release / "manifest.json")
    assert (ran.code, "manifest.json' is a file; give the folder of a release" in ran.error) == (2, True)


def test_rows_as_json_are_those_of_the_release(small_release: Path) -> None:
    found = json.loads(goldsmith("inspect", small_release, "-n", "3", "--json").succeeded().out)
    rows = rows_of(small_release)
    assert found["schema_version"] == 1
    assert len(found["rows"]) == 3
    assert all(row["input"] == rows[row["id"]]["input"] for row in found["rows"])


def test_a_line_that_was_edited_is_named_and_gives_no_traceback(spoiled: Path) -> None:
    for file in (spoiled / "jsonl").iterdir():
        file.write_bytes(b'{"id": \n' + file.read_bytes())
    ran = goldsmith("inspect", spoiled, "-n", "200")
    assert ran.code == 2
    assert "jsonl" in ran.error


def test_a_reader_that_stops_early_gets_no_traceback(small_release: Path, tmp_path: Path) -> None:
    del tmp_path
    head = shutil.which("head") or "head"
    program = subprocess.Popen(
        [sys.executable, "-m", "goldsmith", "inspect", small_release, "-n", "160"], stdout=-1, stderr=-1
    )
    subprocess.run([head, "-n", "1"], stdin=program.stdout, capture_output=True, check=True)
    _, err = program.communicate(timeout=60)
    assert b"Traceback" not in err
