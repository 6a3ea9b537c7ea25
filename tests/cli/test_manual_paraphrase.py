"""Other wordings of a manual's questions from a served model: kept where they mean the same fact, paid for once."""

import json
import re
from pathlib import Path

import yaml

from forgery import rows_of
from openai_server import Served, serving
from program import Ran, goldsmith

PIECE = re.compile(r"^- (.+)$", re.MULTILINE)
KEY = "sk-canary-5f2e"


def reply(prompt: str) -> str:
    """What a mediocre model says: one question turned round, one about something else, one that tells the answer, one that is right."""
    keep = " ".join(PIECE.findall(prompt))
    asked = prompt.split("\n\n")[1]
    return json.dumps(
        {
            "questions": [
                f"What is not specified for {keep}?",
                "What is the spec of the ejector seat?",
                f"Is {keep} given as 45 Nm?",
                f"Hello there, {asked[0].lower()}{asked[1:]}" if asked[:2].istitle() else f"Please: {asked}",
                f"What does the sheet state for {keep}?",
            ]
        }
    )


def recipe_at(folder: Path, url: str) -> Path:
    path = folder / "asked.yaml"
    teacher = {"base_url": url, "model": "m", "key_env": "TEACHER_KEY", "concurrency": 4}
    recipe = {
        "name": "asked",
        "version": "1.0.0",
        "track": "manual",
        "forms": "closed-book",
        "paraphrase": {"teacher": teacher, "share": 15, "round_size": 20},
        "caps": {"opening": 10, "request": 5},
    }
    path.write_text(yaml.safe_dump(recipe), encoding="utf-8")
    return path


def build(recipe: Path, out: Path, *more: str) -> Ran:
    return goldsmith("build", recipe, "--out", out, *more, TEACHER_KEY=KEY)


def test_wordings_that_mean_the_same_are_kept_and_a_second_build_pays_nothing(tmp_path: Path) -> None:
    with serving(Served(reply=reply)) as served:
        recipe = recipe_at(tmp_path, served.url)
        build(recipe, tmp_path / "out").succeeded()
        paid = len(served.requests)
        release = tmp_path / "out" / "asked" / "1.0.0"
        before = (release / "manifest.json").read_bytes()
        assert "byte for byte the same" in build(recipe, tmp_path / "out").succeeded().out
        assert len(served.requests) == paid > 20
    assert "byte for byte the same" in build(recipe, tmp_path / "out", "--offline").succeeded().out
    assert (release / "manifest.json").read_bytes() == before
    rows = [(row, json.loads(row["meta"])) for row in rows_of(release).values()]
    other = [(row, meta) for row, meta in rows if meta.get("paraphrase") == "constrained"]
    assert len(other) > paid / 4
    assert all(meta["split"] == "train" and len(meta["request"]) == 64 for _, meta in other)
    assert not any("not specified" in row["input"] or "ejector" in row["input"] for row, _ in other)
    refused = [json.loads(line)["gate"] for line in (release / "dropped.jsonl").read_bytes().splitlines()]
    assert {gate for gate in refused if gate.startswith("paraphrase: ")} >= {
        "paraphrase: not_turned",
        "paraphrase: keeps",
    }
    goldsmith("verify", release).succeeded()
    told = (release / "README.md").read_text(encoding="utf-8")
    assert "Nothing was written by a language model" not in told
    assert "in the words of a language model" in told
    for file in (tmp_path / "out").rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes()


def test_without_an_answer_in_the_ledger_an_offline_build_says_what_is_missing(tmp_path: Path) -> None:
    ran = build(recipe_at(tmp_path, "http://127.0.0.1:9/v1"), tmp_path / "out", "--offline")
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()[-1]) < 400
    assert list((tmp_path / "out" / "asked").glob("1.0.0*")) == []


def test_an_endpoint_that_is_down_ends_the_build_in_one_line(tmp_path: Path) -> None:
    recipe = recipe_at(tmp_path, "http://127.0.0.1:9/v1")
    text = yaml.safe_load(recipe.read_text(encoding="utf-8"))
    text["paraphrase"]["teacher"] |= {"tries": 1}
    recipe.write_text(yaml.safe_dump(text), encoding="utf-8")
    ran = build(recipe, tmp_path / "out")
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert KEY not in ran.err
