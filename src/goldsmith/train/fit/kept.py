"""T3: the checkpoint that is kept is the one whose answers were best, by field F1 on a fixed validation sample."""

from collections.abc import Mapping, Sequence
from typing import Any

from goldsmith.train.gates import Gate, gate

SAYS = (
    "the model that is kept is the checkpoint with the best field F1 on generated answers, and answers as it did then"
)
NAME = "eval_field_f1"
TOLERANCE = 1e-9


def evaluations(history: Sequence[Mapping[str, Any]]) -> list[tuple[int, float]]:
    """Step and field F1 of every evaluation; NaN where one has no field F1."""
    return [(int(entry["step"]), float(entry.get(NAME, "nan"))) for entry in history if "eval_loss" in entry]


def kept_gate(history: Sequence[Mapping[str, Any]], step: int | None, score: float) -> Gate:
    """T3 from a trainer's log, the step of the checkpoint that is kept, and what the kept model's answers are worth now."""
    found = evaluations(history)
    wrong = [f"the evaluation at step {at} has no field F1" for at, value in found if value != value]
    best = max(found, key=lambda one: (one[1], -one[0]), default=None)
    if best is not None and not wrong:
        if step != best[0]:
            wrong.append(f"step {best[0]} was best with {best[1]:.4f}, and step {step} is kept")
        if abs(score - best[1]) > TOLERANCE:
            wrong.append(f"the checkpoint scored {best[1]:.4f}, and the kept model scores {score:.4f}")
    figures = {"step": step, "field_f1": score, "evaluations": [list(one) for one in found]}
    return gate("T3", "early stop", SAYS, checked=len(found), wrong=wrong, figures=figures)
