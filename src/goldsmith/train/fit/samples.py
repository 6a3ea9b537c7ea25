"""T2: what the model answers to fixed held-out prompts, before training, during it and in the end."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from transformers import TrainerCallback

from goldsmith.core.files import write_bytes
from goldsmith.train.answering.answers import Answer
from goldsmith.train.examples import TrainingExample
from goldsmith.train.fit.degeneration import Degeneration, shares
from goldsmith.train.fit.live import Live
from goldsmith.train.fit.repeated import repeated
from goldsmith.train.fit.scoring import figures, outcomes, shown
from goldsmith.train.gates import Gate, gate

SAYS = (
    "answers to fixed held-out prompts end, are readable and differ, and repeat no wording that the right ones do not"
)
SHOWN = 8
"""Prompts that are asked while training; all of them are asked before it and after it."""
BEFORE, DURING, AFTER = "before", "during", "after"


class Samples(TrainerCallback):
    """Asks, writes a line an answer, and stops a run whose answers have gone to pieces.

    `learned` says that the base is a model that has learned something, so that answers are held against its own.
    """

    def __init__(
        self,
        live: Live,
        rows: Sequence[TrainingExample],
        path: Path,
        watch: Degeneration,
        *,
        every: int,
        learned: bool,
    ) -> None:
        self.live = live
        self.rows = rows
        self.path = path
        self.every = every
        self.watch = watch
        self.learned = learned
        self.base: list[Answer] = []

    def on_train_begin(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """The untrained base answers, in the format that is trained on."""
        kept = self._kept(state.global_step)
        self.base = [_answer(line) for line in kept if line["when"] == BEFORE]
        if len(self.base) == len(self.rows):
            write_bytes(self.path, [_line(line) for line in kept])
        else:
            self.path.unlink(missing_ok=True)
            self.base = self.take(state.global_step, BEFORE, self.rows)
        if self.learned:
            self.watch.before = shares(self.base[:SHOWN])
        during = [line for line in kept if line["when"] == DURING]
        for step in dict.fromkeys(line["step"] for line in during):
            self.watch.look(step, [_answer(line) for line in during if line["step"] == step])

    def on_step_end(self, args: Any, state: Any, control: Any, **more: Any) -> None:
        """The model answers some of the prompts."""
        if state.global_step % self.every:
            return
        if self.watch.look(state.global_step, self.take(state.global_step, DURING, self.rows[:SHOWN])):
            control.should_training_stop = True

    def take(self, step: int, when: str, rows: Sequence[TrainingExample]) -> list[Answer]:
        """Ask now, and write the answers down."""
        answers = self.live.answers(rows)
        with self.path.open("ab") as file:
            for row, answer, outcome in zip(rows, answers, outcomes(rows, answers), strict=True):
                told = {
                    "step": step,
                    "when": when,
                    "id": row.id,
                    "kind": row.kind,
                    "prompt": row.prompt,
                    "gold": row.answer,
                }
                told |= {"output": answer.text, "ended": answer.ended, "tokens": answer.tokens, **shown(outcome)}
                file.write(_line(told))
        return answers

    def _kept(self, step: int) -> list[dict[str, Any]]:
        """The lines of an earlier start up to a step; those after it will be written again, and the last may be cut."""
        if not step or not self.path.is_file():
            return []
        lines = self.path.read_bytes().split(b"\n")[:-1]
        return [line for line in map(orjson.loads, lines) if line["step"] <= step and line["when"] != AFTER]


def samples_gate(samples: Samples, answers: Sequence[Answer]) -> Gate:
    """T2 from what was seen while training, and the answers of the model that is kept."""
    gold = [row.answer for row in samples.rows]
    wrong = [samples.watch.verdict] if samples.watch.verdict else []
    wrong += samples.watch.over(answers) if answers else []
    wrong += repeated([answer.text for answer in answers], [answer.text for answer in samples.base], gold)
    told = {
        "limits": dict(samples.watch.limits),
        "before": shares(samples.base) | figures(outcomes(samples.rows, samples.base)) if answers else {},
        "after": shares(answers) | figures(outcomes(samples.rows, answers)) if answers else {},
    }
    return gate("T2", "samples", SAYS, checked=len(answers), wrong=wrong, figures=told)


def _answer(line: dict[str, Any]) -> Answer:
    return Answer(line["output"], line["tokens"], ended=line["ended"])


def _line(told: dict[str, Any]) -> bytes:
    return orjson.dumps(told) + b"\n"
