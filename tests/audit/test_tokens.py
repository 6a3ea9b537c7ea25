"""A model's own tokenizer, read from its folder: its end token, or one line that says what is wrong with the file."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from goldsmith.core.errors import UsageError
from goldsmith.extractors.tokens import tokenizer


def folder_with(folder: Path, config: str) -> str:
    Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]")).save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(config, encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("config", "end"),
    [('{"eos_token": "</s>"}', "</s>"), ('{"eos_token": {"content": "<|end|>"}}', "<|end|>"), ("{}", "")],
)
def test_the_end_token_is_a_text_or_an_object(config: str, end: str, tmp_path: Path) -> None:
    assert tokenizer(folder_with(tmp_path, config)).end == end


@pytest.mark.parametrize("config", ["{", "[]", '"text"', ""])
def test_a_damaged_configuration_is_named(config: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no JSON object"):
        tokenizer(folder_with(tmp_path, config))
