from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import Turn
from goldsmith.train import codec as codecs
from goldsmith.train.codec import CODES, NONE, Codec
from goldsmith.train.examples import TrainingExample

BRACES = Codec("|", CODES, spaces=True)
ANSWER = '{"title":"Tea, green","lines":["a  b","c\\n"],"note":"x|y ~ <5"}'


class Words:
    """Splits as SentencePiece does: no braces, no line break, one space for many."""

    def __init__(self, unknown: str = "{}\n\t\r<~`") -> None:
        self.unknown = unknown

    def __call__(self, text: str, add_special_tokens: bool = True) -> dict[str, list[str]]:
        return {"input_ids": ["<unk>" if sign in self.unknown else sign for sign in " ".join(text.split())]}

    def decode(self, ids: list[str], **_: object) -> str:
        return "".join(ids)


class Letters(Words):
    """Splits into characters and loses nothing."""

    def __call__(self, text: str, add_special_tokens: bool = True) -> dict[str, list[str]]:
        return {"input_ids": list(text)}


signs = st.characters(exclude_categories=["Cs"])
texts = st.text(st.sampled_from("|{}()n \n<>~`'_;7b-[]\t") | signs)


@cache
def made(mark: str, replaced: str, spaces: bool) -> Codec:
    return Codec(mark, {sign: CODES.get(sign) or f"{ord(sign):x};" for sign in replaced}, spaces)


@given(
    texts, st.sampled_from("|*@~"), st.text(signs.filter(lambda sign: sign not in "|*@~ "), max_size=6), st.booleans()
)
def test_what_is_encoded_is_decoded(text, mark, replaced, spaces):
    codec = made(mark, replaced, spaces)
    assert codec.decode(codec.encode(text)) == text


@given(texts)
def test_the_fixed_table_returns_every_text_and_leaves_no_brace(text):
    written = BRACES.encode(text)
    assert BRACES.decode(written) == text
    assert not set(written) & (set(CODES) - {"~"})


@given(texts)
def test_a_codec_that_changes_nothing_changes_nothing(text):
    assert NONE.encode(text) == text == NONE.decode(text)


def test_what_a_tokenizer_lacks_is_replaced_and_comes_back():
    tokenizer = Words()
    found = codecs.codec("auto", tokenizer, [ANSWER])
    assert codecs.lost(NONE, tokenizer, [ANSWER]) == [ANSWER]
    assert codecs.lost(found, tokenizer, [ANSWER]) == []
    assert found.mark == "*"  # the answer holds the first mark
    assert not set(found.encode(ANSWER)) & set("{}<~\n")


def test_a_character_that_only_the_texts_hold_is_replaced_by_its_number():
    tokenizer = Words("{}\n\t\r<~`µ")
    found = codecs.codec("auto", tokenizer, ["5 µm"])
    assert found.codes["µ"] == "b5;"
    assert codecs.lost(found, tokenizer, ["5 µm"]) == []


def test_a_tokenizer_that_lacks_nothing_has_no_codec():
    assert codecs.codec("auto", Letters(), [ANSWER]) == NONE
    assert codecs.codec("none", Words(), [ANSWER]) == NONE


def test_braces_are_replaced_where_they_are_asked_to_be():
    found = codecs.codec("braces", Letters(), [ANSWER])
    assert found.encode("{}") == f"{found.mark}({found.mark})"


def test_a_tokenizer_without_any_mark_is_refused():
    with pytest.raises(UsageError, match="braces cannot be written"):
        codecs.codec("auto", Words(codecs.MARKS + "{}"), [ANSWER])


def test_a_codec_is_read_back_from_a_model_folder(tmp_path):
    codecs.save(BRACES, tmp_path)
    assert codecs.load(tmp_path) == BRACES
    codecs.save(NONE, tmp_path / "missing")
    assert codecs.load(tmp_path / "missing") == NONE


def test_prompt_and_answer_are_encoded_alike():
    row = TrainingExample("1", "k", "train", (Turn("user", "a\nb"),), "{}", "", {})
    coded = BRACES.example(row)
    assert (coded.asked[0].content, coded.answer) == ("a|nb", "|(|)")
    assert NONE.example(row) is row
