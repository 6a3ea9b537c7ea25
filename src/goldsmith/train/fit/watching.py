"""Shows how far a run is, and puts a restarted one back where it was."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import datasets
from transformers import TrainerCallback
from transformers.utils import logging

Progress = Callable[[str, int, int], None]
"""Called with the stage, the units done now, and the units in all."""
STAGE = "training"


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


class Moved(TrainerCallback):
    """A checkpoint names the best one by its path, which is another once a run's folder has been moved."""

    def on_train_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """Name the best checkpoint where it is now."""
        if state.best_global_step:
            best = Path(args.output_dir) / f"checkpoint-{state.best_global_step}"
            state.best_model_checkpoint = str(best) if best.is_dir() else None
