"""A model on this machine as an answerer: greedy, in batches of like length, with a key-value cache.

Prompts are padded by hand, so the tokenizer stays as it is. What the model's own generation_config asks for beyond its end
tokens, such as sampling or a penalty for repetition, is switched off: a model is measured by what it would say first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from time import perf_counter
from typing import Any

import torch
from jinja2.exceptions import TemplateError
from transformers import GenerationConfig, LogitsProcessor, LogitsProcessorList

from goldsmith.core.errors import UsageError
from goldsmith.train.after.shipped import end_of_turn
from goldsmith.train.answering.answers import Answer, Told, silent
from goldsmith.train.codec import NONE, Codec
from goldsmith.train.examples import TrainingExample
from goldsmith.train.plain_text import as_text

WINDOW = 32
"""Batches that are sorted by length together; their answers wait for one another, and no more prompts are held."""
COUNTED = 500


@dataclass
class Local:
    """A loaded model with its tokenizer; neither is changed. `codec` is for models that cannot write every character."""

    model: Any
    tokenizer: Any
    batch: int = 8
    codec: Codec = NONE
    identity: Mapping[str, Any] = field(default_factory=dict)

    @property
    def decoding(self) -> Mapping[str, Any]:
        """Greedy, unconstrained, in this batch and precision; `template` says how turns become one text."""
        return {
            "decoding": "greedy",
            "constrained": False,
            "batch": self.batch,
            "precision": str(self.model.dtype).removeprefix("torch."),
            "device": self.model.device.type,
            "template": "plain text" if self.plain else "chat template",
        }

    def count(self, texts: Iterable[str]) -> Iterator[int]:
        """How many tokens each text has, its end included."""
        left = iter(texts)
        while some := [self.codec.encode(text) for text in islice(left, COUNTED)]:
            yield from (len(ids) + 1 for ids in self.tokenizer(some, add_special_tokens=False)["input_ids"])

    def answer(
        self, examples: Iterable[TrainingExample], *, most_tokens: int, progress: Told = silent
    ) -> Iterator[Answer]:
        """An answer to each example in order; within a window of batches, prompts of like length are asked together."""
        left, ends = iter(examples), ends_of(self.model, self.tokenizer)
        training = self.model.training
        self.model.eval()
        try:
            while some := list(islice(left, self.batch * WINDOW)):
                yield from self._window([self._prompt(example) for example in some], most_tokens, ends, progress)
        finally:
            self.model.train(training)

    def _window(
        self, prompts: Sequence[Sequence[int]], most: int, ends: Sequence[int], progress: Told
    ) -> Iterator[Answer]:
        """The answers in the order of the prompts; the longest are asked first, where memory would run out soonest."""
        order = sorted(range(len(prompts)), key=lambda place: -len(prompts[place]))
        made: dict[int, Answer] = {}
        for start in range(0, len(order), self.batch):
            places = order[start : start + self.batch]
            made |= zip(places, self._batch([prompts[place] for place in places], most, ends), strict=True)
            progress(len(places))
        yield from (made[place] for place in range(len(prompts)))

    def _prompt(self, example: TrainingExample) -> list[int]:
        """The tokens of everything that is asked, up to where the answer starts."""
        asked = self.codec.example(example).asked
        if self.plain:
            return list(self.tokenizer(as_text(asked))["input_ids"])
        try:
            return list(
                self.tokenizer.apply_chat_template(
                    [turn._asdict() for turn in asked], add_generation_prompt=True, return_dict=True
                )["input_ids"]
            )
        except TemplateError as error:
            raise UsageError(f"the model's chat template refuses row {example.id!r}: {error}") from error

    def _batch(self, prompts: Sequence[Sequence[int]], most: int, ends: Sequence[int]) -> list[Answer]:
        """The answers; one that is cut because a longer prompt beside it left no more room is asked again by itself."""
        rooms = [self._room(prompt, most) for prompt in prompts]
        asked = [prompt for prompt, room in zip(prompts, rooms, strict=True) if room > 0]
        found = iter(self._written(asked, min(room for room in rooms if room > 0), ends) if asked else ())
        made = [
            next(found) if room > 0 else self._too_long(prompt) for prompt, room in zip(prompts, rooms, strict=True)
        ]
        return [
            one if one.ended or one.problem or one.tokens >= room else self._written([prompt], room, ends)[0]
            for one, prompt, room in zip(made, prompts, rooms, strict=True)
        ]

    def _room(self, prompt: Sequence[int], most: int) -> int:
        """The tokens that an answer to this prompt may have."""
        context = getattr(self.model.config, "max_position_embeddings", None)
        return most if self.seq2seq or not context else min(most, int(context) - len(prompt))

    def _written(self, prompts: Sequence[Sequence[int]], most: int, ends: Sequence[int]) -> list[Answer]:
        longest = max(map(len, prompts))
        started = perf_counter()
        sure = _Sureness()
        with torch.no_grad():  # what a model keeps from inference mode, it cannot be trained with
            written = self.model.generate(
                **self._padded(prompts, longest),
                generation_config=_greedy(most, ends, self._pad(ends), self.model.generation_config),
                logits_processor=LogitsProcessorList([sure]),
            )
        rows = written[:, 1 if self.seq2seq else longest :].tolist()
        seconds = perf_counter() - started
        return [
            self._answer(row, probabilities, ends, seconds)
            for row, probabilities in zip(rows, sure.by_row(), strict=True)
        ]

    def _too_long(self, prompt: Sequence[int]) -> Answer:
        context = self.model.config.max_position_embeddings
        problem = f"the prompt has {len(prompt):,} tokens, and the model reads {context:,} with the answer"
        return Answer("", ended=False, problem=problem)

    def _answer(
        self, row: Sequence[int], probabilities: Sequence[float], ends: Sequence[int], seconds: float
    ) -> Answer:
        end = next((place for place, token in enumerate(row) if token in ends), None)
        tokens = len(row) if end is None else end + 1
        text = self.tokenizer.decode(row[:end], skip_special_tokens=True, clean_up_tokenization_spaces=False)
        mean = sum(probabilities[:tokens]) / tokens if tokens else None
        return Answer(self.codec.decode(text), tokens, mean, end is not None, seconds)

    def _padded(self, prompts: Sequence[Sequence[int]], longest: int) -> dict[str, Any]:
        """Prompts of one length: filled up on the left where the answer follows them, on the right for an encoder."""
        ids, mask = [], []
        for prompt in prompts:
            fill, pad = longest - len(prompt), self._pad(prompt)
            ids.append([*prompt, *[pad] * fill] if self.seq2seq else [*[pad] * fill, *prompt])
            mask.append([1] * len(prompt) + [0] * fill if self.seq2seq else [0] * fill + [1] * len(prompt))
        device = self.model.device
        return {"input_ids": torch.tensor(ids, device=device), "attention_mask": torch.tensor(mask, device=device)}

    def _pad(self, others: Sequence[int]) -> int:
        """The padding token, or any token where there is none: what it says is masked."""
        found = self.tokenizer.pad_token_id
        return int(found if found is not None else others[0])

    @property
    def plain(self) -> bool:
        """Whether turns are given as plain text: always to an encoder, and where there is no chat template."""
        return self.seq2seq or not self.tokenizer.chat_template

    @property
    def seq2seq(self) -> bool:
        """Whether it reads with an encoder and writes with a decoder."""
        return bool(self.model.config.is_encoder_decoder)


class _Sureness(LogitsProcessor):
    """Keeps the probability of the likeliest token of every step, which is the one that greedy decoding takes."""

    def __init__(self) -> None:
        self.steps: list[torch.Tensor] = []

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        self.steps.append(scores.float().log_softmax(-1).amax(-1).exp())
        return scores

    def by_row(self) -> list[list[float]]:
        """The probabilities of each row's tokens in order."""
        found: list[list[float]] = torch.stack(self.steps, dim=1).tolist()
        return found


