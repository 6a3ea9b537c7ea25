"""What the commands print with: one line for errors, bars on a terminal and plain lines in a log."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from goldsmith.datasets.finished import Progress as Report

LOG_WIDTH = 100


class _Screen(Console):
    """A console whose reader may stop early, as `head` does, without that being an error."""

    def on_broken_pipe(self) -> None:
        """Leave with nothing more to say."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0)


out = _Screen(highlight=False, soft_wrap=True, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def say_error(message: str) -> None:
    """One line on stderr."""
    err.print(f"goldsmith: {' '.join(message.split())}", markup=False)


def say(line: str = "") -> None:
    """One line on stdout, as it is."""
    out.print(line, markup=False)


def width() -> int:
    """Cells in a line: the terminal's, `COLUMNS`, or 100 in a log."""
    asked = os.environ.get("COLUMNS", "")
    return out.width if out.is_terminal or asked.isdigit() else LOG_WIDTH


@contextmanager
def progress() -> Iterator[Report]:
    """A bar a stage with rate and time left on a terminal; a line at each tenth of a stage elsewhere.

    What a stage's name says in brackets is a figure of the moment: `ask the teacher (1.40 asks for each conversation)`.
    """
    if not err.is_terminal:
        yield _PlainLines()
        return
    columns = (
        TextColumn("{task.description:<28}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True) as bars:
        yield _Bars(bars)


class _Bars:
    def __init__(self, bars: Progress) -> None:
        self.bars = bars
        self.tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        name = _named(stage)
        if name not in self.tasks:
            self.tasks[name] = self.bars.add_task(stage, total=total, rate="")
        task = self.tasks[name]
        self.bars.advance(task, done)
        speed = next(one.speed for one in self.bars.tasks if one.id == task)
        self.bars.update(task, description=stage, rate=f"{speed:,.0f}/s" if speed else "")


class _PlainLines:
    def __init__(self) -> None:
        self.done: dict[str, int] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        name = _named(stage)
        before = self.done.get(name, 0)
        self.done[name] = before + done
        if 10 * (before + done) // max(total, 1) > 10 * before // max(total, 1):
            sys.stderr.write(f"{stage}: {before + done:,} of {total:,}\n")
            sys.stderr.flush()


def _named(stage: str) -> str:
    """A stage's name without its figure of the moment."""
    return stage.partition(" (")[0]
