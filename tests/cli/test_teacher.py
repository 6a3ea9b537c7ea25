"""`goldsmith build teacher`: plans worded by a teacher, gates in order, a certificate that says what was proved."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from forgery import Rows, certify, findings, forge, reseal, rows_of
from goldsmith.generators.teachers.prompts import built_in
from goldsmith.generators.teachers.scripted.teacher import reply
from openai_server import Served, serving
from program import Ran, goldsmith, left_in

COUNT = 40
KEY = "sk-canary-77aa"


def meta_of(row: dict[str, Any]) -> Any:
    return json.loads(row["meta"])


def certificate_of(release: Path) -> Any:
    return json.loads((release / "certificate.json").read_bytes())


def recipe_at(folder: Path, url: str, **more: object) -> Path:
    path = folder / "served.yaml"
    teacher = {"base_url": url, "model": "m", "key_env": "TEACHER_KEY", "concurrency": 4, "tries": 2}
    recipe = {"name": "served", "version": "1.0.0", "track": "teacher", "count": 30, "round_size": 20, "most_asks": 20}
    path.write_text(yaml.safe_dump({**recipe, "teacher": teacher, **more}), encoding="utf-8")
    return path


def build(recipe: Path, out: Path, *more: str) -> Ran:
    return goldsmith("build", recipe, "--out", out, *more, TEACHER_KEY=KEY)


def test_a_release_verifies_and_says_that_it_is_a_demonstration(lesson_release: Path) -> None:
    said = goldsmith("verify", lesson_release).succeeded().out
    assert "verified" in said.splitlines()[-1]
    made = certificate_of(lesson_release)
    assert made["ok"]
    assert made["demo"]
    assert made["rows"]["total"] == COUNT == len(rows_of(lesson_release))
    assert made["attempts"]["generated"] == made["attempts"]["kept"] + made["attempts"]["dropped"]
    assert sum(made["status"].values()) == COUNT
    assert "demo: true" in (lesson_release / "README.md").read_text(encoding="utf-8")


def test_every_wording_is_under_its_cap_in_the_certificate(lesson_release: Path) -> None:
    table = certificate_of(lesson_release)["wordings"]
    assert {one["what"] for one in table} >= {"opening", "sentence", "closing"}
    assert all(one["count"] <= max(3, one["cap_percent"] / 100 * one["of"]) for one in table)


def test_variety_stands_in_the_certificate_the_card_and_the_summary(lesson_release: Path, tmp_path: Path) -> None:
    made = certificate_of(lesson_release)
    assert {"answers_are_distinct", "skeletons_are_few"} <= {check["check"] for check in made["checks"]}
    assert made["variety"]["distinct"] >= 0.8
    assert all(one["people"] for one in made["variety"]["figures"] if one["figure"] == "skeleton_rate")
    card = (lesson_release / "README.md").read_text(encoding="utf-8")
    assert "| figure | this release | human tutors |" in card
    said = goldsmith("build", "teacher", "--count", COUNT, "--set", "most_asks=20", "--out", tmp_path).succeeded().out
    assert "answers distinct; beside people's: skeleton rate" in said
    assert "verified by equality (100.0 %)" in said


def test_a_release_with_too_many_skeletons_is_not_made(tmp_path: Path) -> None:
    ran = goldsmith("build", "teacher", "--count", "110", "--set", "most_skeletons=0", "--out", tmp_path)
    assert ran.code == 1
    assert "skeleton rate" in ran.error
    assert "most_skeletons is 0 %" in ran.error
    assert left_in(tmp_path) == []


def test_two_builds_give_the_same_bytes(lesson_release: Path, tmp_path: Path) -> None:
    words = ("build", "teacher", "--count", COUNT, "--set", "most_asks=20", "--out", tmp_path)
    goldsmith(*words, fresh=True).succeeded()
    (again,) = (tmp_path / "teacher").glob("1.0.0+*")
    assert (again / "manifest.json").read_bytes() == (lesson_release / "manifest.json").read_bytes()


@pytest.mark.parametrize("command", [("train", "--config", "scratch", "--check"), ("publish", "--repo", "a/b")])
def test_what_a_script_worded_is_neither_trained_on_nor_published(
    lesson_release: Path, command: tuple[str, ...]
) -> None:
    ran = goldsmith(command[0], lesson_release, *command[1:])
    assert ran.code == 2
    assert "--allow-demo" in ran.err


def _invented(rows: Rows) -> None:
    row = next(iter(rows.values()), None)
    if row:
        _say(row, row["messages"][-1]["content"] + " «Il gattuxo dormirebbo.»")


def _turns(rows: Rows) -> None:
    row = next(iter(rows.values()), None)
    if row:
        row["messages"] = row["messages"][:-1]


def _say(row: dict[str, Any], text: str) -> None:
    row["messages"][-1]["content"] = text
    row |= {"completion": text, "output": text, "answer": text}


@pytest.mark.parametrize("change", [_invented, _turns])
def test_a_forged_conversation_is_found_though_every_digest_fits(
    spoiled_lessons: Path, change: Callable[[Rows], None]
) -> None:
    forge(spoiled_lessons, change)
    found = findings(spoiled_lessons)
    assert "failed" in found


def test_conversations_of_one_template_are_found_though_every_digest_fits(spoiled_lessons: Path) -> None:
    def change(rows: Rows) -> None:
        for row in rows.values():
            row["messages"][0]["content"] = "Great question, dear friend of mine! " + row["messages"][0]["content"]

    forge(spoiled_lessons, change)
    found = findings(spoiled_lessons)
    assert "corpus_gates" in found or "over its cap" in found


def with_meta(rows: Rows, change: Callable[[Any], object]) -> None:
    """Change the meta of the first row that cites a note."""
    row = next((row for row in rows.values() if meta_of(row)["cited"]), None)
    if row:
        meta = meta_of(row)
        change(meta)
        row["meta"] = json.dumps(meta)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda meta: meta.update(cited=[]), "cited: 1 failed"),
        (lambda meta: meta.update(cited=["unheard-of"]), "no note of the plan: ['unheard-of']"),
        (lambda meta: meta.update(cited=5), "meta_is_readable: 1 failed"),
        (lambda meta: meta.pop("cited"), "meta_is_readable: 1 failed"),
        (lambda meta: meta.pop("ordinal"), "meta_is_readable: 1 failed"),
        (lambda meta: meta.pop("status"), "meta_is_readable: 1 failed"),
        (lambda meta: meta.update(status=["verified"]), "meta_is_readable: 1 failed"),
        (lambda meta: meta.clear(), "meta_is_readable: 1 failed"),
        (lambda meta: meta["plan"].pop("notes"), "meta_is_readable: 1 failed"),
    ],
)
def test_a_meta_that_says_otherwise_what_is_cited_or_says_nothing_is_found(
    spoiled_lessons: Path, change: Callable[[Any], object], said: str
) -> None:
    forge(spoiled_lessons, once(lambda rows: with_meta(rows, change)))
    found = findings(spoiled_lessons)
    assert said in found
    assert "the certificate's figures of cited are not those found now" in found


def once(change: Callable[[Rows], None]) -> Callable[[Rows], None]:
    """The change in the first file that it changes."""
    done: list[Rows] = []

    def made(rows: Rows) -> None:
        before = json.dumps(rows)
        if not done:
            change(rows)
        if json.dumps(rows) != before:
            done.append(rows)

    return made


def test_the_certificate_and_the_card_name_the_sources_of_what_is_cited(lesson_release: Path) -> None:
    metas = [meta_of(row) for row in rows_of(lesson_release).values()]
    told = certificate_of(lesson_release)["cited"]
    assert sum(told["rows_by_notes"].values()) == COUNT
    assert told["rows_by_notes"]["1"] == sum(len(meta["cited"]) == 1 for meta in metas) > 0
    sources = {
        note["source"] for meta in metas for note in meta["plan"].get("notes", ()) if note["id"] in meta["cited"]
    }
    assert sorted(sources) == list(told["rows_by_source"])
    card = (lesson_release / "README.md").read_text(encoding="utf-8")
    assert all(f"| {source} | {count:,} |" in card for source, count in told["rows_by_source"].items())


def test_answers_of_one_template_are_found_by_their_skeletons(spoiled_lessons: Path) -> None:
    def change(rows: Rows) -> None:
        for place, row in enumerate(rows.values()):
            for turn in row["messages"][1::2]:
                turn["content"] = (
                    f"Great question! The word you want here is number {place}. Keep practising every day!"
                )
            _say(row, row["messages"][-1]["content"])

    forge(spoiled_lessons, change)
    found = findings(spoiled_lessons)
    assert "skeletons_are_few: " in found


@pytest.mark.parametrize("figure", ["status", "cited", "levels", "variety", "wordings"])
def test_a_figure_of_the_certificate_that_the_rows_do_not_give_is_found(spoiled_lessons: Path, figure: str) -> None:
    certify(
        spoiled_lessons, lambda claimed: claimed[figure].pop() if figure == "wordings" else claimed[figure].update(a=1)
    )
    found = findings(spoiled_lessons)
    assert f"figures of {figure} are not those found now" in found


def test_a_certificate_that_claims_other_figures_is_found(spoiled_lessons: Path) -> None:
    certify(spoiled_lessons, lambda claimed: claimed["rows"].update(total=COUNT + 1))
    assert findings(spoiled_lessons)


def test_a_teacher_that_needs_too_many_requests_ends_the_build_with_the_reason(tmp_path: Path) -> None:
    ran = goldsmith(
        "build", "teacher", "--count", "400", "--set", "scripted.bad=100", "--set", "most_asks=1.5", "--out", tmp_path
    )
    assert ran.code == 1
    assert "requests for each accepted conversation" in ran.err.splitlines()[-1]
    assert left_in(tmp_path) == []


def test_a_served_teacher_is_paid_once_and_offline_gives_the_same_bytes(tmp_path: Path) -> None:
    with serving(Served(reply=reply)) as served:
        recipe = recipe_at(tmp_path, served.url)
        build(recipe, tmp_path / "out").succeeded()
        paid = len(served.requests)
        assert "byte for byte the same" in build(recipe, tmp_path / "out").succeeded().out
        assert len(served.requests) == paid
    assert "byte for byte the same" in build(recipe, tmp_path / "out", "--offline").succeeded().out
    release = tmp_path / "out" / "served" / "1.0.0"
    assert not certificate_of(release)["demo"]
    goldsmith("verify", release).succeeded()
    for file in (tmp_path / "out").rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes()


def with_prompt(folder: Path, url: str, text: str) -> Path:
    """A small recipe whose teacher has a prompt of its own, which lies beside it."""
    (folder / "own.j2").write_text(text, encoding="utf-8")
    recipe = recipe_at(folder, url, count=6)
    keys = yaml.safe_load(recipe.read_text(encoding="utf-8"))
    keys["teacher"]["prompt"] = "own.j2"
    recipe.write_text(yaml.safe_dump(keys), encoding="utf-8")
    return recipe


def test_a_prompt_of_ones_own_is_asked_with_and_lies_in_the_release(tmp_path: Path) -> None:
    text = built_in("lesson").text.replace("Write a conversation", "Please make up a conversation")
    with serving(Served(reply=reply)) as served:
        build(with_prompt(tmp_path, served.url, text), tmp_path / "out").succeeded()
        paid = len(served.requests)
        assert all(one["messages"][0]["content"].startswith("Please make up") for one in served.requests)
        release = tmp_path / "out" / "served" / "1.0.0"
        assert (release / "prompts" / "lesson.j2").read_text(encoding="utf-8") == text
        held = json.loads((release / "manifest.json").read_bytes())
        kept = yaml.safe_load((release / "recipe.yaml").read_text(encoding="utf-8"))["teacher"]
        digest = sha256(text.encode()).hexdigest()
        assert held["files"]["prompts/lesson.j2"]["sha256"] == kept["prompt_sha256"] == digest
        ran = build(release / "recipe.yaml", tmp_path / "out")
        assert (ran.code, "has no base_url, which a release does not name" in ran.error) == (2, True)
        elsewhere = ("--set", "teacher.base_url=http://127.0.0.1:9/v1", "--set", "teacher.concurrency=1")
        again = build(release / "recipe.yaml", tmp_path / "out", *elsewhere).succeeded().out
        assert "byte for byte the same" in again
        assert len(served.requests) == paid
        assert findings(release) == ""
        (release / "prompts" / "lesson.j2").write_text(text.replace("make up", "invent"), encoding="utf-8")
        ran = build(release / "recipe.yaml", tmp_path / "out", "--offline")
        assert (ran.code, "has changed since prompt_sha256" in ran.error) == (2, True)
        assert len(served.requests) == paid
    reseal(release)
    assert "prompts/lesson.j2 is not what recipe.yaml names by prompt_sha256" in findings(release)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("Start with a compliment.", "'Start with a compliment' gives every answer the same opening; say what must"),
        ("{{ fact }}", "names {{ fact }}, which nothing fills; slots are plan, turns, facts"),
        ("{{ avoid[0].colour }}", "cannot be filled: "),
    ],
)
def test_a_prompt_that_may_not_be_used_ends_the_build_before_anything_is_asked(
    tmp_path: Path, more: str, why: str
) -> None:
    with serving(Served(reply=reply)) as served:
        ran = build(with_prompt(tmp_path, served.url, built_in("lesson").text + more), tmp_path / "out")
        assert served.requests == []
    assert ran.code == 2
    assert why in ran.error
    assert "own.j2" in ran.error
    assert left_in(tmp_path / "out") == []


@pytest.mark.faults
def test_a_build_that_is_killed_loses_no_response_and_repeats_what_was_in_flight_alone(tmp_path: Path) -> None:
    rng = random.Random(5)
    with serving(Served(reply=reply, seconds=0.02)) as served:
        recipe = recipe_at(tmp_path, served.url, count=120)
        for _ in range(20):
            command = [sys.executable, "-m", "goldsmith", "build", str(recipe), "--out", str(tmp_path / "out")]
            running = subprocess.Popen(
                command, env={**os.environ, "TEACHER_KEY": KEY}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(2.0 + 3 * rng.random())
            running.send_signal(signal.SIGKILL)
            running.wait()
        build(recipe, tmp_path / "out").succeeded()
        asked = [json.dumps(one["messages"]) for one in served.requests]
        assert len(asked) - len(set(asked)) <= 20 * 4
        before = len(asked)
        build(recipe, tmp_path / "out").succeeded()
        assert len(served.requests) == before
    goldsmith("verify", tmp_path / "out" / "served" / "1.0.0").succeeded()


@pytest.mark.parametrize(
    ("url", "said"), [("http://127.0.0.1:9/v1", ""), ("ftp://x", "base_url"), ("http://u:p@x/v1", "base_url")]
)
def test_an_endpoint_that_cannot_be_asked_is_named_in_one_line(tmp_path: Path, url: str, said: str) -> None:
    ran = build(recipe_at(tmp_path, url), tmp_path / "out")
    assert ran.code == 2
    assert said in ran.err.splitlines()[-1]
    assert "Traceback" not in ran.err
    assert left_in(tmp_path / "out") in ([], ["served/teacher.sqlite"])


def test_a_resealed_release_without_its_ledger_is_found(spoiled_lessons: Path) -> None:
    (spoiled_lessons / "dropped.jsonl").write_bytes(b"")
    reseal(spoiled_lessons)
    assert findings(spoiled_lessons)
