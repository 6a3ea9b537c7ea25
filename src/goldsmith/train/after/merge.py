"""A2: an adapter merged in a fresh process into a base that was not run, and held against the adapter on that base."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import torch

from goldsmith.core.errors import Findings
from goldsmith.train.after import fresh, probes
from goldsmith.train.after.probes import Difference
from goldsmith.train.after.stored import Stored, Weights
from goldsmith.train.bases import Base, Precision
from goldsmith.train.gates import Gate, gate

SAYS = "The merged model computes what the adapter on its base computes, on disk as in memory, and answers as the adapter did."

EQUAL = 1e-4
"""The largest difference of an fp32 logit that a merge may make where logits are of order 1 to 10."""

OF_SCALE = 1e-5
"""The same as a share of the largest logit, which is the wider bound for models whose logits are larger."""

SAVED = 1e-5
"""The largest difference of a logit between the model in memory and the model read back."""

AGREEING = 0.98
"""The share of greedy answers that stay the same, sign by sign."""

LOST = 0.01
"""How much of the task's metric a merge may cost."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One merge: what it went into, the folder of the model, and files of logits on the same probes.

    `reference` is the adapter on that base in fp32, `exact` the merged model in fp32, `shipped` the same in the type that
    is shipped, `reloaded` what was read back from the folder.
    """

    target: Weights
    precision: Precision
    folder: Path
    reference: Path
    exact: Path
    shipped: Path
    reloaded: Path

    @property
    def stored(self) -> Stored:
        """The merged model as it lies on disk."""
        return Stored(str(self.folder), precision=self.precision)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How the merged model answers: of `asked` prompts `same` have the answer that the adapter gave before; the task's
    metric then and now.
    """

    asked: int
    same: int
    before: float
    after: float

    def as_json(self) -> dict[str, float | int]:
        """The figures as run.json holds them."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A merge with what was seen of it."""

    merged: Merged
    behaviour: Behaviour


def targets(trained: Stored) -> tuple[Weights, ...]:
    """What an adapter can be merged into: its base, and for one trained on 4-bit weights also these weights put back.

    The second is what the adapter saw, the first is what it was made from; which answers better differs from model to
    model, so both are measured.
    """
    return ("dequantised", "plain") if trained.weights == "nf4" else ("plain",)


def make(trained: Stored, target: Weights, identity: str, end: int, given: Path, work: Path) -> Merged:
    """Merge into one target, in a process of its own; the reference and the reloaded model are run in others.

    Raises Findings where one of them fails.
    """
    into = trained if target == "dequantised" else replace(trained, precision="fp32")
    into = replace(into, weights=target)
    precision = shipped_precision(trained.base)
    made = Merged(
        target,
        precision,
        *(work / f"{name}-{target}" for name in ("merged", "reference", "exact", "shipped", "reloaded")),
    )
    told = {"model": asdict(into), "given": str(given)}
    written = {"exact": str(made.exact), "shipped": str(made.shipped)}
    more = {"identity": identity, "into": str(made.folder), "precision": precision, "end": end}
    fresh.run(f"merge into {target}", "merge", told | more | written, work)
    fresh.run(f"reference on {target}", "ask", told | {"logits": str(made.reference)}, work)
    return made


def shipped_precision(base: Base) -> Precision:
    """What a merged model is written in: fp32 where its base is, else bf16, so that it takes no more space than its base."""
    return "fp32" if getattr(base.config, "dtype", None) in (None, torch.float32) else "bf16"


def check(candidates: list[Candidate], chosen: int, *, exact: bool) -> Gate:
    """The gate over the merge that was kept; figures tell of every merge. `exact` also asks for the same answers.

    An adapter that was trained on 4-bit weights is not asked for the same answers, only for as good ones: the model that
    it is merged into is not the one that it was trained on.
    """
    kept = candidates[chosen]
    figures = {one.merged.target: measured(one) for one in candidates} | {"kept": kept.merged.target}
    wrong = [*_logits(kept.merged), *_files(kept.merged.folder), *_behaviour(kept.behaviour, exact=exact)]
    return gate("A2", "merge", SAYS, checked=kept.behaviour.asked, wrong=wrong, figures=figures)


def better(candidates: list[Candidate]) -> int:
    """The candidate with the better metric; the first, which is what the adapter was trained on, where they are equal."""
    return max(range(len(candidates)), key=lambda place: (candidates[place].behaviour.after, -place))


def texts(answers: Path) -> list[str]:
    """What was answered, row by row, from a file of answers."""
    return [orjson.loads(line)["answer"] for line in answers.read_bytes().splitlines()]


def crashed(found: Findings) -> Gate:
    """The gate where a process failed."""
    return gate("A2", "merge", SAYS, checked=1, wrong=[str(found)])


def measured(one: Candidate) -> dict[str, Any]:
    """The figures of one merge."""
    arithmetic, saved = differences(one.merged)
    return {
        "adapter_to_merged": arithmetic.as_json(),
        "memory_to_disk": saved.as_json(),
        "behaviour": one.behaviour.as_json(),
    }


def differences(merged: Merged) -> tuple[Difference, Difference]:
    """What merging changed in fp32, and what writing and reading back changed in the shipped type."""
    reference, exact, shipped, reloaded = (
        probes.load(path)["logits"] for path in (merged.reference, merged.exact, merged.shipped, merged.reloaded)
    )
    return probes.difference(reference, exact), probes.difference(shipped, reloaded)


def _logits(merged: Merged) -> Iterator[str]:
    arithmetic, saved = differences(merged)
    allowed = max(EQUAL, OF_SCALE * arithmetic.scale)
    if not arithmetic.largest <= allowed:
        yield f"merged, a logit differs by {arithmetic.largest:.3g} from the adapter's on the same base (at most {allowed:.3g})"
    if not saved.largest <= SAVED:
        yield f"read back from disk, a logit differs by {saved.largest:.3g} from the merged model's (at most {SAVED:g})"


def _files(folder: Path) -> Iterator[str]:
    told = orjson.loads((folder / "config.json").read_bytes())
    if "quantization_config" in told:
        yield "config.json still has a quantization_config, and the weights are not quantised"
    if not list(folder.glob("*.safetensors")):
        yield "no weights in safetensors"


def _behaviour(found: Behaviour, *, exact: bool) -> Iterator[str]:
    if exact and found.same < AGREEING * found.asked:
        yield f"{found.same} of {found.asked} greedy answers stayed the same (at least {AGREEING:.0%})"
    if found.before - found.after > LOST:
        yield f"the metric was {found.before:.4f} with the adapter and is {found.after:.4f} merged (at most {LOST:g} less)"
