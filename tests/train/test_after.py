"""Everything after training, from the trained model to what is shipped, in processes of their own."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from goldsmith.train.config import Config
from goldsmith.train.run_folder import RunFolder
from train.tuned import Tuned, orders, tuned

pytestmark = pytest.mark.train

CONFIG = Config(base="org/base", method="lora", precision="fp32", device_batch=4)


@dataclass(frozen=True)
class Trained:
    """What training gives, as far as is needed here."""

    folder: Path
    codec: Any


def run(made: Tuned, config: Config = CONFIG, *, told: Callable[[str, int, int], None] | None = None) -> Any:
    from goldsmith.train.after.after import after
    from goldsmith.train.bases import Base
    from goldsmith.train.codec import NONE
    from goldsmith.train.progress import unwatched

    shipped = made.adapter if config.adapter else made.folder / "model"
    general = [replace(row, id=f"general-{row.id}", kind="general") for row in orders(5)]
    trained, folder = Trained(shipped, NONE), RunFolder(made.folder)
    base = Base(str(made.base))
    return after(config, base, trained, made.model, folder, orders(12), general, told or unwatched)


def verdicts(found: Any) -> dict[str, bool]:
    return {gate.code: gate.ok for gate in found.gates}


def test_an_adapter_is_reloaded_merged_compared_and_shipped(tmp_path: Path) -> None:
    made = tuned(tmp_path / "run")
    stages: dict[str, tuple[int, int]] = {}

    def told(stage: str, done: int, of: int) -> None:
        stages[stage] = (stages.get(stage, (0, of))[0] + done, of)

    found = run(made, told=told)
    assert verdicts(found) == dict.fromkeys(("A1", "A2", "A3", "R1"), True), found.gates
    assert found.merged == "plain"
    assert stages == {
        "answers of base": (17, 17),
        "answers of adapter": (12, 12),
        "answers of merged-plain": (17, 17),
    }
    answers = {path.name for path in (made.folder / "answers").iterdir()}
    assert {"base.jsonl", "base-general.jsonl", "tuned.jsonl", "tuned-general.jsonl"} <= answers
    assert (made.folder / "model" / "model.safetensors").is_file()
    assert not (made.folder / "after").exists()
    results = json.loads(json.dumps(found.results()))
    assert results["task"]["tuned"]["summary"]["n"] == 12
    assert results["general"]["base"]["summary"]["n"] == 5
    assert results["task"]["difference"]["exact"]["n"] == 12


@pytest.mark.slow
def test_an_adapter_trained_in_4_bits_is_held_against_its_base_in_4_bits_and_merged_twice(tmp_path: Path) -> None:
    made = tuned(tmp_path / "run", width=192, quantised=True)
    found = run(made, Config(base="org/base", method="qlora", precision="fp32", device_batch=4))
    assert verdicts(found) == dict.fromkeys(("A1", "A2", "A3", "R1"), True), found.gates
    first, second, *_ = found.gates
    assert first.figures["live_to_reloaded"]["agreeing"] >= 0.99
    assert {"dequantised", "plain", "kept"} == set(second.figures)
    assert found.merged in ("dequantised", "plain")
    assert (made.folder / "answers" / "tuned-general.jsonl").is_file()


def test_all_weights_are_reloaded_and_nothing_is_merged(tmp_path: Path) -> None:
    from goldsmith.train.after.shipped import write_tokenizer
    from goldsmith.train.bases import Base

    made = tuned(tmp_path / "run")
    whole = made.model.merge_and_unload()
    whole.save_pretrained(made.folder / "model")
    write_tokenizer(Base(str(made.base)), made.folder / "model", 3)
    shutil.rmtree(made.adapter)
    found = run(replace(made, model=whole), Config(base="org/base", method="full", precision="fp32", device_batch=4))
    assert verdicts(found) == dict.fromkeys(("A1", "A3", "R1"), True), found.gates
    assert found.merged == "all weights were trained, so there is no adapter to merge"
    assert (made.folder / "answers" / "tuned.jsonl").is_file()


def test_an_adapter_that_cannot_be_loaded_fails_every_gate_that_needs_it(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    made = tuned(tmp_path / "run")
    file = made.adapter / "adapter_model.safetensors"
    save_file({name.replace("lora_B", "lora_C"): value for name, value in load_file(file).items()}, file)
    found = run(made)
    assert verdicts(found) == {"A1": False, "A2": False, "A3": True, "R1": False}
    first, second, *_ = (gate.evidence for gate in found.gates)
    assert first[0].startswith("answers of adapter: the adapter does not fit its base: ")
    assert second == ("nothing was merged, as the adapter could not be loaded",)
    assert found.tuned == {}
    assert not (made.folder / "model").exists()
    assert (made.folder / "after").is_dir()
