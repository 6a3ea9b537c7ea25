"""What follows training: the model reloaded, merged and held against its base, and every promise about it checked."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from goldsmith.core.errors import Findings
from goldsmith.train.after import adapter, merge, regression, tokenizer
from goldsmith.train.after.asking import GENERAL, TASK, Asking, Evaluations
from goldsmith.train.after.merge import Candidate
from goldsmith.train.after.regression import Asked, mean_score
from goldsmith.train.after.shipped import end_of_turn, tidy
from goldsmith.train.after.stored import Stored
from goldsmith.train.bases import Base
from goldsmith.train.codec import Codec
from goldsmith.train.config import Config
from goldsmith.train.examples import TrainingExample
from goldsmith.train.gates import Gate
from goldsmith.train.progress import Progress, unwatched
from goldsmith.train.run_folder import RunFolder

NO_MERGE = "all weights were trained, so there is no adapter to merge"


class Trained(Protocol):
    """What training gives: the folder with adapter or model, and how texts are written for it."""

    @property
    def folder(self) -> Path:
        """adapter/ or model/ of the run."""

    @property
    def codec(self) -> Codec:
        """How texts are written for the model."""


@dataclass(frozen=True, slots=True)
class After:
    """What was found: A1 to A3 and R1, and the evaluations of base and tuned model on each set of rows.

    `tuned` is what is shipped: the merged model, or the adapter on its base where the merge failed. `merged` says what the
    adapter was merged into, or why there is no merged model.
    """

    gates: tuple[Gate, ...]
    base: Evaluations
    tuned: Evaluations
    merged: str

    def results(self) -> dict[str, Any]:
        """The results as run.json holds them, by set of rows; whoever else answered the task is added there."""
        changes = next(gate.figures for gate in self.gates if gate.code == "R1")
        return {
            name: {
                "base": self.base[name].as_json(),
                "tuned": self.tuned[name].as_json(),
                "difference": changes[name],
            }
            for name in self.tuned
        }


@dataclass(frozen=True, slots=True)
class _Tuned:
    """The model that is shipped, as far as it was evaluated: under which name its answers are, A2, and what it came from."""

    who: str
    model: Stored
    evaluations: Evaluations
    gates: tuple[Gate, ...]
    merged: str


def after(
    config: Config,
    base: Base,
    fitted: Trained,
    live: Any,
    folder: RunFolder,
    held_out: Sequence[TrainingExample],
    general: Sequence[TrainingExample],
    progress: Progress = unwatched,
) -> After:
    """Check everything that can go wrong between the end of training and a model that someone else loads.

    `live` is the trained model in memory; a full one is moved off the GPU, and all other models are loaded in processes of
    their own. What such a process fails of is a finding of its gate. Raises Findings where the base cannot be evaluated.
    """
    rows = {TASK: held_out} | ({GENERAL: general} if general else {})
    asking = Asking(config, base, fitted.folder, fitted.codec, folder, folder.path / "after", rows, progress)
    shutil.rmtree(asking.path, ignore_errors=True)
    asking.path.mkdir(parents=True)
    end = end_of_turn(base.tokenizer())
    tidy(fitted.folder, base, end)
    kept = asking.keep_live(live)
    before = asking.ask("base", asking.untrained, *rows, logits=asking.path / "of-base")
    reloaded, ours = _reloaded(asking, kept)
    shipped = _shipped(asking, ours, end)
    tuned = _completed(asking, shipped)
    gates = (reloaded, *shipped.gates, _tokenizers(asking, end), _compared(asking, before, tuned))
    if all(gate.ok for gate in gates):
        shutil.rmtree(asking.path)
    return After(gates, before, tuned, shipped.merged)


def _reloaded(asking: Asking, live: Path) -> tuple[Gate, Evaluations]:
    """A1, and what the reloaded model answered to the task; nothing where it could not be loaded."""
    found: Path | Findings = asking.path / "of-trained"
    bare = asking.path / ("of-bare" if asking.bare.weights == "nf4" else "of-base")
    ours: Evaluations = {}
    try:
        if not bare.is_file():
            asking.ask("the base in 4 bits", asking.bare, logits=bare)
        ours = asking.ask("adapter", asking.trained, TASK, logits=asking.path / "of-trained")
    except Findings as failure:
        found = failure
    metrics = {"rows": len(ours[TASK].outcomes), "score": mean_score(ours[TASK].outcomes)} if ours else {}
    return adapter.check(live, found, bare, exact=asking.exact, metrics=metrics), ours


def _shipped(asking: Asking, ours: Evaluations, end: int) -> _Tuned:
    """The model to ship: all that was trained, or what the adapter merges into; unmerged where that does not hold."""
    unmerged = _Tuned("adapter", asking.trained, ours, (), NO_MERGE)
    if not asking.config.adapter:
        return unmerged
    try:
        return _merged(asking, ours, end)
    except Findings as failure:
        return _Tuned("adapter", asking.trained, ours, (merge.crashed(failure),), str(failure))


def _merged(asking: Asking, ours: Evaluations, end: int) -> _Tuned:
    """Merge into every target, keep the better, and put it into place if A2 holds."""
    if not ours:
        raise Findings("nothing was merged, as the adapter could not be loaded")
    targets = merge.targets(asking.trained)
    sets = tuple(asking.rows) if len(targets) == 1 else (TASK,)
    found: list[tuple[Candidate, Evaluations]] = []
    for target in targets:
        made = merge.make(asking.trained, target, asking.base.identity, end, asking.given, asking.path)
        answered = asking.ask(f"merged-{target}", made.stored, *sets, logits=made.reloaded)
        found.append((Candidate(made, _behaviour(asking, ours, answered, f"merged-{target}")), answered))
    candidates = [one for one, _ in found]
    chosen = merge.better(candidates)
    gate = merge.check(candidates, chosen, exact=asking.trained.weights == "plain")
    if not gate.ok:
        return _Tuned("adapter", asking.trained, ours, (gate,), "the merged model is not what the adapter is")
    kept = candidates[chosen].merged
    shutil.rmtree(asking.folder.model, ignore_errors=True)
    kept.folder.rename(asking.folder.model)
    model = Stored(str(asking.folder.model), precision=kept.precision)
    return _Tuned(f"merged-{kept.target}", model, found[chosen][1], (gate,), kept.target)


def _behaviour(asking: Asking, ours: Evaluations, merged: Evaluations, who: str) -> merge.Behaviour:
    """How the merged model answers the task beside the adapter."""
    before, after_ = (merge.texts(asking.answers(one, TASK)) for one in ("adapter", who))
    same = sum(one == other for one, other in zip(before, after_, strict=True))
    return merge.Behaviour(len(before), same, mean_score(ours[TASK].outcomes), mean_score(merged[TASK].outcomes))


def _completed(asking: Asking, shipped: _Tuned) -> Evaluations:
    """The evaluations of the shipped model on every set of rows; none where it could not be loaded at all."""
    if not shipped.evaluations:
        return {}
    missing = [name for name in asking.rows if name not in shipped.evaluations]
    more = asking.ask(shipped.who, shipped.model, *missing) if missing else {}
    asking.keep_as_tuned(shipped.who)
    return {**shipped.evaluations, **more}


def _tokenizers(asking: Asking, end: int) -> Gate:
    """A3 over everything that could be published."""
    return tokenizer.check(asking.base, asking.folder.shipped, [row.prompt for row in asking.rows[TASK]], end)


def _compared(asking: Asking, before: Evaluations, tuned: Evaluations) -> Gate:
    """R1; without a tuned model nothing is compared, and the gate has not passed."""
    asked = [Asked(name, before[name].outcomes, tuned[name].outcomes) for name in asking.rows if name in tuned]
    return regression.check(asked, asking.config.allowance)
