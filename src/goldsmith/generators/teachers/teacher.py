"""What a teacher is asked, what it gives, and what every teacher is."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, Literal, Protocol

from goldsmith.core.canonical import digest, to_sorted_json

Outcome = Literal["answered", "truncated", "refused", "empty", "invalid", "rejected", "failed"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of what is asked."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How an answer is drawn; `top_p` None leaves it to the server."""

    temperature: float = 1.0
    max_tokens: int = 1024
    top_p: float | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `schema` is the JSON Schema of the answer as text, empty for prose.

    `sample` tells apart requests that are the same to the letter and shall be answered anew each; it is not sent.
    """

    messages: tuple[Message, ...]
    schema: str = ""
    sampling: Sampling = Sampling()
    sample: int = 0

    def record(self, model: str) -> dict[str, Any]:
        """What the request is, as JSON values: no address and no key."""
        return {"model": model, **asdict(self), "messages": [asdict(one) for one in self.messages]}

    def key(self, model: str) -> str:
        """SHA-256 of the canonical request: its name in the ledger, and in the meta of what was made from it."""
        return digest(to_sorted_json(self.record(model)))


@dataclass(frozen=True, slots=True)
class Response:
    """What came of a request.

    `answered`: `text`, and `value` where there is a schema. Otherwise why not, by name, and in words in `reason`: cut at
    `max_tokens`; refused by the model; nothing said; `invalid`, no JSON that fits the schema, asked twice; `rejected` by the
    server for what this request is; `failed`, no answer after all tries. `key` names the request, `last` the one that
    brought the answer: the same, or its second asking.
    """

    key: str
    outcome: Outcome
    text: str = ""
    value: Any = None
    reason: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """Requests, tokens and money."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    money: Decimal = Decimal(0)

    @property
    def tokens(self) -> int:
        """All tokens."""
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.money + other.money,
        )

    def __sub__(self, other: "Spent") -> "Spent":
        return self + Spent(-other.requests, -other.prompt_tokens, -other.completion_tokens, -other.money)


class Teacher(Protocol):
    """A model, a service or a program that writes."""

    @property
    def model(self) -> str:
        """The model's name, which is a part of every key."""

    @property
    def spent(self) -> Spent:
        """What all requests until now have cost, those of earlier runs included."""

    def ask(self, requests: Sequence[Request]) -> list[Response]:
        """A response to each request, in order; a request that was answered before costs nothing.

        Raises UsageError where the teacher cannot go on; what was answered until then is kept.
        """

    def begin(self, number: int, requests: Sequence[Request]) -> None:
        """Note what a round asks.

        Raises UsageError where another run asked something else in this round, before that is paid again.
        """
