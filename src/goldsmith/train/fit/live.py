"""Asks a model while it is trained: greedy answers, and everything about it left as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import torch

from goldsmith.train.answering.answers import Answer
from goldsmith.train.answering.local import Local
from goldsmith.train.codec import Codec
from goldsmith.train.examples import TrainingExample

SPARE = 8


@dataclass(frozen=True, slots=True)
class Live:
    """A model in training, asked in the format that it is trained on; `most` bounds the tokens of an answer."""

    local: Local
    most: int

    def answers(self, rows: Sequence[TrainingExample]) -> list[Answer]:
        """One answer a row; the model's mode and the state of chance are afterwards as before."""
        with torch.random.fork_rng():
            return list(self.local.answer(rows, most_tokens=self.most))


def longest(tokenizer: Any, codec: Codec, rows: Sequence[TrainingExample]) -> int:
    """Tokens that an answer may take: those of the longest right one, and a quarter more."""
    lengths = (len(tokenizer(codec.encode(row.answer))["input_ids"]) for row in rows)
    return ceil(1.25 * max(lengths, default=0)) + SPARE
