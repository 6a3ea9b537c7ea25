"""What a run will take: five real optimisation steps at a learning rate of zero, timed.

The steps go through the trainer's own loss, backward pass, clipping and optimizer, on batches from short to long rows as
training has them, after one on the longest rows, which warms up and shows the peak of memory. Not covered: evaluation,
samples, and the time that torch.compile takes and saves.
"""

import copy
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import fmean
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow.compute as pc
import torch

from goldsmith.train.preflight.found import Cost
from goldsmith.train.spent import peak_bytes, steps

STEPS = 5
KEPT = ("_metrics", "losses", "control", "state")
"""What a trainer writes down of its steps."""


def cost(trainer: Any) -> Cost | None:
    """Measure; None where there is nothing to train on. Weights, optimizer and random states are left as they were."""
    batches = _batches(trainer)
    if not batches:
        return None
    with _untouched(trainer) as twin:
        optimizer = twin.create_optimizer()
        for group in optimizer.param_groups:
            group["lr"] = 0.0
        if trainer.args.device.type == "cuda":
            torch.cuda.reset_peak_memory_stats(trainer.args.device)
        _step(twin, optimizer, batches[0])
        taken = [_step(twin, optimizer, batch) for batch in batches[1:]]
        peak = peak_bytes()
    accumulated = trainer.args.gradient_accumulation_steps
    seconds = fmean(backward * accumulated + stepping for backward, stepping, _ in taken)
    count = steps(trainer)
    trainable, parameters = _parameters(trainer.model)
    return Cost(
        seconds=seconds,
        steps=count,
        hours=seconds * count / 3600,
        peak_bytes=peak,
        device=str(trainer.args.device),
        trainable=trainable,
        parameters=parameters,
        loss=fmean(loss for _, _, loss in taken),
    )


def _step(twin: Any, optimizer: Any, batch: Any) -> tuple[float, float, float]:
    """One step: seconds forward and backward, seconds of the optimizer, and the loss.

    The optimizer is left out where a gradient is no number, since zero times infinity would spoil the weights.
    """
    started = perf_counter()
    with twin.accelerator.autocast():
        loss = twin.training_step(twin.model, dict(batch))
    _wait(twin.args.device)
    backward = perf_counter()
    learned = [weight for group in optimizer.param_groups for weight in group["params"]]
    norm = torch.nn.utils.clip_grad_norm_(learned, twin.args.max_grad_norm or float("inf"))
    if torch.isfinite(norm):
        optimizer.step()
    twin.model.zero_grad()
    _wait(twin.args.device)
    return backward - started, perf_counter() - backward, float(loss)


@contextmanager
def _untouched(trainer: Any) -> Iterator[Any]:
    """A copy of the trainer that shares its model; afterwards model and random states are as before."""
    twin = copy.copy(trainer)
    twin.optimizer = None
    twin.current_gradient_accumulation_steps = 1
    for name in KEPT:
        if hasattr(trainer, name):
            setattr(twin, name, copy.deepcopy(getattr(trainer, name)))
    training, states = trainer.model.training, (random.getstate(), np.random.get_state())
    devices = [trainer.args.device] if trainer.args.device.type == "cuda" else []
    with torch.random.fork_rng(devices=devices):
        switched = trainer.args.activation_checkpointing and not trainer.model.is_activation_checkpointing
        if switched:
            trainer.model.activation_checkpointing_enable(trainer.args.activation_checkpointing_kwargs)
        try:
            yield twin
        finally:
            twin.optimizer = None
            trainer.model.zero_grad()
            trainer.model.train(training)
            if switched:
                trainer.model.activation_checkpointing_disable()
            random.setstate(states[0])
            np.random.set_state(states[1])


def _batches(trainer: Any) -> Sequence[Any]:
    """The batch of the longest rows, and five whose rows are as long as in a fifth of all rows each."""
    rows = trainer._remove_unused_columns(trainer.train_dataset, description="training")
    if not len(rows):
        return ()
    lengths = pc.list_value_length(rows.with_format("arrow")[:]["input_ids"]).to_pylist()
    order = sorted(range(len(rows)), key=lengths.__getitem__)
    size = min(trainer.args.train_batch_size, len(rows))
    middles = [len(rows) * (2 * part + 1) // (2 * STEPS) for part in range(STEPS)]
    starts = [len(rows) - size, *(min(max(0, middle - size // 2), len(rows) - size) for middle in middles)]
    return [trainer.data_collator([rows[place] for place in order[start : start + size]]) for start in starts]


def _parameters(model: Any) -> tuple[int, int]:
    """Those that are trained, and all; the packed ones of 4-bit weights are counted as weights."""
    if hasattr(model, "get_nb_trainable_parameters"):
        trainable, every = model.get_nb_trainable_parameters()
        return int(trainable), int(every)
    sizes = [(weight.numel(), weight.requires_grad) for weight in model.parameters()]
    return sum(size for size, learned in sizes if learned), sum(size for size, _ in sizes)


def _wait(device: Any) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
