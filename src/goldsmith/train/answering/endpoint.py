"""A served model as an answerer: any endpoint that speaks OpenAI's chat completions.

The key comes from OPENAI_API_KEY alone and is taken out of every message. Busy and failing servers are asked again, after as
long as they say or a random while that doubles; what they refuse is not. The first prompt is asked alone: it shows whether
the address, the key and the model are right, and which options the server takes.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, islice
from math import exp
from random import Random
from time import sleep
from typing import Any

from goldsmith.core.chat import OPTIONS, Chat, Reply, refused_option, without
from goldsmith.core.completion import Completion, Failure, completion
from goldsmith.core.errors import UsageError
from goldsmith.core.keys import Key
from goldsmith.core.streams import stream
from goldsmith.train.answering.answers import Answer, Told, silent
from goldsmith.train.examples import TrainingExample

KEY = "OPENAI_API_KEY"
TRIES = 6
WAIT, LONGEST_WAIT = 0.5, 60.0
"""Seconds before the second try, on average, and before any."""
BYTES_A_TOKEN = 2
"""Bytes that a token holds at the least on average, in JSON with many figures; the server's tokenizer is not known."""


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
        self.chat = Chat(self.url, self.model, Key.of(KEY), timeout=self.timeout)

    @property
    def identity(self) -> Mapping[str, Any]:
        """The model as the server calls it, and the server's address without a name or password."""
        return {"model": self.model, "endpoint": self.chat.address}

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
            name = refused_option(self.options, found.problem)
            if not name:
                break
            self.options = without(self.options, name)
            found = self._asked(example)
        if found.problem:
            raise UsageError(f"{self._where()} refuses the first prompt: {found.problem}")
        return found

    def _asked(self, example: TrainingExample, *, patient: bool = True) -> Answer:
        turns = [turn._asdict() for turn in example.asked]
        reason = ""
        for attempt in range(TRIES):
            found = self.chat.ask(turns, self.options)
            if isinstance(found, Reply):
                return self._answer(found)
            if not found.passing:
                return self._refused(found)
            reason = found.in_short
            if not patient and found.kind == "unreachable":
                break
            if attempt + 1 < TRIES:
                self.wait(self._pause(attempt, found.retry_after))
        raise UsageError(f"{self._where()} does not answer: {reason}")

    def _pause(self, attempt: int, asked: float | None) -> float:
        return min(LONGEST_WAIT, WAIT * 2**attempt * (0.5 + self.rng.random()) if asked is None else asked)

    def _refused(self, found: Failure) -> Answer:
        """Why one prompt has no answer.

        Raises UsageError where every other prompt would have none either.
        """
        if found.kind == "page":
            raise UsageError(f"{self._where()} gives {found.reason}")
        if found.fatal:
            hint = f"; is {KEY} set?" if found.status == 401 and not self.chat.key else ""
            raise UsageError(f"{self._where()} refuses with status {found.status}: {found.reason}{hint}")
        return Answer("", ended=False, problem=f"status {found.status}: {found.reason}")

    def _answer(self, reply: Reply) -> Answer:
        found = completion(reply.body)
        if isinstance(found, Completion):
            tokens, ended = found.completion_tokens or 0, found.finish != "length"
            return Answer(found.text, tokens, _mean(found.logprobs), ended, reply.seconds)
        raise UsageError(f"{self._where()} gives {self.chat.key.hidden(found.reason)}")

    def _where(self) -> str:
        return f"endpoint {self.identity['endpoint']!r}, model {self.model!r},"


def _mean(logprobs: tuple[float, ...] | None) -> float | None:
    return sum(map(exp, logprobs)) / len(logprobs) if logprobs else None
