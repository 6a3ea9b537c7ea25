"""`goldsmith train` as a person runs it, on a release of a hundred rows: a check, a run that is stopped, and one that goes on."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from program import goldsmith

pytestmark = pytest.mark.train
RECIPE = """
name: hundred
version: 1.0.0
description: Tag lists in sheets.
licence: CC-BY-4.0
count: 100
kinds: [tag_list]
genres: [sheet]
shares: {odd: 0, derived: 0, system_turn: 0, schema_in_system: 0, distractors: 0}
caps: {request: 100, opening: 100, skeleton: 100}
"""
FEW_STEPS = "preset: scratch\nepochs: 4\ninduction: 2\nlength: 256\nsample_every: 4\nevaluate_every: 4\nheld_out: 10\n"


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hundred")
    (folder / "recipe.yaml").write_text(RECIPE, encoding="utf-8")
    (folder / "run.yaml").write_text(FEW_STEPS, encoding="utf-8")
    goldsmith("build", folder / "recipe.yaml", "--out", folder).succeeded()
    return folder


def test_a_check_looks_at_every_row_and_trains_nothing(hundred: Path) -> None:
    out = hundred / "checked"
    release = hundred / "hundred" / "1.0.0"
    said = goldsmith("train", release, "--config", hundred / "run.yaml", "--out", out, "--check").succeeded().out
    assert "every gate passed" in said
    assert "⟦{" in said
    assert not (out / "run.json").exists()
    found = json.loads((out / "preflight.json").read_text(encoding="utf-8"))
    assert {gate["checked"] for gate in found["gates"] if gate["gate"] in ("P1", "P2", "P5")} == {80}


def test_two_runs_do_not_share_a_folder(hundred: Path) -> None:
    from goldsmith.train.run_folder import RunFolder

    out = hundred / "shared"
    out.mkdir()
    words = ("train", hundred / "hundred" / "1.0.0", "--config", hundred / "run.yaml", "--out", out, "--check")
    with RunFolder(out).held():
        ran = goldsmith(*words)
    assert (ran.code, list(out.iterdir())) == (2, [])
    assert f"another run is at work in {str(out)!r}" in ran.error
    with RunFolder(out).held():
        assert not list(out.iterdir())


def test_what_the_configuration_cannot_give_is_said_before_a_base_is_made(hundred: Path) -> None:
    """A corrected configuration may then begin in the same folder."""
    out, general = hundred / "corrected", hundred / "general.jsonl"
    general.write_text('{"prompt": "Say 1.", "completion": "1"}\n{"prompt": "Say 2.", "completion": "2"}\n')
    (hundred / "mixed.yaml").write_text(FEW_STEPS + f"mix: {{file: {general}, share: 10}}\n", encoding="utf-8")
    (hundred / "nowhere.yaml").write_text(f"base: {hundred / 'no-model'}\n", encoding="utf-8")
    for name, why in (("mixed", "needs 9 general rows, and there are 1"), ("nowhere", "cannot be loaded")):
        ran = goldsmith("train", hundred / "hundred" / "1.0.0", "--config", hundred / f"{name}.yaml", "--out", out)
        assert (ran.code, (out / "base").exists()) == (2, False)
        assert why in ran.error
    words = ("train", hundred / "hundred" / "1.0.0", "--config", hundred / "run.yaml", "--out", out, "--check")
    goldsmith(*words).succeeded()


def test_a_model_that_learned_nothing_fails_by_name_and_its_run_is_finished(hundred: Path) -> None:
    out = hundred / "stopped"
    words = ("train", hundred / "hundred" / "1.0.0", "--config", hundred / "run.yaml", "--out", out)
    ran = goldsmith(*words)
    assert ran.code == 1
    assert "gate T2 samples failed" in ran.error
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["verdict"] == "failed"
    assert "T2" in record["failed_gates"]
    assert record["release"]["verified"] is True
    assert record["results"] == {}
    assert record["training"]["parameters"] == record["training"]["trainable_parameters"] > 0
    card = (out / "model" / "README.md").read_text(encoding="utf-8")
    assert "T2" in card
    assert str(hundred) not in card
    again = goldsmith(*words)
    assert again.code == 2
    assert "holds a finished run" in again.error
    shown = goldsmith("compare", out).succeeded().out
    assert "T2" in shown


def test_a_run_of_another_configuration_is_not_mixed_into_a_folder(hundred: Path) -> None:
    out = hundred / "claimed"
    goldsmith(
        "train", hundred / "hundred" / "1.0.0", "--config", hundred / "run.yaml", "--out", out, "--check"
    ).succeeded()
    (hundred / "other.yaml").write_text(FEW_STEPS.replace("epochs: 4", "epochs: 5"), encoding="utf-8")
    ran = goldsmith("train", hundred / "hundred" / "1.0.0", "--config", hundred / "other.yaml", "--out", out, "--check")
    assert ran.code == 2
    assert "another configuration" in ran.error


def test_a_folder_takes_no_other_release(tmp_path: Path) -> None:
    """A base made from nothing stands in it with the words of the first one."""
    from goldsmith.core.errors import UsageError
    from goldsmith.train.config import load
    from goldsmith.train.release import Release
    from goldsmith.train.run import _claim
    from goldsmith.train.run_folder import RunFolder

    first = Release(tmp_path, "hundred", "1.0.0", "", "a" * 64)
    (tmp_path / "run").mkdir()
    _claim(load("scratch"), first, RunFolder(tmp_path / "run"))
    (tmp_path / "run" / "base").mkdir()
    _claim(load("scratch"), first, RunFolder(tmp_path / "run"))
    assert load(str(tmp_path / "run" / "config.yaml")) == load("scratch")
    with pytest.raises(UsageError, match="another configuration or release"):
        _claim(load("scratch"), replace(first, manifest_sha256="b" * 64), RunFolder(tmp_path / "run"))


def test_as_json_a_check_prints_its_record_and_nothing_else(hundred: Path) -> None:
    words = ("train", hundred / "hundred" / "1.0.0", "--config", hundred / "run.yaml", "--out", hundred / "json")
    ran = goldsmith(*words, "--check", "--json").succeeded()
    assert json.loads(ran.out)["ok"] is True
    assert "re-checked from their bytes" in ran.err


def test_an_edited_release_may_be_trained_on_by_name_and_the_record_says_so(hundred: Path) -> None:
    release = hundred / "hundred" / "1.0.0"
    goldsmith("deprecate", release, "--reason", "tags of 2019").succeeded()
    out = hundred / "allowed"
    words = ("train", release, "--config", hundred / "run.yaml", "--out", out)
    assert goldsmith(*words, "--check").code == 1
    ran = goldsmith(*words, "--allow-unverified")
    assert "UNVERIFIED" in ran.out
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["release"]["verified"] is False
    assert "tags of 2019" in (out / "model" / "README.md").read_text(encoding="utf-8")
