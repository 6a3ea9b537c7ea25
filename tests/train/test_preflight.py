"""Each gate of the preflight passes on a sound run and fails for its reason on one that is spoiled."""

import copy
import random
from dataclasses import replace

import pytest

from goldsmith.extractors.examples import Turn
from train.rows import orders
from train.talks import CHATML, others, rows, wordy

pytestmark = pytest.mark.train


def built(base, folder, given, tokenizer=None, **keys):
    """A trainer over these rows; `tokenizer` replaces the base's own."""
    from datasets import Dataset
    from trl import SFTConfig, SFTTrainer

    from goldsmith.train.fit.data import as_dataset

    rows = given if isinstance(given, Dataset) else as_dataset(given)
    settings = {"per_device_train_batch_size": 4, "gradient_accumulation_steps": 2, "max_length": 256, **keys}
    arguments = SFTConfig(
        output_dir=str(folder),
        use_cpu=True,
        bf16=False,
        report_to="none",
        **{"gradient_checkpointing": False} | settings,
    )
    return SFTTrainer(
        model=base.model("fp32"), args=arguments, train_dataset=rows, processing_class=tokenizer or base.tokenizer()
    )


def looked_at(base, trainer, given, held_out=(), general=(), length=256):
    from goldsmith.train.preflight.run import preflight
    from train import fitting

    held_out = held_out or others()
    return preflight(trainer, base, fitting.config(length=length), given, held_out, general, lambda *told: None)


def gate(found, code):
    return next(gate for gate in found.gates if gate.code == code)


def supervised(base, trainer, given):
    """What the trainer teaches, without the other gates."""
    from goldsmith.train.preflight.prepared import documents, packed
    from goldsmith.train.preflight.supervision import supervision
    from goldsmith.train.preflight.wording import Chat

    tokenizer = trainer.processing_class
    in_order = not packed(trainer) and len(trainer.train_dataset) == len(given)
    found = documents(trainer, lambda *told: None, "read")
    return supervision(found, given, tokenizer, Chat(tokenizer), in_order=in_order)


def test_a_sound_run_passes_every_gate(base, tmp_path):
    given = rows()
    general = [given[5], given[6]]
    found = looked_at(base, built(base, tmp_path, given), given, general=general)
    assert found.failed == []
    assert found.ok
    assert [one.code for one in found.gates] == ["P1", "P2", "P3", "P4", "P5", "P6", "P7"]
    figures = gate(found, "P5").figures
    assert figures["rows_of_mix"] == 2
    tokens = found.lengths
    assert 0 < figures["learned_share_of_mix"] < figures["learned_share"] < 1
    assert tokens["prompt"]["p50"] < tokens["both"]["p50"] <= tokens["both"]["p95"] <= tokens["both"]["max"]
    assert [one.why for one in found.shown] == ["first", "longest", "mix"]
    assert f"⟦{given[0].answer}<|im_end|>⟧" in found.shown[0].text()
    assert found.as_json()["ok"] is True


def test_packed_rows_pass_as_well(base, tmp_path):
    given = rows()
    trainer = built(base, tmp_path, given, packing=True, per_device_train_batch_size=1)
    assert len(trainer.train_dataset) < len(given)
    found = looked_at(base, trainer, given)
    assert found.failed == []
    assert gate(found, "P4").figures["sequences"] == len(given)


