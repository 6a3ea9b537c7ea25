"""The program of a fresh process: reads one task, does it, writes what it found."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import orjson
from peft.tuners.tuners_utils import BaseTunerLayer

from goldsmith.core.errors import GoldsmithError, UsageError
from goldsmith.core.files import write_bytes
from goldsmith.train.after import probes
from goldsmith.train.after.fresh import REFUSED
from goldsmith.train.after.shipped import into_place, write_tokenizer
from goldsmith.train.after.stored import Stored
from goldsmith.train.bases import Precision, dtype_of


def ask(model: dict[str, Any], given: str, logits: str) -> dict[str, Any]:
    """Load a model and keep its logits on the probes."""
    loaded = Stored(**model).model()
    probes.save(Path(logits), {"logits": probes.logits(loaded, probes.load(Path(given)))})
    return {"dtype": str(loaded.dtype).removeprefix("torch.")}


def merge(
    model: dict[str, Any],
    identity: str,
    into: str,
    precision: Precision,
    end: int,
    given: str,
    exact: str,
    shipped: str,
) -> dict[str, Any]:
    """Merge an adapter into a base that was not run, in fp32, and write the model in the type that is shipped.

    Keeps the logits of the merged model in fp32 (`exact`) and in the shipped type (`shipped`), both before it was written.
    Raises UsageError where the base is another than the adapter was trained on, or a layer stays unmerged.
    """
    stored = Stored(**model)
    if stored.base.identity != identity:
        raise UsageError(f"the adapter was trained on base {identity}, and this is {stored.base.identity}")
    merged = stored.model().merge_and_unload(safe_merge=True)
    left = [name for name, module in merged.named_modules() if isinstance(module, BaseTunerLayer)]
    if left:
        raise UsageError(f"{len(left)} layers are left unmerged, first {left[0]!r}")
    tokens = probes.load(Path(given))
    probes.save(Path(exact), {"logits": probes.logits(merged, tokens)})
    for parameter in merged.parameters():  # buffers stay: a rotary frequency in bf16 is another frequency
        parameter.data = parameter.data.to(dtype_of(precision))
    probes.save(Path(shipped), {"logits": probes.logits(merged, tokens)})
    with into_place(Path(into)) as beside:
        merged.save_pretrained(beside)
        write_tokenizer(stored.base, beside, end)
    return {"dtype": str(merged.dtype).removeprefix("torch.")}


WORKS: Mapping[str, Callable[..., dict[str, Any]]] = {"ask": ask, "merge": merge}


def main(task: Path, result: Path) -> None:
    """Do the task; what a person can act on is written as a sentence, all else stays a traceback."""
    told = orjson.loads(task.read_bytes())
    try:
        found = WORKS[told["work"]](**told["given"])
    except GoldsmithError as error:
        found = {REFUSED: str(error)}
    write_bytes(result, [orjson.dumps(found)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
