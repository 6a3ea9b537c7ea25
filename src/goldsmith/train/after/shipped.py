"""What is shipped: an adapter or a model in a folder that holds what it needs, and nothing of this machine."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from transformers import GenerationConfig

from goldsmith.core.files import sync_folder, write_bytes
from goldsmith.train.bases import Base
from goldsmith.train.run_folder import called

LEFT_BY_TRAINERS = ("training_args.bin", "README.md")
"""A pickle that holds the Hub token, and cards that name the base by its path and say nothing."""

ADAPTER_CONFIG = "adapter_config.json"


@contextmanager
def into_place(folder: Path) -> Iterator[Path]:
    """A folder beside that takes the place of `folder` when all is written; after a failure nothing has changed."""
    beside = folder.with_name(folder.name + ".partial")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    yield beside
    sync_folder(beside)
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def end_of_turn(tokenizer: Any) -> int:
    """The token that ends an answer in training: the template's first control token after it, or the tokenizer's own end.

    A template may end its turns with another token than the tokenizer's, and write the tokenizer's after it; a model that
    is asked to stop at the wrong one does not stop, or says what stands between them.
    """
    if tokenizer.chat_template is None:
        return int(tokenizer.eos_token_id)
    turns = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]
    asked = tokenizer.apply_chat_template(turns[:1], add_generation_prompt=True, return_dict=True)["input_ids"]
    whole = tokenizer.apply_chat_template(turns, return_dict=True)["input_ids"]
    special = {token for token, added in tokenizer.added_tokens_decoder.items() if added.special}
    controls = [token for token in whole[len(asked) :] if token in special.union(tokenizer.all_special_ids)]
    return int(controls[0] if controls else tokenizer.eos_token_id)


def write_tokenizer(base: Base, folder: Path, end: int) -> None:
    """Write the base's tokenizer, untouched by training, and how to generate: the base's own settings, ending at `end`."""
    tokenizer = base.tokenizer()
    tokenizer.save_pretrained(folder)
    generation(base, end, tokenizer.pad_token_id).save_pretrained(folder)


def generation(base: Base, end: int, pad: int | None) -> GenerationConfig:
    """The base's generation settings with the trained end first; the base's other ends stay, padding is none of them."""
    try:
        found = GenerationConfig.from_pretrained(base.where, **({"revision": base.revision} if base.revision else {}))
    except OSError:
        found = GenerationConfig.from_model_config(base.config)
    before = found.eos_token_id
    others = [before] if isinstance(before, int) else list(before or [])
    ends = [end, *(one for one in others if one not in (end, pad))]
    found.eos_token_id = ends if len(ends) > 1 else end
    if pad is not None and pad != end:
        found.pad_token_id = pad
    return found


def tidy(folder: Path, base: Base, end: int) -> None:
    """Make a folder that a trainer wrote fit to be published: what trainers leave behind goes, the base is named, not located.

    The tokenizer stays as it is and is looked at by A3; generation settings, which the saving of an adapter leaves out,
    are written anew.
    """
    for name in LEFT_BY_TRAINERS:
        (folder / name).unlink(missing_ok=True)
    generation(base, end, base.tokenizer().pad_token_id).save_pretrained(folder)
    for path in (folder / ADAPTER_CONFIG, folder / "config.json"):
        if path.is_file():
            name_base(path, base)


def name_base(path: Path, base: Base) -> None:
    """Name the base in a configuration as anyone can find it: on the Hub with the commit that was trained on."""
    told = orjson.loads(path.read_bytes())
    if path.name == ADAPTER_CONFIG:
        told["base_model_name_or_path"] = public_name(base)
        told["revision"] = None if Path(base.where).is_dir() else base.identity
    told.pop("_name_or_path", None)
    write_bytes(path, [orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS), b"\n"])


def public_name(base: Base) -> str:
    """What a base may be called on someone else's machine: its Hub id, or what its folder is called."""
    folder = Path(base.where)
    return called(folder) if folder.is_dir() else base.where
