"""Trains a small model from nothing on a release's training rows, and asks it the held-out ones."""

from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree
from time import perf_counter
from typing import Any

from goldsmith.core.errors import UsageError
from goldsmith.train.answering.local import Local
from goldsmith.train.bases import Base
from goldsmith.train.config import SCRATCH, Config
from goldsmith.train.evaluate import longest
from goldsmith.train.examples import TrainingExample
from goldsmith.train.fit.trainer import build
from goldsmith.train.fit.watching import Shown
from goldsmith.train.measure.comparison import rules_of
from goldsmith.train.measure.equality import equal
from goldsmith.train.measure.fields import ABSENT, compared
from goldsmith.train.measure.parse import strict
from goldsmith.train.probe.leaves import Field, fields_of, values
from goldsmith.train.probe.relations import beyond
from goldsmith.train.probe.verdicts import Probed, Tally, found
from goldsmith.train.progress import Progress
from goldsmith.train.release import Release
from goldsmith.train.scratch.make import make
from goldsmith.validators.knowledge import Knowledge

ANSWERED = 64
"""Prompts that are answered at once."""


def probe(
    release: Release,
    config: Config,
    train: Sequence[TrainingExample],
    held_out: Sequence[TrainingExample],
    work: Path,
    *,
    knowledge: Knowledge,
    progress: Progress,
) -> Probed:
    """What a model of the configuration's size learns; `work` gets its base and the trained model.

    Raises UsageError where there is nothing to train on or to ask, and where a row is longer than the model can read.
    """
    if not train or not held_out:
        raise UsageError(
            f"{release.name}: {len(train)} training rows and {len(held_out)} held-out rows; both are needed"
        )
    size = config.base.removeprefix(SCRATCH)
    base = make(size, train, work / "base", seed=config.seed, steps=config.induction, progress=progress)
    fitting = config.model_copy(update={"length": _length(base, size, [*train, *held_out])})
    started = perf_counter()
    trainer = build(fitting, base, train, [], work / "checkpoints")
    trainer.add_callback(Shown(progress))
    trainer.train()
    if trainer.losses.broken:
        raise UsageError(
            f"{release.name} cannot be probed: {trainer.losses.broken[0]}; try a lower learning rate or another seed"
        )
    seconds = perf_counter() - started
    trainer.save_model(str(work / "model"))
    rmtree(work / "checkpoints", ignore_errors=True)
    model = trainer.model.eval()
    tally = _asked(Local(model, base.tokenizer(), ANSWERED), held_out, knowledge, progress)
    return Probed(
        release.as_json(),
        size,
        sum(parameter.numel() for parameter in model.parameters()),
        len(train),
        trainer.state.global_step,
        seconds,
        tally.answers.share,
        {kind: one.share for kind, one in sorted(tally.kinds.items())},
        {genre: one.share for genre, one in sorted(tally.genres.items())},
        tuple(found(tally, values(train), {of: _beyond(of, knowledge) for of in tally.fields})),
    )


def _beyond(of: Field, knowledge: Knowledge) -> bool:
    return of.standing == "unstated" and beyond(of.kind, of.name, knowledge)


def _length(base: Base, size: str, rows: Sequence[TrainingExample]) -> int:
    """The tokens of the longest row.

    Raises UsageError that names it where it is longer than the model can read.
    """
    tokenizer, most = base.tokenizer(), base.config.max_position_embeddings
    texts = [_as_text(tokenizer, row) for row in rows]
    lengths = [len(ids) for ids in tokenizer(texts, add_special_tokens=False)["input_ids"]]
    if too_long := sum(length > most for length in lengths):
        length, row = max(zip(lengths, rows, strict=True), key=lambda pair: pair[0])
        raise UsageError(
            f"{too_long:,} of {len(rows):,} rows are longer than the {most:,} tokens that {SCRATCH}{size} reads; the longest, "
            f"{row.id!r}, needs {length:,}: leave its kind {row.kind!r} out with --kind, or take a larger --size"
        )
    return max(lengths)


def _as_text(tokenizer: Any, row: TrainingExample) -> str:
    prompt, completion = row.messages()
    return str(tokenizer.apply_chat_template([*prompt, *completion], tokenize=False))


def _asked(model: Local, held_out: Sequence[TrainingExample], knowledge: Knowledge, progress: Progress) -> Tally:
    """The model's answers to the held-out rows, counted."""
    tally = Tally()

    def told(done: int) -> None:
        progress("answer", done, len(held_out))

    answers = model.answer(held_out, most_tokens=longest(model, held_out), progress=told)
    for example, answer in zip(held_out, answers, strict=True):
        right, leaves = _held_against(example, answer.text)
        tally.answer(example.kind, str(example.meta.get("genre", "")), right)
        gold = dict(leaves)
        for path, of in fields_of(example, gold, knowledge):
            tally.leaf(of, gold[path])
    return tally


def _held_against(example: TrainingExample, text: str) -> tuple[bool, list[tuple[Any, bool]]]:
    """Whether an answer is the gold one, and each gold leaf with whether it is right."""
    gold = strict(example.answer)
    if not gold.valid or not (example.schema or isinstance(gold.value, dict | list)):
        return text == example.answer, [((), text == example.answer)]
    given = strict(text)
    leaves = compared(given.value if given.valid else ABSENT, gold.value, rules_of(example.schema))
    return given.valid and equal(given.value, gold.value), [
        (leaf.path, leaf.right) for leaf in leaves if leaf.gold is not ABSENT
    ]
