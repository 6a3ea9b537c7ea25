"""Asks a model while it is trained: greedy answers, and everything about it left as it was."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from goldsmith.train.answering.answers import Answer
from goldsmith.train.answering.local import Local
from goldsmith.train.examples import TrainingExample


@dataclass(frozen=True, slots=True)
class Live:
    """A model in training, asked in the format that it is trained on; `most` bounds the tokens of an answer."""

    local: Local
    most: int

    def answers(self, rows: Sequence[TrainingExample]) -> list[Answer]:
        """One answer a row; the model's mode and the state of chance are afterwards as before."""
        with torch.random.fork_rng():
            return list(self.local.answer(rows, most_tokens=self.most))
