"""A served model as an answerer: any endpoint that speaks OpenAI's chat completions.

The key comes from OPENAI_API_KEY alone and is taken out of every message. Busy and failing servers are asked again, after as
long as they say or a random while that doubles; what they refuse is not. The first prompt is asked alone: it shows whether
the address, the key and the model are right, and which options the server takes.
"""

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, islice
from math import exp
from random import Random
from time import perf_counter, sleep
from typing import Any
from urllib.parse import urlsplit

import openai

from goldsmith.core.errors import UsageError
from goldsmith.core.streams import stream
from goldsmith.train.answering.answers import Answer, Told, silent
from goldsmith.train.examples import TrainingExample

KEY = "OPENAI_API_KEY"
TRIES = 6
WAIT, LONGEST_WAIT = 0.5, 60.0
"""Seconds before the second try, on average, and before any."""
BUSY = frozenset((408, 409, 429))
FATAL = frozenset((401, 403, 404))
BYTES_A_TOKEN = 2
"""Bytes that a token holds at the least on average, in JSON with many figures; the server's tokenizer is not known."""
OPTIONS: tuple[tuple[str, Callable[[dict[str, Any]], dict[str, Any]]], ...] = (
    ("logprobs", lambda one: {name: value for name, value in one.items() if name != "logprobs"}),
    ("max_completion_tokens", lambda one: _renamed(one, "max_tokens", "max_completion_tokens")),
    ("temperature", lambda one: {name: value for name, value in one.items() if name != "temperature"}),
)
"""What is done where a server says that it does not take an option, or wants another."""


