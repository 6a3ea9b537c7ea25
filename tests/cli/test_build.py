"""`goldsmith build` as a person uses it: what it says, what it leaves, and what it refuses."""

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from program import SMALL, goldsmith, left_in
from strategies import KINDS


def certificate_of(release: Path) -> Any:
    return json.loads((release / "certificate.json").read_bytes())


def recipe_file(folder: Path, **changes: object) -> Path:
    """The small recipe with some keys changed, written into a folder."""
    file = folder / "mine.yaml"
    file.write_text(yaml.safe_dump(yaml.safe_load(SMALL) | changes), encoding="utf-8")
    return file


@pytest.mark.slow
def test_every_record_type_stands_in_every_split(release: Path) -> None:
    for split in ("train", "validation", "test"):
        (file,) = (release / "data").glob(f"{split}-*.parquet")
        assert set(pq.read_table(file, columns=["kind"])["kind"].to_pylist()) == set(KINDS)


@pytest.mark.slow
def test_the_certificate_says_that_everything_holds_and_what_nothing_covers(release: Path) -> None:
    made = certificate_of(release)
    assert made["ok"] is True
    splits = made["rows"]["splits"]  # a few record types let the record decide, so shares are approximate
    assert sum(splits.values()) == 1500
    assert abs(splits["train"] - 1200) < 15
    assert abs(splits["test"] - 150) < 15
    assert made["attempts"]["generated"] == made["attempts"]["kept"] + made["attempts"]["dropped"]
    assert sum(made["attempts"]["by_gate"].values()) == made["attempts"]["dropped"]
    assert any(made["uncovered_fields"].values())


@pytest.mark.slow
def test_every_rule_and_gate_is_lied_to_two_hundred_times_and_sees_every_lie(tmp_path: Path) -> None:
    made = json.loads(
        goldsmith("build", recipe_file(tmp_path), "--out", tmp_path, "--json", all_lies=True).succeeded().out
    )
    assert {(one["kind"], one["rule"]) for one in made["liars"]["rules"]} == {
        (one["kind"], one["rule"]) for one in made["relations"]
    }
    assert {(one["killed"] == one["tried"], one["tried"]) for one in made["liars"]["rules"]} == {(True, 200)}
    assert [one["mutant"] for one in made["liars"]["mutants"] if one["killed"] != one["tried"]] == []
    assert sum(one["tried"] == 200 for one in made["liars"]["mutants"]) > 20