def ends_of(model: Any, tokenizer: Any) -> list[int]:
    """The tokens that end an answer: those of the generation config, the tokenizer's, and the template's end of turn.

    Raises UsageError where nothing says how an answer ends.
    """
    told = model.generation_config.eos_token_id
    found = [*(told if isinstance(told, list) else [told]), tokenizer.eos_token_id]
    try:
        if tokenizer.chat_template and not model.config.is_encoder_decoder:
            found.append(end_of_turn(tokenizer))
    except (TemplateError, TypeError) as error:  # the template refuses, or there is no end at all
        raise UsageError(f"the model's chat template does not say how an answer ends: {error}") from error
    if not (ends := list(dict.fromkeys(int(one) for one in found if one is not None))):
        raise UsageError("the model has no end token, neither in its generation config nor in its tokenizer")
    return ends


def _greedy(most: int, ends: Sequence[int], pad: int, own: GenerationConfig) -> GenerationConfig:
    """Greedy decoding that says everything itself: whatever is left open is taken from the model's own configuration."""
    return GenerationConfig(
        max_new_tokens=most,
        max_length=None,
        min_length=0,
        min_new_tokens=None,
        do_sample=False,
        num_beams=1,
        temperature=1.0,
        top_k=50,
        top_p=1.0,
        repetition_penalty=1.0,
        no_repeat_ngram_size=0,
        eos_token_id=list(ends),
        pad_token_id=pad,
        bos_token_id=own.bos_token_id,
        decoder_start_token_id=own.decoder_start_token_id,
        use_cache=True,
    )
