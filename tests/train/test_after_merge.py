"""A2: a merge that computes what the adapter computes, and the merges that do not."""

import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from goldsmith.core.errors import Findings, UsageError
from train.tiny import tiny_base
from train.tuned import Tuned, tuned

pytestmark = pytest.mark.train

WIDTH = 192
"""A width whose weights the 4-bit kernels take; so is the inner one, 512."""


def merged(made: Tuned, work: Path, *, weights: str = "plain", target: str = "plain") -> Any:
    """A merge in a fresh process, read back in this one."""
    from goldsmith.train.after import merge, tasks
    from goldsmith.train.after.stored import Stored
    from goldsmith.train.bases import Base

    trained = Stored(str(made.base), weights=weights, adapter=str(made.adapter))
    found = merge.make(trained, target, Base(str(made.base)).identity, 3, made.probes, work)
    tasks.ask(asdict(found.stored), str(made.probes), str(found.reloaded))
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Tuned:
    return tuned(tmp_path_factory.mktemp("tuned"), width=WIDTH)


@pytest.fixture(scope="module")
def plain(made: Tuned) -> Any:
    (made.folder / "plain").mkdir()
    return merged(made, made.folder / "plain")


def gate(found: Any, *, exact: bool = True, same: int = 200, after: float = 0.9, asked: int = 200) -> Any:
    from goldsmith.train.after import merge

    return merge.check([merge.Candidate(found, merge.Behaviour(asked, same, 0.9, after))], 0, exact=exact)


def test_a_merge_in_a_fresh_process_computes_what_the_adapter_does(plain: Any) -> None:
    found = gate(plain)
    assert found.ok, found.evidence
    assert found.figures["plain"]["adapter_to_merged"]["largest"] <= 1e-4
    assert found.figures["plain"]["memory_to_disk"]["largest"] == 0
    assert found.figures["kept"] == "plain"


def test_a_merged_model_is_a_model_of_its_own(made: Tuned, plain: Any) -> None:
    """safetensors alone, no sign of quantisation or adapter, the trained end, nothing half-written beside."""
    names = {path.name for path in plain.folder.iterdir()}
    assert names == {
        "config.json",
        "generation_config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
        "chat_template.jinja",
    }
    assert json.loads((plain.folder / "generation_config.json").read_text())["eos_token_id"] == 3
    assert not list(plain.folder.parent.glob("*.partial"))


