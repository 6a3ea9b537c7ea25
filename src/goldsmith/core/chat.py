"""One request to an endpoint that speaks OpenAI's chat completions; the one file that imports its client.

Nothing is asked twice here, and nothing is raised: what comes back, or why nothing came, is a value, so that no error drags
a request with its key behind it. Not covered: a server that sends its headers, or the body of an error, drop by drop.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import httpx2  # the transport of openai's client, whose errors come through where a body breaks off
import openai

from goldsmith.core.completion import SHOWN, Failure, said
from goldsmith.core.errors import UsageError
from goldsmith.core.keys import Key

TALKATIVE = ("httpcore2", "httpx2", "openai")
"""Loggers of the client that write addresses and the headers of answers, in which servers may repeat a key."""
CONNECTING = 10.0
"""Seconds to reach a server, which a busy one does not need longer for."""
LARGEST = 64 << 20
"""Bytes of a body; nobody has as much to say."""
OPTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("logprobs", ("logprobs",)),
    ("response_format", ("response_format", "json_schema", "structured output", "guided", "grammar")),
    ("max_tokens", ("max_completion_tokens",)),
    ("temperature", ("temperature",)),
    ("top_p", ("top_p",)),
    ("seed", ("seed",)),
)
"""Options that some servers do not take, each with the words by which their refusal names it."""
UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)
"""Errors after which the server has seen nothing of a request."""
RENAMED = {"max_tokens": "max_completion_tokens"}


@dataclass(frozen=True, slots=True)
class Reply:
    """The body of a successful response as it came, but for the key, and how long it took."""

    body: bytes
    seconds: float


class Chat:
    """A model behind an address; safe to use from several threads."""

    def __init__(self, url: str, model: str, key: Key, *, timeout: float) -> None:
        """Raises UsageError for an address that is none; `timeout` bounds the whole of a response in seconds."""
        self.url, self.model, self.key, self.timeout = _checked(url, key), model, key, timeout
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        times = openai.Timeout(timeout, connect=min(CONNECTING, timeout))
        self._client = openai.OpenAI(base_url=url, api_key=key.sent() or "none", max_retries=0, timeout=times)

    @property
    def address(self) -> str:
        """The server's address without a name or password."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    def ask(self, messages: Sequence[Mapping[str, str]], options: Mapping[str, Any]) -> Reply | Failure:
        """The body of one response; `options` are further keys of the request."""
        started = perf_counter()
        request = self._client.chat.completions.with_streaming_response.create(
            model=self.model, messages=messages, extra_body=dict(options)
        )
        try:
            with request as response:
                return self._read(response, started)
        except openai.APIStatusError as error:
            reason = self.key.hidden(said(error.body or error.message))
            return Failure("status", reason, error.status_code, retry_after(error.response.headers))
        except (openai.APIConnectionError, httpx2.HTTPError) as error:
            return self._broken(error)
        except (openai.OpenAIError, ValueError) as error:
            return Failure("page", f"no chat completion: {self.key.hidden(_innermost(error))}")

    def _broken(self, error: Exception) -> Failure:
        """What went wrong between here and the server; the request may have reached it, but for `unreachable`."""
        inner = error.__cause__ or error
        reason = self.key.hidden(_innermost(error))
        if isinstance(inner, UNSENT):
            return Failure("unreachable", reason)
        if isinstance(inner, httpx2.TimeoutException):
            return Failure("timeout", f"no answer in {self.timeout:g} seconds")
        return Failure("cut", f"the connection breaks off: {reason}")

    def _read(self, response: Any, started: float) -> Reply | Failure:
        """The body, given up where it trickles longer than the timeout or does not end."""
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if perf_counter() - started > self.timeout:
                return Failure("timeout", f"no whole answer in {self.timeout:g} seconds, but {len(body):,} bytes of it")
            if len(body) > LARGEST:
                return Failure("page", f"no chat completion but more than {LARGEST >> 20} MiB")
        return Reply(self.key.hidden_in(bytes(body)), perf_counter() - started)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def refused_option(options: Mapping[str, Any], problem: str) -> str:
    """The option of a request that a refusal names; empty where it names none."""
    named = problem.lower()
    return next((name for name, words in OPTIONS if name in options and any(word in named for word in words)), "")


def without(options: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The options without one, or with its newer name where it has one."""
    if name in RENAMED:
        return {RENAMED.get(one, one) if one == name else one: value for one, value in options.items()}
    return {one: value for one, value in options.items() if one != name}


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that a server asks to be left alone; a date is read against the server's own clock."""
    for name, scale in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            return max(0.0, float(headers.get(name, "")) / scale)
        except ValueError:
            continue
    try:
        until = parsedate_to_datetime(headers.get("retry-after", ""))
        return max(0.0, (until - parsedate_to_datetime(headers.get("date", ""))).total_seconds())
    except (ValueError, TypeError):
        return None


def _checked(url: str, key: Key) -> str:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good:
        raise UsageError(f"{key.hidden(url)!r} is no address; write one such as http://localhost:8000/v1")
    return url


def _innermost(error: BaseException) -> str:
    """The innermost reason of an error: what the network says, not what wraps it."""
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split())[:SHOWN] or type(error).__name__
