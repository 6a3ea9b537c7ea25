"""`goldsmith train` before its first step: what it refuses, and what it says of it. None of this needs the training stack."""

from decimal import Decimal
from pathlib import Path

import orjson
import pytest

from forgery import Rows, answer_of, forge, give_answer
from goldsmith.train.config import presets
from program import goldsmith

pytestmark = pytest.mark.slow


def another_total(rows: Rows) -> None:
    """One cent more in the total of the first cart that has one."""
    for row in rows.values():
        if row["kind"] == "shopping_cart" and "total" in (answer := answer_of(row)):
            give_answer(row, answer | {"total": answer["total"] + Decimal("0.01")})
            return


def test_an_edited_release_is_refused_though_its_digests_were_recomputed(spoiled: Path) -> None:
    forge(spoiled, another_total)
    ran = goldsmith("train", spoiled, "--check")
    assert ran.code == 1
    assert "small/1.0.0 is not trained on" in ran.error
    assert not (Path("runs") / "small-1.0.0").exists()


def test_a_deprecated_release_is_refused_with_its_reason(spoiled: Path) -> None:
    goldsmith("deprecate", spoiled, "--reason", "prices of 2019").succeeded()
    ran = goldsmith("train", spoiled, "--check")
    assert ran.code == 1
    assert "prices of 2019" in ran.error


def test_a_folder_that_is_no_release_is_unusable(tmp_path: Path) -> None:
    assert goldsmith("train", tmp_path).code == 2


def test_a_demo_is_refused_unless_it_is_asked_for(spoiled: Path) -> None:
    manifest = spoiled / "manifest.json"
    held = orjson.loads(manifest.read_bytes())
    manifest.write_bytes(orjson.dumps(held | {"demo": True}))
    ran = goldsmith("train", spoiled, "--check")
    assert ran.code == 2
    assert "--allow-demo" in ran.error


BAD = {
    "no such preset or file": ("other", "no training configuration 'other': a YAML file or one of"),
    "an unknown key": ("base: a/b\nepocs: 3", "epocs: Extra inputs are not permitted (got 3)"),
    "no YAML": ("a: [", "is not YAML"),
    "no keys": ("- 1", "holds no keys"),
    "an unknown preset": ("preset: lora", "preset 'lora' is none of"),
    "no base": ("epochs: 3", "base: Field required"),
    "an unknown size": ("base: scratch:7b\nmethod: full", "sizes from nothing are tiny, 25m"),
    "an adapter on nothing": ("base: scratch:tiny\nmethod: lora", "method is full (got 'lora')"),
    "a batch that does not divide": (
        "base: a/b\nbatch: 10\ndevice_batch: 4",
        "batch 10 is no multiple of device_batch 4",
    ),
    "a share of all": (
        "base: a/b\nmix: {file: a.jsonl, share: 100}",
        "mix.share: Input should be less than 100 (got 100)",
    ),
    "a rate of nothing": ("base: a/b\nlearning_rate: 0", "learning_rate: Input should be greater than 0 (got 0)"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_configuration_is_one_line_before_anything_is_verified(what: str, tmp_path: Path) -> None:
    text, said = BAD[what]
    file = tmp_path / "run.yaml"
    file.write_text(text, encoding="utf-8")
    ran = goldsmith("train", tmp_path / "no-release", "--config", text if text == "other" else file)
    assert ran.code == 2
    assert said in ran.error


def test_every_preset_is_a_configuration_and_stands_in_the_help(small_release: Path) -> None:
    helped = " ".join(goldsmith("train", "--help", COLUMNS="200").succeeded().out.split())
    assert [name for name in presets() if name not in helped] == []