def test_a_packed_row_that_is_cut_is_found(base, tmp_path):
    from goldsmith.train.preflight.lengths import lengths_gate

    given = rows()
    whole = supervised(base, built(base, tmp_path, given), given).tokens
    length = sorted(whole.values())[len(whole) // 2]
    trainer = built(base, tmp_path, given, packing=True, max_length=length, per_device_train_batch_size=1)
    found = lengths_gate(supervised(base, trainer, given), given, length)
    over = [place for place, tokens in whole.items() if tokens > length]
    assert found.failed == len(over) > 0
    assert (
        found.evidence[0]
        == f"{given[over[0]].id}: {whole[over[0]]} tokens, and the length is {length}; `length: {max(whole.values())}` holds every row"
    )


def test_cut_answers_and_dropped_rows_are_found(base, tmp_path):
    from goldsmith.train.preflight.lengths import lengths_gate
    from goldsmith.train.preflight.masks import mask_gate

    given = rows()
    whole = supervised(base, built(base, tmp_path, given), given).tokens
    length = sorted(whole.values())[len(whole) // 2]
    trainer = built(base, tmp_path, given, max_length=length)
    seen = supervised(base, trainer, given)
    found = lengths_gate(seen, given, length)
    over = [place for place, tokens in whole.items() if tokens > length]
    assert found.failed == len(over) == found.figures["over_length"] > 0
    assert (
        found.evidence[0]
        == f"{given[over[0]].id}: {whole[over[0]]} tokens, and the length is {length}; `length: {max(whole.values())}` holds every row"
    )
    assert not mask_gate(seen).ok


def test_rows_of_which_nothing_is_left_are_missed(base, tmp_path):
    given = rows()
    trainer = built(base, tmp_path, given, max_length=25)
    assert len(trainer.train_dataset) < len(given)
    found = looked_at(base, trainer, given, length=25)
    assert gate(found, "P4").failed == len(given)
    assert gate(found, "P4").figures["left_out"] == len(given) - len(trainer.train_dataset)


def test_an_empty_training_set_is_no_pass_and_costs_nothing(base, tmp_path):
    given = rows()
    trainer = built(base, tmp_path, given)
    trainer.train_dataset = trainer.train_dataset.select([])
    found = looked_at(base, trainer, given)
    assert {one.code for one in found.failed} == {"P4", "P5"}
    assert gate(found, "P5").checked == 0
    assert (found.cost, found.shown, found.lengths["both"]) == (None, (), {})


def test_a_row_left_out_for_no_reason_is_named(base, tmp_path):
    given = rows()
    trainer = built(base, tmp_path, given)
    trainer.train_dataset = trainer.train_dataset.select([place for place in range(len(given)) if place != 7])
    found = gate(looked_at(base, trainer, given), "P4")
    assert (found.failed, found.figures["left_out"]) == (1, 1)
    assert given[7].id in found.evidence[0]


def spoiled(trainer, change):
    """The trainer with the labels of one row changed."""
    row = 3

    def changed(cells, place):
        return {"labels": change(cells["labels"], cells["input_ids"])} if place == row else cells

    trainer.train_dataset = trainer.train_dataset.map(changed, with_indices=True)
    return trainer


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda labels, ids: [-100] * len(ids), "nothing is learned"),
        (lambda labels, ids: ids, "the prompt is learned, from '<|im_start|>"),
        (lambda labels, ids: [-100, *labels[1:-1], -100], "what is learned ends with"),
        (lambda labels, ids: _masked(labels, 0), "the beginning of the answer, "),
        (lambda labels, ids: _masked(labels, 2), "amid the learned ones are not learned"),
        (lambda labels, ids: [*labels[:-3], 70, *labels[-2:]], "labels are other tokens than those that are read"),
    ],
    ids=["nothing", "everything", "no end", "late", "gap", "shifted"],
)
def test_a_wrong_mask_is_found_in_any_row(base, tmp_path, change, said):
    from goldsmith.train.preflight.masks import mask_gate

    given = rows()
    found = mask_gate(supervised(base, spoiled(built(base, tmp_path, given), change), given))
    assert (found.checked, found.failed) == (len(given), 1)
    assert found.evidence[0].startswith(f"{given[3].id}: ")
    assert said in found.evidence[0]


def _masked(labels, offset):
    """The labels without the one so far behind the first that is learned."""
    at = next(place for place, label in enumerate(labels) if label != -100) + offset
    return [*labels[:at], -100, *labels[at + 1 :]]


def test_whole_conversations_as_messages_are_refused(base, tmp_path):
    from datasets import Dataset

    given = orders(8)
    told = [{"messages": [*prompt, *answer]} for prompt, answer in (row.messages() for row in given)]
    found = looked_at(base, built(base, tmp_path, Dataset.from_list(told)), given)
    assert gate(found, "P5").failed == len(given)


def test_an_end_outside_the_generation_block_is_not_learned_and_found(base, tmp_path, tokenizer):
    from datasets import Dataset

    tokenizer.chat_template = CHATML.replace(
        "{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>\n' }}",
        "{{ '<|im_start|>' + m['role'] + '\n' }}{% if m['role'] == 'assistant' %}{% generation %}{{ m['content'] }}"
        "{% endgeneration %}{% else %}{{ m['content'] }}{% endif %}{{ '<|im_end|>\n' }}",
    )
    given = orders(8)
    told = [{"messages": [*prompt, *answer]} for prompt, answer in (row.messages() for row in given)]
    trainer = built(base, tmp_path, Dataset.from_list(told), tokenizer, assistant_only_loss=True)
    found = looked_at(base, trainer, given)
    assert gate(found, "P2").ok
    assert gate(found, "P4").figures["without_end"] == gate(found, "P4").failed == len(given)
    assert gate(found, "P5").failed == len(given)


def prepared(base, folder, **keys):
    """What a run prepares of the rows, and what the preflight says of it."""
    from goldsmith.train.fit import fit
    from goldsmith.train.preflight.run import preflight
    from goldsmith.train.run_folder import RunFolder
    from train import fitting

    config = fitting.config(**keys)
    made = fit.prepare(config, base, rows(), others(), general(config), RunFolder(folder / "run"))
    held_out = [made.codec.example(row) for row in others()]
    return preflight(made.trainer, base, config, made.train, held_out, made.general, lambda *told: None)


def general(config):
    """Rows to mix in, where the configuration asks for them."""
    asked = [(Turn("user", f"How many days are {place} weeks?"),) for place in range(40)]
    rows = [
        replace(row, asked=turns, kind="general", answer="Ada") for row, turns in zip(orders(40), asked, strict=True)
    ]
    return rows if config.mix else []


def test_what_a_run_prepares_passes_with_its_mix(base, tmp_path):
    found = prepared(base, tmp_path, mix={"file": "general.jsonl", "share": 20})
    assert found.failed == []
    assert gate(found, "P5").figures["rows_of_mix"] == 6
    assert 0 < gate(found, "P5").figures["learned_share_of_mix"] < 0.2


