"""A3: the shipped tokenizer is the base's, and generation ends at the trained end; harmless differences of bytes pass."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from train.tiny import tiny_base
from train.tuned import orders

pytestmark = pytest.mark.train

TEXTS = [row.prompt for row in orders(16)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_base(tmp_path_factory.mktemp("base") / "base")


@pytest.fixture
def model(base: Path, tmp_path: Path) -> Path:
    """A shipped folder as the merge writes it."""
    from goldsmith.train.after.shipped import end_of_turn, write_tokenizer
    from goldsmith.train.bases import Base

    (tmp_path / "model").mkdir()
    write_tokenizer(Base(str(base)), tmp_path / "model", end_of_turn(Base(str(base)).tokenizer()))
    return tmp_path / "model"


def gate(base: Path, *folders: Path) -> Any:
    from goldsmith.train.after import tokenizer
    from goldsmith.train.after.shipped import end_of_turn
    from goldsmith.train.bases import Base

    return tokenizer.check(Base(str(base)), folders, TEXTS, end_of_turn(Base(str(base)).tokenizer()))


def spoil(model: Path, how: Callable[[Any], None]) -> None:
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(model)
    how(tokenizer)
    tokenizer.save_pretrained(model)


def edit(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_tokenizer_that_training_left_alone_passes(base: Path, model: Path) -> None:
    found = gate(base, model, base)
    assert found.ok, found.evidence
    assert found.figures["probes"] >= 50
    assert found.checked == 2 * found.figures["probes"]
    assert found.figures["trained_end"] == "<|im_end|>"


def test_the_state_of_one_padded_call_passes_although_the_bytes_differ(base: Path, model: Path) -> None:
    spoil(model, lambda tokenizer: tokenizer(["a", "bb"], padding=True, truncation=True, max_length=4))
    assert (model / "tokenizer.json").read_bytes() != (base / "tokenizer.json").read_bytes()
    found = gate(base, model)
    assert found.ok, found.evidence


def _pad_is_end(tokenizer: Any) -> None:
    tokenizer.pad_token = tokenizer.eos_token


def _no_template(tokenizer: Any) -> None:
    tokenizer.chat_template = None


def _padded_on_the_left(tokenizer: Any) -> None:
    """What the trainer's own sample callback leaves behind: it is saved with the state of the padded call."""
    tokenizer.padding_side = "left"
    tokenizer(["a", "bb"], padding=True)


def _another_template(tokenizer: Any) -> None:
    tokenizer.chat_template = tokenizer.chat_template.replace("<|im_end|>", "<|im_end|>\n")


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (lambda tokenizer: tokenizer.add_tokens(["<new>"]), "new ['<new>']"),
        (_pad_is_end, "pad_token was '<|pad|>' and is '<|im_end|>'"),
        (_no_template, "chat_template was"),
        (_another_template, "chat_template was"),
        (_padded_on_the_left, "padding_side was 'right' and is 'left'"),
    ],
)
def test_a_drifted_tokenizer_fails(base: Path, model: Path, how: Callable[[Any], None], told: str) -> None:
    spoil(model, how)
    if how is _no_template:
        (model / "chat_template.jinja").unlink(missing_ok=True)
    found = gate(base, model)
    assert not found.ok
    assert any(told in line for line in found.evidence), found.evidence


def test_another_tokenizer_of_the_same_size_fails_on_its_tokens(base: Path, model: Path, tmp_path: Path) -> None:
    other = tiny_base(tmp_path / "other", ["Quite other words stand in here, so other pairs are merged.", "bolts"])
    shutil.copy(other / "tokenizer.json", model / "tokenizer.json")
    found = gate(base, model)
    assert any("other tokens for" in line for line in found.evidence) or "tokenizer.json: model" in found.evidence[0]


def test_padding_among_the_ends_fails(base: Path, model: Path) -> None:
    edit(model / "generation_config.json", eos_token_id=[3, 0])
    assert "padding (0) is one of the ends [3, 0]" in gate(base, model).evidence[0]


@pytest.mark.parametrize("end", [1, None, []])
def test_generation_without_the_trained_end_fails(base: Path, model: Path, end: Any) -> None:
    edit(model / "generation_config.json", eos_token_id=end)
    (told,) = gate(base, model).evidence
    assert "and the trained end is 3 ('<|im_end|>')" in told


def test_a_folder_without_generation_settings_fails(base: Path, model: Path) -> None:
    (model / "generation_config.json").unlink()
    assert "no generation_config.json" in gate(base, model).evidence[0]


def test_a_folder_without_a_tokenizer_fails(base: Path, model: Path) -> None:
    for path in model.glob("*token*"):
        path.unlink()
    assert "its tokenizer cannot be loaded" in gate(base, model).evidence[0]


def test_a_file_that_a_configuration_made_the_library_take_along_fails(base: Path, model: Path) -> None:
    """A tokenizer_config.json with `vocab_file: .env` once published a person's secrets under a harmless name."""
    (model / "tokenizer.model").write_text("PASSWORD=1234")
    assert "tokenizer.model is not the base's file" in gate(base, model).evidence[0]


def test_no_folder_is_no_pass(base: Path) -> None:
    assert not gate(base).ok


def test_the_end_of_a_turn_is_the_templates_and_not_the_tokenizers(base: Path) -> None:
    """A base model whose tokenizer ends texts with one token, and whose template ends turns with another."""
    from goldsmith.train.after.shipped import end_of_turn, generation
    from goldsmith.train.bases import Base

    tokenizer = Base(str(base)).tokenizer()
    tokenizer.eos_token = "<|endoftext|>"
    assert tokenizer.convert_ids_to_tokens(end_of_turn(tokenizer)) == "<|im_end|>"
    template = tokenizer.chat_template
    tokenizer.chat_template = f"{template}{{% if not add_generation_prompt %}}\n<|endoftext|>{{% endif %}}"
    assert tokenizer.convert_ids_to_tokens(end_of_turn(tokenizer)) == "<|im_end|>"
    tokenizer.chat_template = template.replace("<|im_end|>", "")
    assert tokenizer.convert_ids_to_tokens(end_of_turn(tokenizer)) == "<|endoftext|>"
    settings = generation(Base(str(base)), 1, 0)
    assert settings.eos_token_id == [1, 3]
    assert settings.pad_token_id == 0
