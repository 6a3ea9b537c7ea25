"""From a build's first byte to its final name: progress, worker processes, and folders that are named only when finished."""

import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from goldsmith.core.errors import Findings, UsageError
from goldsmith.core.files import sync_folder
from goldsmith.datasets import certificate, manifest
from goldsmith.datasets.judged import keep_memory

Progress = Callable[[str, int, int], None]
"""Called with the stage, the units done now, and the units in all."""


@dataclass(frozen=True, slots=True)
class Built:
    """Where a release lies, its certificate, and whether it stood there already with the same bytes."""

    folder: Path
    certificate: dict[str, Any]
    unchanged: bool


def tick(progress: Progress, stage: str, total: int) -> Callable[[int], None]:
    """Reports the units that are done of one stage."""
    return lambda done: progress(stage, done, total)


@contextmanager
def pool(workers: int) -> Iterator[Executor | None]:
    """A pool of processes, or None for one worker, which works in this process; an interrupt drops what it has not begun."""
    context = get_context("spawn")
    keep_memory()
    made = ProcessPoolExecutor(workers, context, initializer=_start_worker) if workers > 1 else nullcontext()
    with made as executor:
        try:
            yield executor
        except BaseException:
            if executor is not None:
                executor.shutdown(cancel_futures=True)
            raise


def _start_worker() -> None:
    """Ctrl-C ends a worker at once and without a word; the process that holds the terminal says what happened."""
    keep_memory()
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def staged(final: Path) -> Iterator[Path]:
    """An empty folder beside the final one to build in; it is gone afterwards unless it was given its name."""
    folder = final.with_name(f".{final.name}.partial")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def named(folder: Path, final: Path, made: dict[str, Any]) -> Built:
    """Give a finished folder its name, or compare it with the one that has it.

    Raises Findings where its certificate has failures, UsageError where the version stands already with other bytes.
    """
    if not made["ok"]:
        raise Findings(certificate.first_failure(made, f"{made['name']}/{made['version']}"))
    if final.exists():
        if difference := manifest.first_difference(final, folder):
            raise UsageError(f"{final} stands already and differs in {difference}; raise the recipe's version")
        return Built(final, made, True)
    sync_folder(folder)
    folder.rename(final)
    return Built(final, made, False)