def test_a_model_that_reads_and_writes_apart_passes_with_its_codec_and_fails_without(tmp_path):
    from transformers import T5Config, T5ForConditionalGeneration

    from goldsmith.train.bases import Base

    tokenizer = wordy()
    config = T5Config(
        vocab_size=len(tokenizer), d_model=32, d_ff=64, d_kv=8, num_layers=1, num_heads=4, decoder_start_token_id=0
    )
    T5ForConditionalGeneration(config).save_pretrained(tmp_path / "t5")
    tokenizer.save_pretrained(tmp_path / "t5")
    base = Base(str(tmp_path / "t5"))
    found = prepared(base, tmp_path / "auto", method="seq2seq", rank=0)
    assert found.failed == []
    assert found.cost is not None
    assert found.shown[0].text().endswith("|)</s>⟧")
    found = prepared(base, tmp_path / "none", method="seq2seq", rank=0, codec="none")
    assert {one.code for one in found.failed} == {"P5", "P6"}


def test_prompts_that_cannot_be_compared_are_not_counted_as_looked_at():
    from goldsmith.train.preflight.template import plain_gate

    unknown = [replace(row, asked=(Turn("user", "{"),)) for row in rows()]
    found = plain_gate(wordy(), unknown)
    assert (found.ok, found.checked) == (False, 0)
    whole = plain_gate(wordy(), [*unknown, *rows()])
    assert whole.ok
    assert whole.checked == len(unknown) + len(rows()) - whole.figures["with_unknown_tokens"] > 0


def state(trainer):
    import numpy as np
    import torch

    weights = {name: weight.clone() for name, weight in trainer.model.state_dict().items()}
    kept = (trainer.optimizer, trainer.lr_scheduler, trainer.model.training, trainer.state.global_step)
    return weights, kept, torch.get_rng_state(), np.random.get_state()[1].tolist(), random.getstate()


@pytest.mark.parametrize("adapter", [False, True])
def test_five_steps_leave_no_trace(fit, base, tmp_path, adapter):
    import torch

    from goldsmith.train.preflight.cost import cost

    keys = {} if adapter else {"method": "full"}
    trainer = fit.build(fit.config(**keys), base, rows(), [], tmp_path)
    metrics = copy.deepcopy(trainer._metrics)
    before, kept, *chance = state(trainer)
    found = cost(trainer)
    after, kept_after, *chance_after = state(trainer)
    assert before.keys() == after.keys()
    assert all(torch.equal(before[name], after[name]) for name in before)
    assert kept == kept_after
    assert torch.equal(chance[0], chance_after[0])
    assert chance[1:] == chance_after[1:]
    assert trainer._metrics == metrics
    assert all(weight.grad is None for weight in trainer.model.parameters())
    assert found.steps == 3
    assert found.trainable < found.parameters if adapter else found.trainable == found.parameters
    assert found.seconds > 0
    assert found.peak_bytes > 1e8
    batch = trainer.data_collator([trainer.train_dataset[place] for place in range(24)])
    assert found.loss == pytest.approx(trainer.compute_loss(trainer.model, batch).item(), rel=0.1)


@pytest.mark.parametrize("built_with", [False, True])
def test_activations_are_computed_twice_as_in_training_and_afterwards_no_more(base, tmp_path, monkeypatch, built_with):
    from goldsmith.train.preflight.cost import cost

    trainer = built(base, tmp_path, rows(), gradient_checkpointing=True)
    if built_with:
        trainer.model.activation_checkpointing_enable()
    seen = []
    step = type(trainer).training_step
    monkeypatch.setattr(
        type(trainer),
        "training_step",
        lambda own, *given: [seen.append(own.model.is_activation_checkpointing), step(own, *given)][1],
    )
    assert cost(trainer) is not None
    assert seen == [True] * 6
    assert trainer.model.is_activation_checkpointing is built_with


def test_a_run_after_a_preflight_is_the_run_without_one(fit, base, tmp_path):
    losses = []
    for look in (False, True):
        trainer = fit.build(fit.config(), base, rows(), [], tmp_path / str(look))
        if look:
            looked_at(base, trainer, rows())
        losses.append(trainer.train().training_loss)
    assert losses[0] == losses[1]


def test_the_screen_names_every_gate_and_marks_what_is_learned(base, tmp_path, capsys):
    from goldsmith.cli.train_screen import print_preflight

    given = rows()
    print_preflight(looked_at(base, built(base, tmp_path, given), given, general=given[5:7]))
    told = capsys.readouterr().out
    assert [f"ok   P{code}" in told for code in range(1, 8)] == [True] * 7
    assert f"⟦{given[0].answer}<|im_end|>⟧" in told
    assert "every gate passed" in told
    assert "2 rows with " in told
    print_preflight(looked_at(base, built(base, tmp_path, given, max_length=40), given, length=40))
    told = capsys.readouterr().out
    assert "FAIL P4" in told
    assert "tokens, and the length is 40" in told
