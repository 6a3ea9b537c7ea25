"""What came back for one request to a chat model: a completion, or why there is none, both as values."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

FATAL = frozenset((401, 402, 403, 404))
BUSY = frozenset((408, 409, 429))
NO_CREDIT = ("insufficient_quota", "billing_hard_limit", "exceeded your current quota")
"""How a server says with status 429 that waiting does not help."""
SHOWN = 200
Kind = Literal["status", "timeout", "unreachable", "cut", "garbled", "page"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request gave no completion, in one line without a key.

    `kind`: the server refused with a `status`; did not answer in time; could not be reached; broke off its answer; gave
    half of one as if it were whole; or gave something else, such as a web page. `retry_after` is the seconds that it asks
    to be left alone.
    """

    kind: Kind
    reason: str
    status: int = 0
    retry_after: float | None = None

    @property
    def fatal(self) -> bool:
        """Whether every other request would fail as well: the address, the key, the model or the account."""
        spent = self.status == 429 and any(sign in self.reason for sign in NO_CREDIT)
        return self.kind == "page" or self.status in FATAL or spent

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed later."""
        return not self.fatal and (self.kind != "status" or self.status >= 500 or self.status in BUSY)

    @property
    def in_short(self) -> str:
        """The status, or the reason of what has none."""
        return f"status {self.status}" if self.status else self.reason


@dataclass(frozen=True, slots=True)
class Completion:
    """The first choice of a chat completion.

    `finish` is the server's finish_reason, `refusal` its own field for one; tokens are None where the server does not count
    them, and `logprobs` where it does not tell them.
    """

    text: str
    refusal: str = ""
    finish: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    logprobs: tuple[float, ...] | None = None


def completion(body: bytes) -> Completion | Failure:
    """The completion that the body of a successful response holds."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        cut = body.lstrip()[:1] == b"{"
        return _none("garbled" if cut else "page", body)
    if not isinstance(value, Mapping):
        return _none("page", body)
    choices = value.get("choices")
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], Mapping):
        return _error_inside(value) or _none("page", body)
    return _first(choices[0], value.get("usage"))


def _first(choice: Mapping[str, Any], usage: Any) -> Completion:
    message = choice.get("message")
    message = message if isinstance(message, Mapping) else {}
    counted = usage if isinstance(usage, Mapping) else {}
    return Completion(
        _text(message.get("content")),
        _text(message.get("refusal")),
        _text(choice.get("finish_reason")),
        _count(counted.get("prompt_tokens")),
        _count(counted.get("completion_tokens")),
        _logprobs(choice.get("logprobs")),
    )


def _text(value: Any) -> str:
    """A text, or the texts of a list of parts, which some servers give instead; half a sign becomes the mark of one."""
    if isinstance(value, list):
        return "".join(_text(part.get("text")) for part in value if isinstance(part, Mapping))
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else ""


def _count(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value < 2**53 else None


def _logprobs(told: Any) -> tuple[float, ...] | None:
    content = told.get("content") if isinstance(told, Mapping) else None
    if not isinstance(content, list) or not content:
        return None
    found = (one.get("logprob") for one in content if isinstance(one, Mapping))
    return tuple(float(one) for one in found if isinstance(one, (int, float))) or None


def _error_inside(value: Mapping[str, Any]) -> Failure | None:
    """The error of a proxy that answers with status 200 and passes on the error of the server behind it."""
    error = value.get("error")
    if not isinstance(error, Mapping) or not isinstance(error.get("code"), int):
        return None
    return Failure("status", said(value), int(error["code"]))


def said(body: Any) -> str:
    """What the body of an error says, in one line; a web page is only called one."""
    if isinstance(body, Mapping):
        body = body.get("error", body)
        code = str(body.get("code") or "") if isinstance(body, Mapping) else ""
        body = body.get("message", body) if isinstance(body, Mapping) else body
        body = f"{body} ({code})" if code in NO_CREDIT else body
    text = " ".join(str(body or "").split())
    return "a web page, no API" if "<html" in text.lower() else text[:SHOWN]


def _none(kind: Kind, body: bytes) -> Failure:
    shown = " ".join(body[:SHOWN].decode("utf-8", "replace").split())[:80]
    return Failure(kind, f"no chat completion but {shown!r}; an API's address often ends in /v1")
