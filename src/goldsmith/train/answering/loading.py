"""A model found by its name: a folder of weights, an adapter on its base, a finished run, or a repository of the Hub."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.canonical import digest_of_file
from goldsmith.core.errors import UsageError
from goldsmith.train import codec
from goldsmith.train.after.shipped import public_name
from goldsmith.train.after.stored import adapted
from goldsmith.train.answering.local import Local
from goldsmith.train.bases import Base, Precision
from goldsmith.train.run_folder import RunFolder

ADAPTER, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a model is to be loaded: `base` is where an adapter's base lies, "" for where the adapter says it does."""

    batch: int = 8
    precision: Precision = "auto"
    template: Path | None = None
    base: str = ""


def load(where: str, asked: Asked) -> Local:
    """The model, ready to answer; `where` may end in @REVISION for the Hub.

    Raises UsageError where there is none, where an adapter's base cannot be found, and where there is no chat template.
    """
    folder = _weights(Path(where))
    if (folder / ADAPTER).is_file():
        return _adapter(folder, asked)
    name, _, revision = (where, "", "") if folder.exists() else where.partition("@")
    base = Base(str(folder) if folder.exists() else name, revision, asked.template)
    return _local(
        base, base.model(asked.precision), asked, {"model": public_name(base), "identity": base.identity}, folder
    )


def _weights(path: Path) -> Path:
    """The folder with the weights: a run's own merged model, or else its adapter."""
    run = RunFolder(path)
    if not run.record.is_file():
        return path
    return run.model if run.model.is_dir() else run.adapter


def _adapter(folder: Path, asked: Asked) -> Local:
    try:
        told = orjson.loads((folder / ADAPTER).read_bytes())
        said = asked.base or str(told["base_model_name_or_path"])
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{str(folder / ADAPTER)!r} names no base: {error}") from error
    beside = folder.parent / said
    where = str(beside) if not asked.base and beside.is_dir() else said
    base = Base(where, "" if asked.base else str(told.get("revision") or ""), asked.template)
    model = adapted(base.model(asked.precision), folder).eval()
    return _local(base, model, asked, _named(folder, base, model), folder)


def _named(folder: Path, base: Base, model: Any) -> dict[str, Any]:
    own = sum(one.numel() for name, one in model.named_parameters() if "lora_" in name)
    return {
        "model": folder.resolve().name,
        "identity": digest_of_file(folder / WEIGHTS),
        "base": public_name(base),
        "base_identity": base.identity,
        "adapter_parameters": own,
    }


def _local(base: Base, model: Any, asked: Asked, identity: Mapping[str, Any], folder: Path) -> Local:
    tokenizer = base.tokenizer()
    if not tokenizer.chat_template and not base.seq2seq:
        raise UsageError(
            f"model {public_name(base)!r} has no chat template; give the one that it was trained with: --template FILE"
        )
    parameters = sum(one.numel() for one in model.parameters())
    named = {**identity, "revision": base.revision, "parameters": parameters}
    return Local(model, tokenizer, asked.batch, codec.load(folder), named)