def test_weights_changed_on_disk_fail(made: Tuned, plain: Any, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    from goldsmith.train.after import tasks

    spoiled = replace(
        plain, folder=shutil.copytree(plain.folder, tmp_path / "model"), reloaded=tmp_path / "reloaded.safetensors"
    )
    file = spoiled.folder / "model.safetensors"
    weights = load_file(file)
    weights["model.layers.0.mlp.up_proj.weight"] *= 1.001
    save_file(weights, file, metadata={"format": "pt"})
    tasks.ask(asdict(spoiled.stored), str(made.probes), str(spoiled.reloaded))
    (told,) = gate(spoiled).evidence
    assert told.startswith("read back from disk, a logit differs by ")


def test_merging_a_4_bit_model_that_was_run_gives_another_model(made: Tuned, plain: Any, tmp_path: Path) -> None:
    """A forward repacks 4-bit weights in place on some CPUs, and the library merges the repacked bytes without a word.

    Where it does not, the merge still rounds the weights anew, so that the gate fails either way.
    """
    from goldsmith.train.after import probes
    from goldsmith.train.after.stored import Stored

    tokens = probes.load(made.probes)
    model = Stored(str(made.base), weights="nf4", adapter=str(made.adapter)).model()
    before = probes.save(tmp_path / "before", {"logits": probes.logits(model, tokens)})
    after = probes.save(tmp_path / "after", {"logits": probes.logits(model.merge_and_unload(), tokens)})
    noise = replace(plain, reference=before, exact=after)
    found = gate(noise)
    assert found.evidence[0].startswith("merged, a logit differs by ")
    assert found.figures["plain"]["adapter_to_merged"]["agreeing"] < 0.99


def test_an_adapter_that_was_trained_on_4_bit_weights_merges_into_both_targets(made: Tuned, tmp_path: Path) -> None:
    """Into the weights that it was trained on, put back from 4 bits, it stays what was trained; into its base it does not quite."""
    from goldsmith.train.after import merge, probes
    from goldsmith.train.after.stored import Stored

    trained = Stored(str(made.base), weights="nf4", adapter=str(made.adapter))
    assert merge.targets(trained) == ("dequantised", "plain")
    live = probes.logits(trained.model(), probes.load(made.probes))
    far = {}
    for target in merge.targets(trained):
        found = merged(made, tmp_path, weights="nf4", target=target)
        assert gate(found, exact=False).ok, gate(found, exact=False).evidence
        assert "quantization_config" not in json.loads((found.folder / "config.json").read_text())
        far[target] = probes.difference(live, probes.load(found.reloaded)["logits"])
    assert far["dequantised"].largest < far["plain"].largest
    assert far["dequantised"].agreeing > far["plain"].agreeing


def test_the_better_merge_is_kept_and_the_trained_one_where_they_are_equal(plain: Any) -> None:
    from goldsmith.train.after import merge

    def with_metric(after: float) -> Any:
        return merge.Candidate(plain, merge.Behaviour(10, 10, 0.5, after))

    assert merge.better([with_metric(0.5), with_metric(0.6)]) == 1
    assert merge.better([with_metric(0.6), with_metric(0.6)]) == 0


def test_a_base_that_is_not_the_one_trained_on_is_refused(made: Tuned, tmp_path: Path) -> None:
    """Same architecture, other weights: it loads without a word."""
    from goldsmith.train.after import merge
    from goldsmith.train.after.stored import Stored
    from goldsmith.train.bases import Base

    other = tiny_base(tmp_path / "other", d=WIDTH, seed=5)
    with pytest.raises(Findings, match=r"^merge into plain: the adapter was trained on base [0-9a-f]{64}, and this is"):
        merge.make(
            Stored(str(other), adapter=str(made.adapter)),
            "plain",
            Base(str(made.base)).identity,
            3,
            made.probes,
            tmp_path,
        )
    assert not list(tmp_path.glob("merged*"))


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ({"same": 195}, "195 of 200 greedy answers stayed the same (at least 98%)"),
        ({"after": 0.88}, "the metric was 0.9000 with the adapter and is 0.8800 merged (at most 0.01 less)"),
    ],
)
def test_a_merge_that_answers_otherwise_fails(plain: Any, seen: dict[str, Any], told: str) -> None:
    assert gate(plain, **seen).evidence == (told,)
    assert gate(plain, exact=False, **seen).ok == ("same" in seen)


def test_a_merge_that_answered_nothing_has_not_passed(plain: Any) -> None:
    assert not gate(plain, asked=0, same=0).ok


def test_a_quantisation_left_in_the_configuration_fails(plain: Any, tmp_path: Path) -> None:
    spoiled = replace(plain, folder=shutil.copytree(plain.folder, tmp_path / "model"))
    config = spoiled.folder / "config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"quantization_config": {"load_in_4bit": True}}))
    assert gate(spoiled).evidence == ("config.json still has a quantization_config, and the weights are not quantised",)


def test_weights_that_are_no_safetensors_fail(plain: Any, tmp_path: Path) -> None:
    spoiled = replace(plain, folder=shutil.copytree(plain.folder, tmp_path / "model"))
    (spoiled.folder / "model.safetensors").rename(spoiled.folder / "pytorch_model.bin")
    assert gate(spoiled).evidence == ("no weights in safetensors",)


def test_a_base_in_bf16_is_merged_in_fp32_and_shipped_in_bf16(tmp_path: Path) -> None:
    import torch

    from goldsmith.train.bases import Base

    made = tuned(tmp_path / "tuned")
    model = Base(str(made.base)).model().to(torch.bfloat16)
    shutil.rmtree(tmp_path / "tuned" / "base" / "model.safetensors", ignore_errors=True)
    model.save_pretrained(made.base)
    found = merged(made, tmp_path)
    checked = gate(found)
    assert checked.ok, checked.evidence
    assert json.loads((found.folder / "config.json").read_text())["dtype"] == "bfloat16"


def test_a_folder_that_could_not_be_written_keeps_what_was_there(tmp_path: Path) -> None:
    from goldsmith.train.after.shipped import into_place

    def half_written(beside: Path) -> None:
        (beside / "half").touch()
        raise UsageError("no space")

    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "kept").touch()
    with pytest.raises(UsageError):
        _into(into_place(tmp_path / "model"), half_written)
    assert [path.name for path in (tmp_path / "model").iterdir()] == ["kept"]


def _into(place: AbstractContextManager[Path], write: Callable[[Path], None]) -> None:
    with place as beside:
        write(beside)