@dataclass
class Endpoint:
    """A model behind an address; `concurrency` prompts are asked at once."""

    url: str
    model: str
    concurrency: int = 8
    timeout: float = 120.0
    wait: Callable[[float], None] = sleep
    options: dict[str, Any] = field(default_factory=lambda: {"temperature": 0.0, "logprobs": True})
    rng: Random = field(default_factory=lambda: stream("endpoint"))

    def __post_init__(self) -> None:
        self.key = os.environ.get(KEY, "")
        self.client = openai.OpenAI(base_url=self.url, api_key=self.key or "none", max_retries=0, timeout=self.timeout)

    @property
    def identity(self) -> Mapping[str, Any]:
        """The model as the server calls it, and the server's address without a name or password."""
        parts = urlsplit(self.url)
        return {"model": self.model, "endpoint": f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"}

    @property
    def decoding(self) -> Mapping[str, Any]:
        """Temperature 0, which servers call greedy; the template and the batch are the server's own."""
        return {
            "decoding": "temperature 0",
            "constrained": False,
            "concurrency": self.concurrency,
            "options": dict(self.options),
        }

    def count(self, texts: Iterable[str]) -> Iterator[int]:
        """A bound of how many tokens each text has."""
        return (len(text.encode()) // BYTES_A_TOKEN + 1 for text in texts)

    def answer(
        self, examples: Iterable[TrainingExample], *, most_tokens: int, progress: Told = silent
    ) -> Iterator[Answer]:
        """An answer to each example in order; what the server refuses of a single prompt is that answer's problem.

        Raises UsageError where the endpoint cannot be reached, refuses the key or the model or the first prompt, or is no API.
        """
        left = iter(examples)
        first = [self._first(example, most_tokens) for example in islice(left, 1)]
        yield from first
        progress(len(first))
        waiting: deque[Future[Answer]] = deque()
        with ThreadPoolExecutor(self.concurrency) as pool:
            try:
                for example in chain(left, [None]):
                    while waiting and (example is None or len(waiting) >= 2 * self.concurrency):
                        yield waiting.popleft().result()
                        progress(1)
                    if example is not None:
                        waiting.append(pool.submit(self._asked, example))
            finally:
                for one in waiting:
                    one.cancel()

    def _first(self, example: TrainingExample, most: int) -> Answer:
        """The first answer, with the options that the server takes; a server that is not there is not waited for."""
        self.options["max_tokens"] = most
        found = self._asked(example, patient=False)
        for _ in OPTIONS:
            changed = next((change for name, change in OPTIONS if name in found.problem), None)
            if changed is None:
                break
            self.options = changed(self.options)
            found = self._asked(example)
        if found.problem:
            raise UsageError(f"{self._where()} refuses the first prompt: {found.problem}")
        return found

    def _asked(self, example: TrainingExample, *, patient: bool = True) -> Answer:
        turns = [turn._asdict() for turn in example.asked]
        reason = ""
        for attempt in range(TRIES):
            asked = None
            started = perf_counter()
            try:
                found = self.client.chat.completions.create(model=self.model, messages=turns, **self.options)
                return self._answer(found, perf_counter() - started)
            except openai.APIStatusError as error:
                if error.status_code < 500 and error.status_code not in BUSY:
                    return self._refused(error)
                reason, asked = f"status {error.status_code}", _retry_after(error.response.headers)
            except openai.APIConnectionError as error:
                reason = _said(error)
                if not patient and not isinstance(error, openai.APITimeoutError):
                    break
            except (openai.OpenAIError, ValueError) as error:  # a body that is no JSON, whatever its header says
                raise UsageError(f"{self._where()} gives no chat completion: {self._clean(_said(error))}") from error
            if attempt + 1 < TRIES:
                self.wait(min(LONGEST_WAIT, WAIT * 2**attempt * (0.5 + self.rng.random()) if asked is None else asked))
        raise UsageError(f"{self._where()} does not answer: {self._clean(reason)}")

    def _refused(self, error: openai.APIStatusError) -> Answer:
        """Why one prompt has no answer.

        Raises UsageError where every other prompt would have none either.
        """
        message = self._clean(_message(error))
        if error.status_code in FATAL:
            hint = f"; is {KEY} set?" if error.status_code == 401 and not self.key else ""
            raise UsageError(f"{self._where()} refuses with status {error.status_code}: {message}{hint}") from None
        return Answer("", ended=False, problem=f"status {error.status_code}: {message}")

    def _answer(self, found: Any, seconds: float) -> Answer:
        choices = getattr(found, "choices", None)
        if not choices:
            shown = self._clean(" ".join(str(found).split()))[:80]
            raise UsageError(
                f"{self._where()} gives no chat completion but {shown!r}; an API's address often ends in /v1"
            )
        text, usage = choices[0].message.content or "", found.usage
        tokens = int(usage.completion_tokens) if usage else 0
        return Answer(text, tokens, _mean(choices[0].logprobs), choices[0].finish_reason != "length", seconds)

    def _where(self) -> str:
        return f"endpoint {self.identity['endpoint']!r}, model {self.model!r},"

    def _clean(self, text: str) -> str:
        """The text without the key, whole or as servers shorten it, and without a password in an address."""
        hidden = text.replace(self.key, "[key]") if self.key else text
        hidden = re.sub(r"\b(?:sk|hf|key)[-_][\w*.-]{6,}", "[key]", hidden)
        return re.sub(r"//[^/@\s]+@", "//", hidden)


def _renamed(options: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {new if name == old else name: value for name, value in options.items()}


def _mean(logprobs: Any) -> float | None:
    told = getattr(logprobs, "content", None)
    return sum(exp(one.logprob) for one in told) / len(told) if told else None


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks for; a date is not read."""
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None


def _message(error: openai.APIStatusError) -> str:
    """What the server says, in one line; a web page is only called one."""
    body = error.body
    if isinstance(body, Mapping):
        body = body.get("error", body)
        body = body.get("message", body) if isinstance(body, Mapping) else body
    text = " ".join(str(body or error.message).split())
    return "a web page, no API" if "<html" in text.lower() else text[:200]


def _said(error: BaseException) -> str:
    """The innermost reason of an error: what the network says, not what wraps it."""
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split())[:200] or type(error).__name__
