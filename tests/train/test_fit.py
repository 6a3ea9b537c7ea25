"""A run as a whole: it passes, or fails for its reason; killed, it goes on and ends as if it had not been."""

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from goldsmith.core.errors import UsageError

pytestmark = pytest.mark.train
SCRATCH = {"base": "scratch:tiny", "method": "full", "learning_rate": 5e-3, "batch": 16, "device_batch": 16}


@pytest.fixture(scope="module")
def healthy(fit, base, tmp_path_factory):
    folder = tmp_path_factory.mktemp("healthy") / "run"
    found = fit.fitted(folder, base, rows=480, watched=24, epochs=4, sample_every=20, evaluate_every=40, **SCRATCH)
    return folder, found


def gates(found):
    return {gate.code: gate for gate in found.gates}


def lines(folder):
    return [orjson.loads(line) for line in (folder / "samples.jsonl").read_bytes().splitlines()]


def weights_of(folder):
    from safetensors.torch import load_file

    [path] = folder.glob("*model.safetensors")
    return load_file(path)


def same(one, other):
    import torch

    mine, theirs = weights_of(one), weights_of(other)
    return mine.keys() == theirs.keys() and all(torch.equal(mine[name], theirs[name]) for name in mine)


def test_a_healthy_run_passes(healthy):
    _, found = healthy
    assert {code: gate.ok for code, gate in gates(found).items()} == {"T1": True, "T2": True, "T3": True}
    told = found.training
    assert (told["steps"], told["of_steps"]) == (120, 120)
    assert told["supervised_tokens"] < told["tokens_seen"]
    figures = gates(found)["T2"].figures
    assert figures["before"]["field_f1"] < 0.1
    assert figures["after"]["field_f1"] > 0.9


def test_the_best_checkpoint_is_kept(healthy):
    _, found = healthy
    figures = gates(found)["T3"].figures
    best = max(value for _, value in figures["evaluations"])
    assert [step for step, _ in figures["evaluations"]] == [40, 80, 120]
    assert (found.training["best_field_f1"], figures["field_f1"]) == (best, best)


def test_every_look_is_written_down(healthy):
    folder, _ = healthy
    written = lines(folder)
    assert {(line["when"], line["step"]) for line in written if line["when"] != "after"} == {
        ("before", 0),
        *(("during", step) for step in range(20, 121, 20)),
    }
    before, during = ([line for line in written if line["when"] == when] for when in ("before", "during"))
    assert (len(before), len(during)) == (24, 6 * 8)
    assert [line["id"] for line in during[:8]] == [line["id"] for line in before[:8]]
    assert {"prompt", "gold", "output", "ended", "tokens", "exact", "valid", "field_f1"} <= before[0].keys()


def test_what_is_shipped_holds_nothing_of_the_machine(healthy):
    folder, found = healthy
    assert found.folder == folder / "model"
    names = {path.name for path in folder.rglob("*")}
    assert "training_args.bin" not in names
    shipped = [path for path in found.folder.iterdir() if path.suffix != ".safetensors"]
    assert all(str(folder.parent) not in path.read_text() for path in shipped)
    assert {"model.safetensors", "generation_config.json", "tokenizer.json"} <= {
        path.name for path in found.folder.iterdir()
    }


def test_a_rate_of_one_stops_the_run(fit, base, tmp_path):
    found = fit.fitted(
        tmp_path, base, rows=800, epochs=4, sample_every=5, evaluate_every=200, **{**SCRATCH, "learning_rate": 1.0}
    )
    [verdict, *_] = gates(found)["T2"].evidence
    assert verdict.startswith("stopped at step")
    assert found.training["steps"] < found.training["of_steps"]


def test_figures_go_where_they_are_reported_to(fit, base, tmp_path):
    fit.fitted(tmp_path, base, rows=16, report_to=("tensorboard",), **SCRATCH)
    [events] = tmp_path.rglob("*tfevents*")
    assert b"eval/field_f1" in events.read_bytes()


def test_a_loss_that_is_no_number_stops_the_run(fit, base, tmp_path):
    found = fit.fitted(tmp_path, base, rows=160, **{**SCRATCH, "learning_rate": 1e30})
    assert "is nan" in gates(found)["T1"].evidence[0]
    assert found.training["steps"] < 4


def test_a_run_that_learns_nothing_fails(fit, base, tmp_path):
    found = fit.fitted(tmp_path, base, **{**SCRATCH, "learning_rate": 1e-12})
    assert not gates(found)["T2"].ok
    assert any("of the answers are empty" in line for line in gates(found)["T2"].evidence)


def test_a_run_stops_when_answers_get_no_better(fit, base, tmp_path):
    found = fit.fitted(tmp_path, base, epochs=8, evaluate_every=1, patience=2, **{**SCRATCH, "learning_rate": 1e-12})
    assert found.training["steps"] == 3
    assert gates(found)["T3"].ok
    assert found.training["best_step"] == 1


class Killed(Exception):
    """What a run is interrupted with."""


@pytest.mark.parametrize("method", ["full", "lora"])
def test_a_resumed_run_ends_as_one_that_was_not_interrupted(fit, base, tmp_path, method):
    keys = {"rows": 96, "epochs": 2, "sample_every": 4, "evaluate_every": 4, "learning_rate": 5e-3, "method": method}
    whole = fit.fitted(tmp_path / "whole", base, **keys)

    def killing(stage, done, total):
        killing.steps += done
        if killing.steps == 10:
            raise Killed

    killing.steps = 0
    with pytest.raises(Killed):
        fit.fitted(tmp_path / "cut", base, progress=killing, **keys)
    resumed = fit.fitted(tmp_path / "cut", base, **keys)
    assert (whole.training["resumed_at"], resumed.training["resumed_at"]) == (None, 8)
    assert same(whole.folder, resumed.folder)
    assert lines(tmp_path / "whole") == lines(tmp_path / "cut")
    assert whole.training["loss_curve"] == resumed.training["loss_curve"]
    assert [gate.as_json() for gate in whole.gates] == [gate.as_json() for gate in resumed.gates]


