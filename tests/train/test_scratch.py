"""Models from nothing: what holds of their tokenizer, their warm-up and the folder they are written to."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from train.tiny import WORDS, tiny_base

pytestmark = pytest.mark.train

SPOKEN = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def words():
    from goldsmith.train.scratch import tokenizer

    return tokenizer.train(WORDS, 512, 1024)


@given(text=SPOKEN)
def test_any_text_comes_back_as_it_went_in(words, text):
    assert words.decode(words(text).input_ids) == text


@given(digits=st.text("0123456789", min_size=1))
def test_a_digit_is_a_token(words, digits):
    assert [words.decode([one]) for one in words(digits).input_ids] == list(digits)


def test_a_word_is_spelled_alike_after_a_blank_and_after_a_quotation_mark(words):
    plain, quoted = words("name: Bruno").input_ids, words('"name":"Bruno"').input_ids
    spelled = words("Bruno").input_ids
    assert any(plain[at:] == spelled for at in range(len(plain)))
    assert any(quoted[at : at + len(spelled)] == spelled for at in range(len(quoted)))


def test_padding_is_a_token_of_its_own(words):
    assert words.pad_token_id not in (words.eos_token_id, None)
    assert words.eos_token == "<|im_end|>"


def test_an_answer_ends_with_the_end_of_its_turn(words):
    asked = [{"role": "user", "content": "hello"}]
    prompt = words.apply_chat_template(asked, add_generation_prompt=True, tokenize=False)
    whole = words.apply_chat_template([*asked, {"role": "assistant", "content": "{}"}], tokenize=False)
    assert whole == prompt + "{}<|im_end|>"


def test_the_same_texts_give_the_same_tokenizer():
    from goldsmith.train.scratch import tokenizer

    made = [tokenizer.train(WORDS * 20, 512, 1024).backend_tokenizer.to_str() for _ in range(3)]
    assert made[0] == made[1] == made[2]


def test_a_tiny_base_loads_as_any_base_does(tmp_path: Path):
    from goldsmith.train.bases import Base

    base = Base(str(tiny_base(tmp_path / "base")))
    assert base.model().num_parameters() < 250_000
    assert base.tokenizer().chat_template
    began = time.process_time()
    assert base.identity == Base(str(tiny_base(tmp_path / "again"))).identity
    assert time.process_time() - began < 3


def examples(count: int = 40):
    from goldsmith.extractors.examples import Turn
    from goldsmith.train.examples import TrainingExample

    return [
        TrainingExample(f"r{at}", "order", "train", (Turn("user", f"{WORDS[1]} Row {at}."),), WORDS[3], "", {})
        for at in range(count)
    ]


def test_the_second_half_repeats_the_first_and_its_first_token_is_not_asked_for():
    import torch

    from goldsmith.train.scratch.induction import sequences

    tokens, again = sequences(torch.Generator().manual_seed(1), 12, range(4, 100))
    assert tokens.shape[1] == 24
    assert torch.equal(tokens[:, :12], tokens[:, 12:])
    assert torch.equal(again, tokens[:, 13:])
    assert tokens.min() >= 4
    assert tokens.max() < 100


def model(seed: int = 0, layers: int = 3):
    from goldsmith.train.scratch import tokenizer
    from goldsmith.train.scratch.architecture import Size, llama
    from goldsmith.train.scratch.weights import untrained

    words = tokenizer.train(WORDS, 300, 512)
    return untrained(llama(Size(300, 512, width=64, inner=168, layers=layers, heads=4), words), seed=seed)


def test_a_model_starts_out_leaning_towards_the_token_before():
    """Of 32 places that layer 0 can look at, the one before gets more than any other."""
    import torch

    made = model()
    made.set_attn_implementation("eager")
    tokens = torch.randint(4, 300, (4, 32), generator=torch.Generator().manual_seed(0))
    looked = made(tokens, output_attentions=True).attentions[0].mean(dim=(0, 1))
    assert looked[8:].argmax(dim=-1).tolist() == list(range(7, 31))


def test_a_warm_up_teaches_to_copy():
    from goldsmith.train.scratch.induction import warm_up

    made = model()
    losses = warm_up(made, 120, vocabulary=range(4, 300), learning_rate=5e-3, seed=0)
    assert losses[0] > 4
    assert sum(losses[-10:]) / 10 < 1.5


def test_a_base_is_the_same_for_the_same_seed_and_another_for_another(tmp_path: Path):
    from goldsmith.train.scratch.make import make

    made = [
        make("tiny", examples(), tmp_path / str(at), seed=seed, steps=2).identity for at, seed in enumerate((0, 0, 1))
    ]
    assert made[0] == made[1] != made[2]


def test_a_finished_base_is_not_made_again(tmp_path: Path):
    from goldsmith.train.scratch.make import make

    first = make("tiny", examples(), tmp_path / "base", seed=0, steps=1)
    written = (tmp_path / "base" / "model.safetensors").stat().st_mtime_ns
    assert make("tiny", [], tmp_path / "base", seed=1, steps=9).identity == first.identity
    assert (tmp_path / "base" / "model.safetensors").stat().st_mtime_ns == written


def test_an_interrupted_base_has_no_final_name_and_does_not_stand_in_the_way(tmp_path: Path):
    from goldsmith.train.scratch.make import make

    def interrupt(stage: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make("tiny", examples(), tmp_path / "base", seed=0, steps=3, progress=interrupt)
    (tmp_path / "base.partial").mkdir()
    (tmp_path / "base.partial" / "model.safetensors").write_bytes(b"half")
    assert not (tmp_path / "base").exists()
    assert make("tiny", examples(), tmp_path / "base", seed=0, steps=1).model().num_parameters() > 100_000
    assert not (tmp_path / "base.partial").exists()


def test_there_is_nothing_to_make_of_no_rows_and_of_no_such_size(tmp_path: Path):
    from goldsmith.core.errors import UsageError
    from goldsmith.train.scratch.make import make

    with pytest.raises(UsageError, match="there are none"):
        make("tiny", [], tmp_path / "base", seed=0, steps=1)
    with pytest.raises(UsageError, match="'huge' is none of tiny, 25m"):
        make("huge", examples(), tmp_path / "base", seed=0, steps=1)


def test_every_size_that_a_configuration_may_name_has_narrow_heads():
    from goldsmith.train.config import SIZES as NAMED
    from goldsmith.train.scratch.architecture import SIZES

    assert tuple(SIZES) == NAMED
    for size in SIZES.values():
        assert size.width % size.heads == 0
        assert 8 <= size.width // size.heads <= 16


def test_the_large_size_trains_a_few_steps(words):
    from goldsmith.train.scratch.architecture import SIZES, llama
    from goldsmith.train.scratch.induction import warm_up
    from goldsmith.train.scratch.weights import untrained

    large = untrained(llama(SIZES["25m"], words), seed=0)
    assert len(warm_up(large, 2, vocabulary=range(4, len(words)), learning_rate=1e-3, seed=0)) == 2
    embeddings = (SIZES["25m"].vocabulary - len(words)) * SIZES["25m"].width
    assert 20e6 < large.num_parameters() + embeddings < 30e6


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_the_large_size_is_trained_by_the_run_s_own_trainer(tmp_path: Path, precision: str):
    """In bf16 through the library's forward, which is where bf16 and compilation happen."""
    from goldsmith.train.config import load
    from goldsmith.train.fit.trainer import Small, build
    from goldsmith.train.scratch.make import make

    base = make("25m", examples(), tmp_path / "base", seed=0, steps=1)
    small = {"device_batch": 2, "batch": 2, "epochs": 1.0, "length": 256, "compile": False, "precision": precision}
    trainer = build(load("scratch-25m").model_copy(update=small), base, examples(4), [], tmp_path / "checkpoints")
    assert isinstance(trainer, Small) is (precision == "fp32")
    trainer.train()
    assert trainer.state.global_step == 2
    assert not trainer.losses.broken
