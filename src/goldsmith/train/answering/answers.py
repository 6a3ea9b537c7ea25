"""What an answerer gives for a prompt, and what every answerer is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from goldsmith.core.errors import UsageError
from goldsmith.train.examples import TrainingExample

Told = Callable[[int], None]
"""Told how many more prompts have been answered."""


def silent(done: int) -> None:
    """The progress that nobody watches."""


def address(model: str) -> tuple[str, str]:
    """The address and the model of `http://host/v1#model`.

    Raises UsageError where no model is named.
    """
    url, _, name = model.partition("#")
    if not name:
        raise UsageError(f"{model!r} names no model; write {url}#MODEL, as in http://localhost:8000/v1#my-model")
    return url, name


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    `tokens` counts what was generated, the end included; `mean_probability` is the mean probability of these tokens, None
    where the answerer does not tell; `ended` says that the answerer came to an end by itself and was not cut; `seconds` is
    how long the prompt waited for it, which is its whole batch's time. `problem` is why there is no answer at all.
    """

    text: str
    tokens: int = 0
    mean_probability: float | None = None
    ended: bool = True
    seconds: float = 0.0
    problem: str = ""


class Answerer(Protocol):
    """A model, a service or a program that answers prompts, each with one text, always the same one."""

    @property
    def identity(self) -> Mapping[str, Any]:
        """What answers: enough to find it again, and no path of this machine."""

    @property
    def decoding(self) -> Mapping[str, Any]:
        """How answers are chosen: greedy or not, batch, precision, template, constrained or not."""

    def count(self, texts: Iterable[str]) -> Iterator[int]:
        """How many tokens each text has, or a bound where the tokenizer is not known."""

    def answer(
        self, examples: Iterable[TrainingExample], *, most_tokens: int, progress: Told = silent
    ) -> Iterator[Answer]:
        """An answer to each example in order, none longer than `most_tokens`; examples are taken as they are needed."""
