"""A1: a saved adapter that loads anew as what was trained, and the ways in which it does not."""

import shutil
from dataclasses import asdict
from pathlib import Path

import pytest

from train.tiny import tiny_base
from train.tuned import Tuned, orders, tuned

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Tuned:
    return tuned(tmp_path_factory.mktemp("tuned"))


def test_a_saved_adapter_is_what_was_trained(made: Tuned) -> None:
    from goldsmith.train.after import adapter

    gate = adapter.check(made.live, made.reloaded, made.logits, exact=True, metrics={"exact": 0.5})
    assert gate.ok
    assert gate.checked > 100
    assert gate.figures["live_to_reloaded"]["largest"] <= 1e-5
    assert gate.figures["base_to_reloaded"]["largest"] > 0.1
    assert gate.figures["task"] == {"exact": 0.5}


def test_an_adapter_that_loads_onto_nothing_fails(made: Tuned) -> None:
    """What the library makes of renamed keys: a warning, and the base."""
    from goldsmith.train.after import adapter

    gate = adapter.check(made.live, made.logits, made.logits, exact=True, metrics={})
    assert [line.split(",")[1].split()[0] for line in gate.evidence] == ["a", "every"]
    assert "what was saved loads onto nothing" in gate.evidence[1]


@pytest.mark.parametrize(("old", "new"), [("lora_B", "lora_C"), ("layers.0.", "layers.9.")])
def test_renamed_tensors_are_refused_when_loaded(made: Tuned, tmp_path: Path, old: str, new: str) -> None:
    from safetensors.torch import load_file, save_file

    from goldsmith.core.errors import UsageError
    from goldsmith.train.after.stored import Stored

    spoiled = shutil.copytree(made.adapter, tmp_path / "adapter")
    weights = load_file(spoiled / "adapter_model.safetensors")
    renamed = {name.replace(old, new): value for name, value in weights.items()}
    save_file(renamed, spoiled / "adapter_model.safetensors")
    with pytest.raises(UsageError, match=r"tensors have no place in the base, first '.*" + new.rstrip(".")):
        Stored(str(made.base), adapter=str(spoiled)).model()


def test_an_adapter_that_is_a_pickle_is_refused(made: Tuned, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    from goldsmith.core.errors import UsageError
    from goldsmith.train.after.stored import Stored

    pickled = shutil.copytree(made.adapter, tmp_path / "adapter")
    torch.save(load_file(pickled / "adapter_model.safetensors"), pickled / "adapter_model.bin")
    (pickled / "adapter_model.safetensors").unlink()
    with pytest.raises(UsageError, match=r"adapter 'adapter' has no adapter_model\.safetensors"):
        Stored(str(made.base), adapter=str(pickled)).model()


def test_an_adapter_for_another_architecture_is_refused(made: Tuned, tmp_path: Path) -> None:
    from goldsmith.core.errors import UsageError
    from goldsmith.train.after.stored import Stored

    other = tiny_base(tmp_path / "other", d=96)
    with pytest.raises(UsageError, match="the adapter does not fit its base"):
        Stored(str(other), adapter=str(made.adapter)).model()


def test_weights_changed_after_training_fail(made: Tuned, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    from goldsmith.train.after import adapter, tasks
    from goldsmith.train.after.stored import Stored

    spoiled = shutil.copytree(made.adapter, tmp_path / "adapter")
    weights = load_file(spoiled / "adapter_model.safetensors")
    save_file({name: value * 1.01 for name, value in weights.items()}, spoiled / "adapter_model.safetensors")
    stored = Stored(str(made.base), adapter=str(spoiled))
    tasks.ask(asdict(stored), str(made.probes), str(tmp_path / "logits"))
    gate = adapter.check(made.live, tmp_path / "logits", made.logits, exact=True, metrics={})
    assert not gate.ok
    assert "from the trained model's (at most 1e-05)" in gate.evidence[0]


def test_first_choices_are_what_counts_where_sums_depend_on_their_order(made: Tuned, tmp_path: Path) -> None:
    from goldsmith.train.after import adapter, probes

    trained = probes.load(made.live)["logits"]
    near = probes.save(tmp_path / "near", {"logits": trained + 0.001})
    far = probes.save(tmp_path / "far", {"logits": trained.roll(1, -1)})
    assert adapter.check(made.live, near, made.logits, exact=False, metrics={}).ok
    assert not adapter.check(made.live, near, made.logits, exact=True, metrics={}).ok
    (told,) = adapter.check(made.live, far, made.logits, exact=False, metrics={}).evidence
    assert "0.0% of first choices" in told


def test_logits_that_are_not_finite_are_not_equal(made: Tuned, tmp_path: Path) -> None:
    from goldsmith.train.after import adapter, probes

    trained = probes.load(made.live)["logits"]
    trained[0, 0] = float("nan")
    broken = probes.save(tmp_path / "nan", {"logits": trained})
    for exact in (True, False):
        assert not adapter.check(broken, broken, made.logits, exact=exact, metrics={}).ok


def test_probes_compare_the_ends_of_rows_and_no_padding(made: Tuned) -> None:
    """Padding differs between batches, and what stands there means nothing."""
    from goldsmith.train.after import probes
    from goldsmith.train.bases import Base

    base = Base(str(made.base))
    tokenizer, model = base.tokenizer(), base.model()
    rows = orders(3)
    together = probes.logits(model, probes.make(tokenizer, rows, seq2seq=False))
    alone = [probes.logits(model, probes.make(tokenizer, [row], seq2seq=False)) for row in rows]
    assert len(together) == sum(map(len, alone))
    assert all(len(one) <= probes.COMPARED for one in alone)
    found = probes.difference(together[: len(alone[0])], alone[0])
    assert found.largest < 1e-5
    assert found.agreeing == 1.0
