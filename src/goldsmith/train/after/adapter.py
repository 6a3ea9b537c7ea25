"""A1: what was saved, loaded anew in a process of its own, is what was trained."""

from pathlib import Path
from typing import Any

from goldsmith.core.errors import Findings
from goldsmith.train.after import probes
from goldsmith.train.after.probes import Difference
from goldsmith.train.gates import Gate, gate

SAYS = "What was saved gives, in a fresh process, what the trained model gave, and not what the base gives."

EQUAL = 1e-5
"""The largest difference of an fp32 logit that a reload may make."""

AGREEING = 0.99
"""The share of positions with the same first choice where weights are not fp32, so that sums depend on their order."""


def check(live: Path, reloaded: Path | Findings, base: Path, *, exact: bool, metrics: dict[str, Any]) -> Gate:
    """The gate over three files of logits on the same probes; a process that failed is a finding in place of the second.

    `exact` asks for equal fp32 logits, else for the same first choices; `metrics` are the task's figures before a merge.
    """
    if isinstance(reloaded, Findings):
        return gate("A1", "adapter", SAYS, checked=1, wrong=[str(reloaded)], figures={"task": metrics})
    trained, again = probes.load(live)["logits"], probes.load(reloaded)["logits"]
    kept = probes.difference(trained, again)
    moved = probes.difference(probes.load(base)["logits"], again)
    figures = {"live_to_reloaded": kept.as_json(), "base_to_reloaded": moved.as_json(), "task": metrics}
    return gate("A1", "adapter", SAYS, checked=kept.positions, wrong=_wrong(kept, moved, exact=exact), figures=figures)


def _wrong(kept: Difference, moved: Difference, *, exact: bool) -> list[str]:
    wrong = []
    if exact and not kept.largest <= EQUAL:
        wrong.append(f"reloaded, a logit differs by {kept.largest:.3g} from the trained model's (at most {EQUAL:g})")
    if not exact and not kept.agreeing >= AGREEING:
        wrong.append(
            f"reloaded, {kept.agreeing:.1%} of first choices are the trained model's (at least {AGREEING:.0%})"
        )
    if moved.largest == 0:
        wrong.append("reloaded, every logit is the base's: what was saved loads onto nothing, or nothing was learned")
    return wrong
