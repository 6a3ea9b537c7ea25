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

    began = time.perf_counter()
    base = Base(str(tiny_base(tmp_path / "base")))
    assert time.perf_counter() - began < 5
    assert base.model().num_parameters() < 200_000
    assert base.tokenizer().chat_template
    assert base.identity == Base(str(tiny_base(tmp_path / "again"))).identity
