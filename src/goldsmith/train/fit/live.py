"""Asks a model while it is trained: greedy answers, and everything about it left as it was."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import Any

import torch

from goldsmith.train.answering.answers import Answer
from goldsmith.train.codec import Codec
from goldsmith.train.examples import TrainingExample
from goldsmith.train.plain_text import as_text

BATCH = 32
SPARE = 8
GREEDY: Mapping[str, Any] = {
    "do_sample": False,
    "num_beams": 1,
    "temperature": 1.0,
    "top_p": 1.0,
    "top_k": 50,
    "repetition_penalty": 1.0,
    "use_cache": True,
}
"""Every setting by name, as a base's own generation settings would fill in what is left out."""


@dataclass(frozen=True, slots=True)
class Live:
    """A model in training, asked in the format that it is trained on.

    `ends` are the tokens that end an answer, `most` bounds what is written. Nothing goes through the tokenizer's own
    padding, whose state would be saved with it.
    """

    model: Any
    tokenizer: Any
    codec: Codec
    ends: Sequence[int]
    most: int

    def answers(self, rows: Sequence[TrainingExample]) -> list[Answer]:
        """One answer a row."""
        with asking(self.model):
            return [answer for batch in _batches(rows) for answer in self._batch(batch)]

    def _batch(self, rows: Sequence[TrainingExample]) -> Iterator[Answer]:
        asked = [prompt_ids(self.tokenizer, self.codec.example(row), seq2seq=self._seq2seq) for row in rows]
        width = max(map(len, asked))
        pad = self.tokenizer.pad_token_id
        given = torch.tensor([[pad] * (width - len(ids)) + ids for ids in asked], device=self.model.device)
        mask = torch.tensor([[0] * (width - len(ids)) + [1] * len(ids) for ids in asked], device=self.model.device)
        written = self.model.generate(
            input_ids=given,
            attention_mask=mask,
            max_new_tokens=self.most,
            eos_token_id=list(self.ends),
            pad_token_id=pad,
            **GREEDY,
        )
        return (self._answer(ids) for ids in written[:, 1 if self._seq2seq else width :].tolist())

    def _answer(self, ids: list[int]) -> Answer:
        end = next((place for place, token in enumerate(ids) if token in self.ends), None)
        text = self.tokenizer.decode(ids[:end], skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return Answer(self.codec.decode(text), len(ids) if end is None else end + 1, ended=end is not None)

    @property
    def _seq2seq(self) -> bool:
        return bool(self.model.config.is_encoder_decoder)


@contextmanager
def asking(model: Any) -> Iterator[None]:
    """The model in evaluation mode, without gradients; its mode and the state of chance are afterwards as before."""
    training = model.training
    model.eval()
    try:
        with torch.random.fork_rng(), torch.no_grad():
            yield
    finally:
        model.train(training)


def prompt_ids(tokenizer: Any, row: TrainingExample, *, seq2seq: bool) -> list[int]:
    """The tokens that a model is given, up to where its answer begins."""
    if seq2seq:
        return list(tokenizer(as_text(row.asked))["input_ids"])
    prompt, _ = row.messages()
    return list(tokenizer.apply_chat_template(prompt, add_generation_prompt=True, return_dict=True)["input_ids"])


def longest(tokenizer: Any, codec: Codec, rows: Sequence[TrainingExample]) -> int:
    """Tokens that an answer may take: those of the longest right one, and a quarter more."""
    lengths = (len(tokenizer(codec.encode(row.answer))["input_ids"]) for row in rows)
    return ceil(1.25 * max(lengths, default=0)) + SPARE


def _batches(rows: Sequence[TrainingExample]) -> Iterator[Sequence[TrainingExample]]:
    return (rows[at : at + BATCH] for at in range(0, len(rows), BATCH))
