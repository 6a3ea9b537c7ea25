"""Encoder-decoder models: trained through a codec, as a whole and by an adapter."""

import orjson
import pytest

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import Turn
from goldsmith.train import codec as codecs
from goldsmith.train.plain_text import as_text
from train.rows import orders

pytestmark = pytest.mark.train
T5 = {"method": "seq2seq", "rank": 0, "learning_rate": 1e-2, "batch": 16, "device_batch": 16}


@pytest.fixture(scope="module")
def base(fit, tmp_path_factory):
    return fit.t5_in(tmp_path_factory.mktemp("t5"))


def test_the_vocabulary_lacks_braces_and_the_codec_brings_them_back(base):
    tokenizer = base.tokenizer()
    answers = [row.answer for row in orders(50)]
    assert len(codecs.lost(codecs.NONE, tokenizer, answers)) == 50
    codec = codecs.codec("auto", tokenizer, answers)
    assert codecs.lost(codec, tokenizer, answers) == []
    assert codec.codes["{"] == "("


@pytest.mark.parametrize("rank", [0, 8])
def test_it_learns_to_write_json_longer_than_the_library_would_let_it(fit, base, tmp_path, rank):
    found = fit.fitted(
        tmp_path, base, rows=320, watched=16, epochs=4, sample_every=40, evaluate_every=40, **{**T5, "rank": rank}
    )
    last = [orjson.loads(line) for line in (tmp_path / "samples.jsonl").read_bytes().splitlines()][-16:]
    assert {gate.code: gate.ok for gate in found.gates}["T1"]
    assert max(line["tokens"] for line in last) > 21
    if rank == 0:
        assert sum(line["valid"] for line in last) > 8
    assert codecs.load(found.folder) == found.codec != codecs.NONE
    assert found.folder.name == ("adapter" if rank else "model")
    assert (found.folder / "generation_config.json").is_file()


def test_an_adapter_generates_as_long_as_its_base_was_told(fit, base, tmp_path):
    import torch

    made = fit.prepared(tmp_path, base, **{**T5, "rank": 4})
    written = made.trainer.model.generate(input_ids=torch.tensor([[5, 6, 1]]), suppress_tokens=[1])
    assert written.shape[1] == made.config.length + 1


def test_the_seed_says_how_an_adapter_begins(fit, base, tmp_path):
    import torch

    def begun(seed):
        torch.rand(3)  # chance goes on between two runs
        weights = fit.prepared(tmp_path, base, rows=8, **{**T5, "rank": 4, "seed": seed}).trainer.model.state_dict()
        return next(weight for name, weight in weights.items() if "lora_A" in name)

    first, again, other = begun(1), begun(1), begun(2)
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_a_run_is_looked_at_by_shares_of_its_steps(fit, base, tmp_path):
    told = fit.prepared(tmp_path, base, rows=640, epochs=3, **T5).trainer.args
    assert (told.logging_steps, told.eval_steps, told.save_steps, told.warmup_steps) == (6, 120, 120, 0.03)


def test_answers_end_with_the_end(fit, base, tmp_path):
    made = fit.prepared(tmp_path, base, rows=8, **T5)
    tokenizer = base.tokenizer()
    for row, example in zip(made.trainer.train_dataset, made.train, strict=True):
        assert row["labels"][-1] == tokenizer.eos_token_id
        assert tokenizer.unk_token_id not in row["labels"] + row["input_ids"]
        assert tokenizer.decode(row["labels"][:-1]) == example.answer
        assert made.codec.decode(example.answer)[0] == "{"


def test_the_method_and_the_architecture_must_agree(fit, base, tmp_path):
    with pytest.raises(UsageError, match="set method to seq2seq"):
        fit.prepared(tmp_path, base, method="lora")
    with pytest.raises(UsageError, match="no encoder and decoder"):
        fit.prepared(tmp_path, fit.base_in(tmp_path), **T5)


def test_turns_become_one_text():
    system, first, answer, last = Turn("system", "S"), Turn("user", "A"), Turn("assistant", "B"), Turn("user", "C")
    assert as_text([first]) == "A"
    assert as_text([system, first]) == "S\n\nA"
    assert as_text([system, first, answer, last]) == "S\n\nuser: A\n\nassistant: B\n\nuser: C"
