from math import ceil

import pytest

from goldsmith.core.errors import UsageError
from train.rows import orders

pytestmark = pytest.mark.train


def test_answers_alone_are_learned(fit, base, tmp_path):
    trainer = fit.build(fit.config(), base, orders(8), [], tmp_path)
    tokenizer = base.tokenizer()
    for row, example in zip(trainer.train_dataset, orders(8), strict=True):
        learned = tokenizer.decode([label for label in row["labels"] if label != -100])
        assert learned.startswith(example.answer)
        assert learned.removeprefix(example.answer).strip() == tokenizer.eos_token


@pytest.mark.parametrize("packing", [False, True])
def test_both_heads_give_one_loss(fit, base, tmp_path, packing):
    rows = orders(40)
    small = fit.build(
        fit.config(base="scratch:tiny", method="full", precision="fp32", packing=packing), base, rows, [], tmp_path
    )
    large = fit.build(fit.config(method="full", precision="fp32", packing=packing), base, rows, [], tmp_path)
    assert (type(small), type(large)) == (fit.Small, fit.Causal)
    batch = small.data_collator([small.train_dataset[place] for place in range(4)])
    one = small.compute_loss(small.model, dict(batch))
    other = large.compute_loss(large.model, dict(batch))
    assert one.item() == pytest.approx(other.item(), abs=1e-5)


def paced(trainer):
    """How often a trainer logs, evaluates and saves, and for how long it warms up."""
    told = trainer.args
    return told.logging_steps, told.eval_steps, told.save_steps, told.warmup_steps


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, (5, 100, 100, 0.03)),
        ({"evaluate_every": 30}, (5, 30, 30, 0.03)),
        ({"base": "scratch:tiny", "method": "full"}, (5, 100, 100, 25)),
        ({"epochs": 0.01}, (1, 1, 1, 0.03)),
    ],
)
def test_a_run_is_looked_at_by_shares_of_its_steps(fit, base, tmp_path, keys, expected):
    keys = {"epochs": 4, **keys}
    assert paced(fit.build(fit.config(**keys), base, orders(200), orders(4), tmp_path)) == expected


def test_a_packed_run_is_looked_at_by_shares_of_the_steps_that_it_has(fit, base, tmp_path):
    keys = {"base": "scratch:tiny", "method": "full", "packing": True, "learning_rate": 5e-3, "sample_every": 1000}
    made = fit.prepared(tmp_path, base, rows=640, watched=8, epochs=4, **keys)
    packs = len(made.trainer.train_dataset)
    steps = ceil(packs / 8) * 4
    assert 40 <= steps < 640 // 8 * 4 / 2
    assert paced(made.trainer) == (steps // 20, steps, steps, steps // 4)
    found = fit.fitted(tmp_path, base, rows=640, watched=8, epochs=4, **keys)
    assert found.training["of_steps"] == found.training["steps"] == steps
    [[evaluated, _]] = {gate.code: gate for gate in found.gates}["T3"].figures["evaluations"]
    assert evaluated == steps
    logged = [step for step, _ in found.training["loss_curve"]]
    assert logged == list(range(steps // 20, steps + 1, steps // 20))


def test_weights_that_are_trained_are_kept_in_fp32(fit):
    assert fit.weights(fit.config(method="full", precision="bf16")) == "fp32"
    assert fit.weights(fit.config(method="lora", precision="bf16")) == "bf16"


def test_a_length_above_what_the_base_reads_is_refused(fit, base, tmp_path):
    with pytest.raises(UsageError, match="length 512 is above the 256 tokens"):
        fit.build(fit.config(length=512), base, orders(8), [], tmp_path)


class Vocabulary:
    """A tokenizer as far as padding looks at it."""

    def __init__(self, pad, added, template="<|im_end|>"):
        self.pad_token, self.eos_token, self.chat_template = pad, "<|im_end|>", template
        self.added = {token: place for place, token in enumerate(added)}

    def get_added_vocab(self):
        return self.added


def test_padding_is_never_the_end(fit):
    assert fit.padded(Vocabulary("<|pad|>", ["<|pad|>", "<|im_end|>"]), 10).pad_token == "<|pad|>"
    reserved = ["<|im_end|>", "<|reserved_0|>", "<|finetune_right_pad_id|>"]
    assert fit.padded(Vocabulary("<|im_end|>", reserved), 10).pad_token == "<|finetune_right_pad_id|>"
    assert fit.padded(Vocabulary(None, reserved), 2).pad_token == "<|reserved_0|>"


@pytest.mark.parametrize("pad", [None, "<|im_end|>"])
def test_padding_with_the_end_is_refused_where_nothing_else_is_free(fit, pad):
    with pytest.raises(UsageError, match="no reserved token"):
        fit.padded(Vocabulary(pad, ["<|im_end|>", "<|pad_in_template|>"], "<|pad_in_template|>"), 10)


def test_the_order_follows_from_seed_and_epoch(fit):
    lengths = [(7 * place) % 50 + 1 for place in range(1003)]
    order = fit.Order(lengths, 8, seed=3)
    first = list(order)
    assert sorted(first) == list(range(1003))
    assert list(order) == first
    order.set_epoch(1)
    assert list(order) != first
    assert list(fit.Order(lengths, 8, seed=4)) != first


def test_rows_of_one_length_share_a_batch(fit):
    lengths = [(7 * place) % 50 + 1 for place in range(1000)]
    found = [lengths[place] for place in fit.Order(lengths, 8, seed=0)]
    padding = sum(8 * max(found[at : at + 8]) - sum(found[at : at + 8]) for at in range(0, 1000, 8))
    chance = sum(8 * max(lengths[at : at + 8]) - sum(lengths[at : at + 8]) for at in range(0, 1000, 8))
    assert padding < chance / 5