@pytest.mark.slow
def test_every_drop_stands_in_the_ledger(release: Path) -> None:
    entries = [json.loads(line) for line in (release / "dropped.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(entries) == certificate_of(release)["attempts"]["dropped"]
    assert all(entry["gate"] and entry["reason"] for entry in entries)


def test_a_release_is_cut_into_files_of_the_recipes_size(small_release: Path) -> None:
    sizes = {file.name: pq.read_metadata(file).num_rows for file in (small_release / "data").iterdir()}
    assert sizes["train-00000-of-00003.parquet"] == 60
    assert sum(sizes.values()) == 160


def test_a_release_holds_all_that_a_person_needs_to_check_it(small_release: Path) -> None:
    there = {path.name for path in small_release.iterdir()}
    wanted = {
        "data",
        "jsonl",
        "rules",
        "schemas",
        "vocabulary",
        "recipe.yaml",
        "certificate.json",
        "manifest.json",
        "README.md",
        "dropped.jsonl",
    }
    assert wanted <= there
    assert {file.stem for file in (small_release / "rules").iterdir()} == {
        "location",
        "rating",
        "invoice",
        "shopping_cart",
    }


def test_no_clock_time_stands_in_the_manifest(small_release: Path) -> None:
    manifest = json.loads((small_release / "manifest.json").read_bytes())
    assert not [key for key in manifest if "time" in key or "date" in key or key == "created"]


def test_a_finished_version_built_again_is_accepted_when_its_bytes_are_the_same(spoiled: Path, tmp_path: Path) -> None:
    before = (spoiled / "manifest.json").read_bytes()
    again = goldsmith("build", recipe_file(tmp_path), "--out", tmp_path).succeeded()
    assert "byte for byte the same" in again.out
    assert ((spoiled / "manifest.json").read_bytes(), left_in(tmp_path)) == (before, ["small/1.0.0"])


@pytest.mark.parametrize("file", ["jsonl/train-00001-of-00003.jsonl", "README.md"])
def test_a_finished_version_with_other_bytes_is_neither_accepted_nor_touched(
    spoiled: Path, tmp_path: Path, file: str
) -> None:
    (spoiled / file).write_bytes((spoiled / file).read_bytes()[:-1])
    ran = goldsmith("build", recipe_file(tmp_path), "--out", tmp_path)
    assert ran.code == 2
    assert f"differs in {file}" in ran.error
    assert "raise the recipe's version" in ran.error
    assert [path for path in left_in(tmp_path) if "partial" in path] == []


@pytest.mark.slow
def test_another_recipe_under_the_same_version_is_refused(spoiled: Path, tmp_path: Path) -> None:
    ran = goldsmith("build", recipe_file(tmp_path, seed=8), "--out", tmp_path)
    assert (ran.code, "raise the recipe's version" in ran.error) == (2, True)
    assert json.loads((spoiled / "manifest.json").read_bytes())["rows"]


def test_an_override_builds_beside_the_release_and_says_so_in_its_version(tmp_path: Path) -> None:
    made = goldsmith(
        "build", recipe_file(tmp_path), "--out", tmp_path, "--count", "96", "--set", "minimum_per_split=2", "--json"
    ).succeeded()
    certificate = json.loads(made.out)
    assert certificate["rows"]["total"] == 96
    assert left_in(tmp_path) == [f"small/{certificate['version']}"]
    assert certificate["version"].startswith("1.0.0+")


@pytest.mark.slow
def test_a_deprecated_recipe_is_built_with_a_warning(tmp_path: Path) -> None:
    ran = goldsmith(
        "build", recipe_file(tmp_path, deprecated="prices are wrong"), "--out", tmp_path, "--count", "96"
    ).succeeded()
    assert "deprecated: prices are wrong" in ran.err


BAD: list[tuple[dict[str, Any], tuple[str, ...], str]] = [
    ({"colour": "red"}, (), "colour: unknown key"),
    ({"version": "one"}, (), "'one' is not a version; write MAJOR.MINOR.PATCH"),
    ({"kinds": ["invoice", "bill"]}, (), "'bill' is no record type"),
    ({"splits": {"train": 90, "validation": 5, "test": 10}}, (), "shares 90/5/10 must be"),
    ({"limits": {"rating": 1, "invoice": 1, "location": 1, "shopping_cart": 1}}, (), "160 rows are asked for, and the limits allow 4"),
    ({}, ("--count", "0"), "count: "),
    ({}, ("--count", "2"), "count: 2 rows cannot hold 4 kinds"),
    ({}, ("--count", "many"), "--count"),
    ({}, ("--workers", "0"), "--workers"),
    ({}, ("--set", "colour=red"), "no key 'colour'"),
    ({}, ("--set", "count"), "'count' is not KEY=VALUE"),
    ({}, ("--set", "version=2"), "version: "),
    ({}, ("--set", "count=["), "--set 'count=['"),
    ({}, ("--colour", "red"), "--colour"),
    ({}, ("--domain", "nowhere"), "'nowhere'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "options", "shown"), BAD, ids=[f"{changes or ' '.join(options)}" for changes, options, _ in BAD]
)
def test_what_cannot_be_built_gets_one_line_with_its_name_and_leaves_nothing(
    tmp_path: Path, changes: dict[str, Any], options: tuple[str, ...], shown: str
) -> None:
    ran = goldsmith("build", recipe_file(tmp_path, **changes), "--out", tmp_path / "out", *options)
    assert (ran.code, ran.out) == (2, "")
    assert shown in ran.error
    assert left_in(tmp_path / "out") == []


def test_a_count_that_cannot_fill_every_split_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    ran = goldsmith("build", recipe_file(tmp_path), "--out", tmp_path, "--count", "8")
    assert ran.code == 2
    assert "2 rows of location cannot put 1 into every split; ask for at least 20 of each of the 4 kinds" in ran.err
    assert not list(tmp_path.rglob("*.parquet"))


@pytest.mark.parametrize("source", ["nowhere.yaml", "extracton"])
def test_a_recipe_that_is_not_there_is_named(tmp_path: Path, source: str) -> None:
    ran = goldsmith("build", source, "--out", tmp_path / "out")
    assert (ran.code, source in ran.error) == (2, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("folder", ["/proc/goldsmith", "{tmp}/taken", "{tmp}/taken/below"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, folder: str) -> None:
    (tmp_path / "taken").touch()
    ran = goldsmith("build", recipe_file(tmp_path), "--out", folder.format(tmp=tmp_path))
    assert ran.code == 2
    assert f"cannot write into '{folder.format(tmp=tmp_path)}" in ran.error


@pytest.mark.slow
def test_what_a_killed_build_left_is_swept_up_by_the_next(spoiled: Path, tmp_path: Path) -> None:
    shutil.rmtree(spoiled)
    (tmp_path / "small" / ".1.0.0.partial" / "data").mkdir(parents=True)
    goldsmith("build", recipe_file(tmp_path), "--out", tmp_path).succeeded()
    assert left_in(tmp_path) == ["small/1.0.0"]
