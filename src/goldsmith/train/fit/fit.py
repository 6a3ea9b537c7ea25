"""Trains: prepares rows and trainer, runs it under watch, and writes what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transformers import EarlyStoppingCallback, TrainerState

from goldsmith.core.canonical import digest, to_sorted_json
from goldsmith.core.streams import stream
from goldsmith.train import codec as codecs
from goldsmith.train.after.shipped import end_of_turn, into_place, tidy, write_tokenizer
from goldsmith.train.answering.local import Local
from goldsmith.train.bases import Base
from goldsmith.train.codec import Codec
from goldsmith.train.config import Config
from goldsmith.train.evaluate import longest
from goldsmith.train.examples import NOT_LEARNED, TrainingExample
from goldsmith.train.fit import seq2seq, trainer
from goldsmith.train.fit.checkpoints import STATE, claim, ended, latest, step_of
from goldsmith.train.fit.data import mixed
from goldsmith.train.fit.degeneration import Degeneration, limits
from goldsmith.train.fit.general import KIND
from goldsmith.train.fit.kept import kept_gate
from goldsmith.train.fit.live import Live
from goldsmith.train.fit.loss import curve, loss_gate
from goldsmith.train.fit.samples import AFTER, SHOWN, Samples, samples_gate
from goldsmith.train.fit.scoring import figures, outcomes, spread
from goldsmith.train.fit.watching import Clock, Moved, Shown, quiet, seconds
from goldsmith.train.gates import Gate
from goldsmith.train.progress import Progress
from goldsmith.train.run_folder import RunFolder
from goldsmith.train.spent import peak_bytes, steps

VALIDATED = 128
"""Validation rows whose answers choose the checkpoint."""
WARM_UP, WARM_UP_FROM_NOTHING = 0.1, 0.5
"""Share of the steps before answers are judged; a model from nothing passes through a time of one answer to everything."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run before its first step: its trainer, the rows it learns from, and those it is watched by.

    `train` are the rows as the trainer was given them, in its order and in the characters of the codec, with those of the
    mix among them, which are also `general`; `validation` are as the release has them.
    """

    config: Config
    base: Base
    trainer: Any
    train: Sequence[TrainingExample]
    general: Sequence[TrainingExample]
    validation: Sequence[TrainingExample]
    live: Live

    @property
    def codec(self) -> Codec:
        """How texts are written for the model."""
        return self.live.local.codec


@dataclass(frozen=True, slots=True)
class Fitted:
    """What training gave: the folder that holds adapter or model, T1 to T3, and the figures of the run."""

    folder: Path
    gates: tuple[Gate, ...]
    training: dict[str, Any]
    codec: Codec


def fit(
    config: Config,
    base: Base,
    train: Sequence[TrainingExample],
    validation: Sequence[TrainingExample],
    general: Sequence[TrainingExample],
    folder: RunFolder,
    progress: Progress,
) -> Fitted:
    """Train, or go on where a killed run was; `general` are the rows that may be mixed in."""
    return run(prepare(config, base, train, validation, general, folder), folder, progress)


def prepare(
    config: Config,
    base: Base,
    train: Sequence[TrainingExample],
    validation: Sequence[TrainingExample],
    general: Sequence[TrainingExample],
    folder: RunFolder,
) -> Prepared:
    """Everything up to the first step; writes nothing.

    Raises UsageError for too few general rows, and for a base that cannot be trained as configured.
    """
    quiet()
    share = config.mix.share if config.mix else 0.0
    rows = mixed(train, general, share, stream("mix", config.seed))
    watched = spread(validation, VALIDATED)
    texts = (text for row in (*rows, *watched) for text in (*(turn.content for turn in row.asked), row.answer))
    codec = codecs.codec(config.codec, base.tokenizer(), texts)
    build = seq2seq.build if config.method == "seq2seq" else trainer.build
    coded = [codec.example(row) for row in rows]
    made = build(config, base, coded, [codec.example(row) for row in watched], folder.checkpoints)
    local = Local(made.model, made.processing_class, VALIDATED // 4, codec)
    live = Live(local, longest(local, [*watched, *train[:VALIDATED]]))
    return Prepared(config, base, made, coded, [row for row in coded if row.kind == KIND], watched, live)


def run(prepared: Prepared, folder: RunFolder, progress: Progress) -> Fitted:
    """Train from the first step or the last whole checkpoint, and write adapter/ or model/.

    Raises UsageError where the folder holds checkpoints of another run.
    """
    made = prepared.trainer
    claim(folder.checkpoints, _identity(prepared))
    samples = _watched(prepared, folder, progress)
    resumed = latest(folder.checkpoints)
    _train(made, samples, resumed)
    state = made.state
    answers = samples.take(state.best_global_step or state.global_step, AFTER, prepared.validation)
    score = figures(outcomes(prepared.validation, answers))["field_f1"]
    gates = (
        loss_gate(state.log_history, made.losses),
        samples_gate(samples, answers),
        kept_gate(state.log_history, state.best_global_step, score),
    )
    told = _told(prepared, step_of(resumed) if resumed else None)
    return Fitted(_write(prepared, folder), gates, told, prepared.codec)


def _train(made: Any, samples: Samples, resumed: Path | None) -> None:
    """Train, go on, or take up a run that was killed when it had trained."""
    if resumed is None or not ended(resumed):
        made.train(resume_from_checkpoint=str(resumed) if resumed else None)
        return
    made.state = TrainerState.load_from_json(str(resumed / STATE))
    for callback in (Moved(), samples):
        callback.on_train_begin(made.args, made.state, made.control)
    if made.state.best_model_checkpoint is not None:
        made._load_best_model()
    else:
        made._load_from_checkpoint(str(resumed))


def _watched(prepared: Prepared, folder: RunFolder, progress: Progress) -> Samples:
    """Put on the trainer everything that watches it."""
    config, made, rows = prepared.config, prepared.trainer, prepared.validation
    share = WARM_UP_FROM_NOTHING if config.scratch else WARM_UP
    watch = Degeneration(limits([row.answer for row in rows], SHOWN), int(share * steps(made)))
    every, learned = config.sample_every, not config.scratch
    samples = Samples(prepared.live, rows, folder.samples, watch, every=every, learned=learned)
    for callback in (Moved(), Clock(), Shown(progress), samples):
        made.add_callback(callback)
    if rows:
        made.scoring = lambda: figures(outcomes(rows, prepared.live.answers(rows)))
        made.add_callback(EarlyStoppingCallback(config.patience))
    return samples


def _identity(prepared: Prepared) -> dict[str, str]:
    rows = [[row.id, [turn.content for turn in row.asked], row.answer] for row in prepared.train]
    watched = [row.id for row in prepared.validation]
    return {
        "configuration": prepared.config.digest,
        "base": prepared.base.identity,
        "template": digest(str(prepared.trainer.processing_class.chat_template).encode()),
        "rows": digest(to_sorted_json([rows, watched])),
        "codec": digest(to_sorted_json(prepared.codec.as_json())),
    }


def _told(prepared: Prepared, resumed: int | None) -> dict[str, Any]:
    """The figures of the run as run.json holds them; `seconds` are those of all starts, samples and evaluations included."""
    made, state = prepared.trainer, prepared.trainer.state
    learned = sum(label != NOT_LEARNED for labels in made.train_dataset["labels"] for label in labels)
    return {
        "steps": state.global_step,
        "of_steps": state.max_steps,
        "resumed_at": resumed,
        "epochs": state.epoch,
        "seconds": seconds(state.log_history),
        "rows": len(made.train_dataset),
        "tokens_seen": state.num_input_tokens_seen,
        "supervised_tokens": round(learned * (state.epoch or 0)),
        "peak_bytes": peak_bytes(),
        "best_step": state.best_global_step,
        "best_field_f1": state.best_metric,
        "loss_curve": curve(state.log_history),
        "log": state.log_history,
        "codec": prepared.codec.as_json(),
    }


def _write(prepared: Prepared, folder: RunFolder) -> Path:
    """Write the adapter, or the whole model, with the base's tokenizer, how to generate, and the codec."""
    into = folder.adapter if prepared.config.adapter else folder.model
    end = end_of_turn(prepared.trainer.processing_class)
    with into_place(into) as beside:
        more = {"save_embedding_layers": False} if prepared.config.adapter else {}
        prepared.trainer.model.save_pretrained(beside, **more)
        write_tokenizer(prepared.base, beside, end)
        tidy(beside, prepared.base, end)
        codecs.save(prepared.codec, beside)
    return into
