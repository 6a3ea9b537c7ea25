"""Makes a base model from nothing: a tokenizer of the training rows' words, a small Llama, and a warm-up in copying."""

import shutil
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from transformers import GenerationConfig

from goldsmith.core.errors import UsageError
from goldsmith.core.files import sync_folder
from goldsmith.train.bases import Base, device
from goldsmith.train.examples import TrainingExample
from goldsmith.train.fit.watching import quiet
from goldsmith.train.progress import Progress, unwatched
from goldsmith.train.scratch import tokenizer as words
from goldsmith.train.scratch.architecture import SIZES, llama
from goldsmith.train.scratch.induction import warm_up
from goldsmith.train.scratch.weights import untrained

READ = 50_000
"""Training rows that the tokenizer learns its words from."""


def make(
    size: str,
    examples: Iterable[TrainingExample],
    into: Path,
    *,
    seed: int,
    steps: int,
    progress: Progress = unwatched,
) -> Base:
    """The base in the folder `into`, made now unless it stands there finished; `steps` are those of the warm-up.

    Raises UsageError for an unknown size, and where there are no examples.
    """
    if size not in SIZES:
        raise UsageError(f"size {size!r} is none of {', '.join(SIZES)}")
    if not into.is_dir():
        _make(size, list(islice(examples, READ)), into, seed=seed, steps=steps, progress=progress)
    return Base(str(into))


def _make(size: str, examples: list[TrainingExample], into: Path, *, seed: int, steps: int, progress: Progress) -> None:
    if not examples:
        raise UsageError("a model from nothing learns its words from training rows, and there are none")
    quiet()
    chosen = SIZES[size]
    tokenizer = words.train(words.texts(examples), chosen.vocabulary, chosen.context)
    model = untrained(llama(chosen, tokenizer), seed=seed).to(device())
    ordinary = range(len(words.RESERVED), len(tokenizer))
    warm_up(model, steps, vocabulary=ordinary, learning_rate=chosen.learning_rate, seed=seed, progress=progress)
    save(model, tokenizer, into)


def save(model: Any, tokenizer: Any, into: Path) -> None:
    """Write a base's folder, which exists afterwards in full or not at all."""
    beside = into.with_name(into.name + ".partial")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    model.generation_config = GenerationConfig(
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id, do_sample=False
    )
    model.save_pretrained(beside)
    tokenizer.save_pretrained(beside)
    sync_folder(beside)
    beside.rename(into)
