"""The program of a fresh process: reads one task, does it, writes what it found.

Rows and evaluations are handed over as pickles: each is written and read within one run, in the folder after/ that the run
empties first, and none comes from anywhere else.
"""

import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.errors import GoldsmithError, UsageError
from goldsmith.core.files import write_bytes
from goldsmith.train import codec as codecs
from goldsmith.train.after import fresh, probes
from goldsmith.train.after.shipped import into_place, write_tokenizer
from goldsmith.train.after.stored import Stored
from goldsmith.train.answering.local import Local
from goldsmith.train.bases import Precision, dtype_of
from goldsmith.train.evaluate import evaluate
from goldsmith.train.examples import TrainingExample


def ask(
    model: dict[str, Any],
    given: str = "",
    logits: str = "",
    batch: int = 8,
    codec: str = "",
    asked: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """Load a model, keep its logits on the probes, and evaluate it on sets of rows.

    `codec` is the folder that holds it; each of `asked` names files: `rows` to read, `answers` and `evaluation` to write.
    """
    stored = Stored(**model)
    loaded = stored.model()
    if given:
        probes.save(Path(logits), {"logits": probes.logits(loaded, probes.load(Path(given)))})
    answerer = Local(loaded, stored.base.tokenizer(), batch, codecs.load(Path(codec)) if codec else codecs.NONE)
    every = [_read(Path(files["rows"])) for files in asked]
    told = _telling(sum(map(len, every)))
    for rows, files in zip(every, asked, strict=True):
        found = evaluate(answerer, rows, answers=Path(files["answers"]), progress=told)
        write_bytes(Path(files["evaluation"]), [pickle.dumps(found)])
    return {"dtype": str(loaded.dtype).removeprefix("torch.")}


def _read(path: Path) -> list[TrainingExample]:
    rows: list[TrainingExample] = pickle.loads(path.read_bytes())
    return rows


def _telling(of: int) -> Callable[[int], None]:
    """Tells the process that waits for this one of every step."""

    def told(more: int) -> None:
        sys.stdout.buffer.write(fresh.DONE + f"{more} {of}\n".encode())
        sys.stdout.buffer.flush()

    return told


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
    from peft.tuners.tuners_utils import BaseTunerLayer  # takes seconds, and most processes have no adapter to merge

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
        codecs.save(codecs.load(Path(stored.adapter)), beside)
    return {"dtype": str(merged.dtype).removeprefix("torch.")}


WORKS: Mapping[str, Callable[..., dict[str, Any]]] = {"ask": ask, "merge": merge}


def main(task: Path, result: Path) -> None:
    """Do the task; what a person can act on is written as a sentence, all else stays a traceback."""
    told = orjson.loads(task.read_bytes())
    try:
        found = WORKS[told["work"]](**told["given"])
    except GoldsmithError as error:
        found = {fresh.REFUSED: str(error)}
    write_bytes(result, [orjson.dumps(found)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
