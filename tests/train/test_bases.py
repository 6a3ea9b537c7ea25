"""A base model is loaded whole or refused in one line: missing tensors, cut files, other sizes, templates that are none."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from goldsmith.core.errors import UsageError
from goldsmith.train.bases import Base
from train.tiny import tiny_base

pytestmark = pytest.mark.train
WEIGHTS = "model.safetensors"


def without_tensors(folder: Path) -> None:
    kept = dict(list(load_file(folder / WEIGHTS).items())[3:])
    save_file(kept, folder / WEIGHTS, metadata={"format": "pt"})


def cut(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes()[:-100])


def of_another_size(folder: Path) -> None:
    tensors = {name: torch.cat([one, one]) for name, one in load_file(folder / WEIGHTS).items()}
    save_file(tensors, folder / WEIGHTS, metadata={"format": "pt"})


def of_no_architecture(folder: Path) -> None:
    (folder / "config.json").write_text(json.dumps({"model_type": "none of them"}))


def as_a_pickle(folder: Path) -> None:
    torch.save(load_file(folder / WEIGHTS), folder / "pytorch_model.bin")
    (folder / WEIGHTS).unlink()


@pytest.mark.parametrize("spoil", [without_tensors, cut, of_another_size, of_no_architecture, as_a_pickle])
def test_a_base_that_is_not_whole_is_refused(spoil: Callable[[Path], None], tmp_path: Path) -> None:
    folder = tiny_base(tmp_path / "base")
    Base(str(folder)).model("fp32")
    spoil(folder)
    with pytest.raises(UsageError, match="base "):
        Base(str(folder)).model("fp32")


@pytest.mark.parametrize("text", [b"{% for %}", b"\xff\xfe", None])
def test_a_template_that_is_none_is_refused(text: bytes | None, tmp_path: Path) -> None:
    folder = tiny_base(tmp_path / "base")
    template = tmp_path / "chat.jinja"
    if text is not None:
        template.write_bytes(text)
    with pytest.raises(UsageError, match=r"chat\.jinja"):
        Base(str(folder), template=template).tokenizer()


def test_a_base_is_known_by_its_weights_and_tokenizer(tmp_path: Path) -> None:
    first, second = tiny_base(tmp_path / "a"), tiny_base(tmp_path / "b")
    assert Base(str(first)).identity == Base(str(second)).identity
    of_another_size(second)
    assert Base(str(first)).identity != Base(str(second)).identity
