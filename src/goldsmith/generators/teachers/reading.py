"""What a response means: a pure function of the request and the body, so that a ledger gives the same again."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

import jsonschema_rs
import orjson

from goldsmith.core.completion import Completion, completion
from goldsmith.extractors.json_in_text import json_in, said_aloud
from goldsmith.generators.teachers.prompts import prompt
from goldsmith.generators.teachers.teacher import Message, Outcome, Request, Response

CUT = frozenset(("length", "max_tokens"))
FILTERED = frozenset(("content_filter", "refusal"))
DECLINED = re.compile(
    r"(?:i['’]m |i am |we['’]re )?(?:very )?sorry\b|(?:sorry, )?(?:but )?i (?:can['’]?t|cannot|can not|won['’]t|am unable|am not able)\b"
    r"|i['’]m (?:unable|not able)\b|as an ai\b",
    re.IGNORECASE,
)
"""How a model begins that answers a request for JSON with a refusal in words."""
SHOWN = 160


class Entry(NamedTuple):
    """What is known of a request: the body that answered it, or by which outcome and reason it was given up."""

    body: bytes = b""
    outcome: Outcome = "answered"
    reason: str = ""


Fetch = Callable[[Request, str], Entry]
"""Gives what is known of a request under its key, by asking if need be."""


def response_to(request: Request, model: str, fetch: Fetch) -> Response:
    """What came of a request; an answer that does not fit its schema is asked for once more, with the reason."""
    key = request.key(model)
    found = read(request, key, fetch(request, key))
    if found.outcome != "invalid":
        return found
    again = asked_again(request, found)
    last = again.key(model)
    return replace(read(again, last, fetch(again, last)), key=key)


def read(request: Request, key: str, entry: Entry) -> Response:
    """The response that an entry holds, before any second asking."""
    if not entry.body:
        return Response(key, entry.outcome, reason=entry.reason, last=key)
    found = completion(entry.body)
    if not isinstance(found, Completion):
        return Response(key, "failed", reason=found.reason, last=key)
    outcome, value, reason = _judged(request, found)
    return Response(key, outcome, said_aloud(found.text), value, reason, key)


def asked_again(request: Request, found: Response) -> Request:
    """The request with the answer that cannot be used and why."""
    turns = (
        *request.messages,
        Message("assistant", found.text),
        Message("user", prompt("again", reason=found.reason, schema=request.schema)),
    )
    return replace(request, messages=turns)


def _judged(request: Request, found: Completion) -> tuple[Outcome, Any, str]:
    text = said_aloud(found.text)
    if found.refusal or found.finish in FILTERED:
        return "refused", None, " ".join((found.refusal or f"finish_reason {found.finish}").split())[:SHOWN]
    if found.finish in CUT:
        return "truncated", None, f"cut at {request.sampling.max_tokens} tokens"
    if not text:
        return "empty", None, "nothing is said"
    return _shaped(text, request.schema) if request.schema else ("answered", None, "")


def _shaped(text: str, schema: str) -> tuple[Outcome, Any, str]:
    try:
        value = json_in(text)
        validator = _validator(schema)
        first = None if validator.is_valid(value) else next(validator.iter_errors(value))
    except ValueError as error:
        if DECLINED.match(text):
            return "refused", None, " ".join(text.split())[:SHOWN]
        return "invalid", None, " ".join(str(error).split())[:SHOWN]
    if first is not None:
        where = ".".join(map(str, first.instance_path)) or "the answer"
        return "invalid", None, " ".join(f"{where}: {first.message}".split())[:SHOWN]
    return "answered", value, ""


@lru_cache(maxsize=256)
def _validator(schema: str) -> Any:
    return jsonschema_rs.validator_for(orjson.loads(schema), validate_formats=True)
