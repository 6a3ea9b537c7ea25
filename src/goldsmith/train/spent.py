"""What a run takes, before it and after it: optimisation steps, and the most memory."""

import resource
import sys
from math import ceil
from typing import Any

import torch


def steps(trainer: Any) -> int:
    """Optimisation steps of the whole run, as the library counts them."""
    if trainer.args.max_steps > 0:
        return int(trainer.args.max_steps)
    batches = ceil(len(trainer.train_dataset) / int(trainer.args.train_batch_size))
    return ceil(ceil(batches / int(trainer.args.gradient_accumulation_steps)) * float(trainer.args.num_train_epochs))


def peak_bytes() -> int:
    """The most that was allocated on the GPU, or the most that this process has held."""
    if torch.cuda.is_available():
        return int(torch.cuda.max_memory_allocated())
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
