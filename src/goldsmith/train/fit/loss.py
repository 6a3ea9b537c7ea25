"""T1: the loss stays a number, and ends below where it began."""

from collections.abc import Mapping, Sequence
from math import isfinite
from statistics import fmean
from typing import Any

from goldsmith.train.gates import Gate, gate

SAYS = "loss and gradient are finite at every step, and the last loss is below the first"
WINDOW = 0.1
"""Share of the logged losses that make the first and the last window."""


class Losses:
    """Hears of every step's loss and gradient, and keeps those that are no numbers."""

    def __init__(self) -> None:
        self.broken: list[str] = []

    def heard(self, step: int, name: str, value: float) -> bool:
        """Whether the value is finite; one that is not is kept as evidence."""
        if not isfinite(value):
            self.broken.append(f"{name} at step {step} is {value}")
        return isfinite(value)


def curve(history: Sequence[Mapping[str, Any]]) -> list[tuple[int, float]]:
    """Step and mean loss since the entry before, of every logged entry."""
    return [(int(entry["step"]), float(entry["loss"])) for entry in history if "loss" in entry]


def loss_gate(history: Sequence[Mapping[str, Any]], losses: Losses) -> Gate:
    """T1 from a trainer's log and what was heard of its steps."""
    points = [loss for _, loss in curve(history)]
    wrong = list(losses.broken)
    figures: dict[str, float] = {}
    if len(points) > 1:
        width = max(1, int(len(points) * WINDOW))
        first, last = fmean(points[:width]), fmean(points[-width:])
        figures = {"first": first, "last": last}
        if not last < first:
            wrong.append(f"the loss was {first:.4f} at first and {last:.4f} in the end")
    elif not wrong:
        wrong.append(f"{len(points)} losses were logged, so none fell")
    return gate("T1", "loss", SAYS, checked=max(len(points), 1), wrong=wrong, figures=figures)
