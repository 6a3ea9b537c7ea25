"""Shows how far a run is, and puts a restarted one back where it was."""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import datasets
from transformers import TrainerCallback
from transformers.utils import logging

from goldsmith.train.progress import Progress

STAGE = "training"
SECONDS = "seconds"


def quiet() -> None:
    """The libraries' own bars and notices stay off the screen; what goes wrong is raised or found by a gate."""
    datasets.disable_progress_bars()
    logging.disable_progress_bar()
    logging.set_verbosity_error()
    warnings.filterwarnings("ignore", message=".*gradient_checkpointing", category=FutureWarning)


class Shown(TrainerCallback):
    """Tells the program's own progress of every step."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def on_train_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """Steps of an earlier start count as done."""
        self.progress(STAGE, state.global_step, state.max_steps)

    def on_step_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """One step more."""
        self.progress(STAGE, 1, state.max_steps)


class Clock(TrainerCallback):
    """Writes into every entry of a run's log how long it has taken, its earlier starts included."""

    def __init__(self) -> None:
        self.started = perf_counter()

    def on_train_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """Go on from the last entry of an earlier start."""
        self.started = perf_counter() - seconds(state.log_history)

    def on_log(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """The entry is the last one."""
        state.log_history[-1][SECONDS] = round(perf_counter() - self.started, 3)


def seconds(history: Sequence[Mapping[str, Any]]) -> float:
    """What a run has taken up to the last entry of its log."""
    return next((float(entry[SECONDS]) for entry in reversed(history) if SECONDS in entry), 0.0)


class Moved(TrainerCallback):
    """A checkpoint names the best one by its path, which is another once a run's folder has been moved."""

    def on_train_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """Name the best checkpoint where it is now."""
        if state.best_global_step:
            best = Path(args.output_dir) / f"checkpoint-{state.best_global_step}"
            state.best_model_checkpoint = str(best) if best.is_dir() else None