def test_a_run_killed_while_it_writes_a_checkpoint_goes_on_from_the_one_before(fit, base, tmp_path):
    keys = {"rows": 48, "epochs": 1, "sample_every": 2, "evaluate_every": 2, "method": "lora"}
    program = (
        "import os, signal, sys; from pathlib import Path; from train import fitting; from goldsmith.train.bases import Base\n"
        "from goldsmith.train.fit import trainer\n"
        "whole = trainer.seal\n"
        "def seal(folder):\n"
        "    os.kill(os.getpid(), signal.SIGKILL) if folder.name == 'checkpoint-4' else whole(folder)\n"
        "trainer.seal = seal\n"
        f"fitting.fitted(Path(sys.argv[1]), Base(sys.argv[2]), **{keys!r})\n"
    )
    path = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    given = [sys.executable, "-c", program, str(tmp_path / "cut"), base.where]
    assert (
        subprocess.run(given, env={**os.environ, "PYTHONPATH": path}, check=False, capture_output=True).returncode == -9
    )
    assert (tmp_path / "cut" / "checkpoints" / "checkpoint-4").is_dir()
    resumed = fit.fitted(tmp_path / "cut", base, **keys)
    whole = fit.fitted(tmp_path / "whole", base, **keys)
    assert resumed.training["resumed_at"] == 2
    assert same(whole.folder, resumed.folder)


@pytest.mark.parametrize("epochs", [1, 8])
def test_a_run_that_had_trained_is_taken_up_where_it_was(fit, base, tmp_path, epochs):
    keys = {"epochs": epochs, "evaluate_every": 1, "patience": 2, **SCRATCH, "learning_rate": 1e-12}
    keys |= {"rows": 32} if epochs == 1 else {}
    whole = fit.fitted(tmp_path, base, **keys)
    written, weights = lines(tmp_path), weights_of(whole.folder)
    again = fit.fitted(tmp_path, base, **keys)
    assert again.training["resumed_at"] == again.training["steps"] == whole.training["steps"]
    assert [gate.as_json() for gate in again.gates] == [gate.as_json() for gate in whole.gates]
    assert lines(tmp_path) == written
    assert all((weights[name] == weight).all() for name, weight in weights_of(again.folder).items())


def test_another_configuration_does_not_go_on_here(fit, base, tmp_path):
    fit.fitted(tmp_path, base, rows=16, **SCRATCH)
    with pytest.raises(UsageError, match="another configuration: choose another --out"):
        fit.fitted(tmp_path, base, rows=16, **{**SCRATCH, "learning_rate": 1e-3})
    with pytest.raises(UsageError, match="another rows"):
        fit.fitted(tmp_path, base, rows=17, **SCRATCH)


def test_a_template_that_was_edited_does_not_go_on_here(fit, base, tmp_path):
    from dataclasses import replace

    template = tmp_path / "chat.jinja"
    template.write_text(base.tokenizer().chat_template, encoding="utf-8")
    keys = {"rows": 16, "watched": 4, "sample_every": 1000, **SCRATCH}
    fit.fitted(tmp_path / "run", replace(base, template=template), **keys)
    template.write_text(base.tokenizer().chat_template + "{# edited #}", encoding="utf-8")
    with pytest.raises(UsageError, match="another template: choose another --out"):
        fit.fitted(tmp_path / "run", replace(base, template=template), **keys)


def test_an_adapter_is_trained_on_a_base_in_four_bits(fit, base, tmp_path):
    found = fit.fitted(tmp_path, base, rows=32, watched=4, method="qlora", sample_every=2, learning_rate=1e-2, rank=4)
    losses = [loss for _, loss in found.training["loss_curve"]]
    assert gates(found)["T1"].ok
    assert losses[-1] < losses[0]
    assert {"adapter_model.safetensors", "adapter_config.json", "tokenizer.json"} <= {
        path.name for path in found.folder.iterdir()
    }
    assert base.where not in (found.folder / "adapter_config.json").read_text()


def test_asking_a_base_in_four_bits_leaves_its_weights_as_they_were(fit, base, tmp_path):
    made = fit.prepared(tmp_path, base, rows=8, watched=4, method="qlora")
    batch = made.trainer.data_collator([made.trainer.train_dataset[place] for place in range(4)])

    def loss():
        made.live.local.model.train()
        return made.trainer.compute_loss(made.live.local.model, dict(batch)).item()

    before = loss()
    made.live.answers(made.validation)
    assert loss() == before


def test_asking_leaves_mode_chance_and_padding_as_they_were(fit, base, tmp_path):
    import torch

    prepared = fit.prepared(tmp_path, base, **SCRATCH)
    prepared.live.local.model.train()
    torch.manual_seed(1)
    side = prepared.live.local.tokenizer.padding_side
    first = torch.rand(1)
    torch.manual_seed(1)
    answers = prepared.live.answers(prepared.validation)
    assert torch.equal(torch.rand(1), first)
    assert prepared.live.local.model.training
    assert prepared.live.local.tokenizer.padding_side == side
    one_by_one = [prepared.live.answers([row])[0] for row in prepared.validation]
    assert [answer.text for answer in answers] == [answer.text for answer in one_by_one]
