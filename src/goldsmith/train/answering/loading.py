"""A model found by its name: a folder of weights, an adapter on its base, a finished run, or a repository of the Hub."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.canonical import digest_of_file
from goldsmith.core.errors import UsageError
from goldsmith.train import codec
from goldsmith.train.after.shipped import ADAPTER_CONFIG, public_name
from goldsmith.train.after.stored import ADAPTER_WEIGHTS, adapted
from goldsmith.train.answering.local import Local
from goldsmith.train.bases import Base, Precision
from goldsmith.train.run_folder import RunFolder, read_record
from goldsmith.train.runs import DIGITS

SHA256 = 64
"""Hexadecimal digits of a folder's identity; a shorter one is a commit of the Hub, which a folder does not have."""


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
    if (folder / ADAPTER_CONFIG).is_file():
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
        told = orjson.loads((folder / ADAPTER_CONFIG).read_bytes())
        said = asked.base or str(told["base_model_name_or_path"])
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{str(folder / ADAPTER_CONFIG)!r} names no base: {error}") from error
    base = Base(*_base(folder, told, said, asked.base), asked.template)
    model = adapted(base.model(asked.precision), folder).eval()
    return _local(base, model, asked, _named(folder, base, model), folder)


def _base(folder: Path, told: Mapping[str, Any], said: str, given: str) -> tuple[str, str]:
    """Where an adapter's base lies, and its revision: where it is told to, or where it was, or beside, or on the Hub.

    Raises UsageError where that is another base than the one that the adapter's run was trained on, and where no base but
    the run's own merged model has the name: an adapter on its merged model is applied twice and answers nonsense.
    """
    run = RunFolder(folder.resolve().parent)
    trained = (read_record(run.path).get("base") or {}) if run.record.is_file() else {}
    places = (
        [Path(given)] if given else [Path(one) for one in (trained.get("where"), folder.parent / said, said) if one]
    )
    there = [place for place in places if place.is_dir()]
    bases = [place for place in there if place.resolve() != run.model.resolve()]
    identity = str(trained.get("identity") or "")
    known = identity if len(identity) == SHA256 else ""
    if right := [place for place in bases if not known or Base(str(place)).identity == known]:
        return str(right[0]), ""
    if there:
        wanted = f"{trained.get('where', said)!r}{f', {known[:DIGITS]}' if known else ''}"
        raise UsageError(
            f"adapter {str(folder)!r} was trained on base {wanted}, and {str(there[0])!r} is another; name its base with --base"
        )
    return given or said, "" if given else str(told.get("revision") or "")


def _named(folder: Path, base: Base, model: Any) -> dict[str, Any]:
    own = sum(one.numel() for name, one in model.named_parameters() if "lora_" in name)
    return {
        "model": public_name(Base(str(folder))),
        "identity": digest_of_file(folder / ADAPTER_WEIGHTS),
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
