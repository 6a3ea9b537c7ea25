"""Conversations as people write them: lists of messages in several dialects, read into turns."""

import ast
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import orjson

from goldsmith.core.canonical import to_json
from goldsmith.extractors.examples import ASSISTANT, SYSTEM, TOOL, USER, Turn

ROLES = {
    **dict.fromkeys(("user", "human", "prompter", "customer", "student", "instruction"), USER),
    **dict.fromkeys(("assistant", "gpt", "bot", "chatgpt", "model", "chatbot", "ai", "function_call"), ASSISTANT),
    **dict.fromkeys(("system", "developer"), SYSTEM),
    **dict.fromkeys(("tool", "function", "observation", "ipython", "tool_response", "function_response"), TOOL),
}
"""What the role words of common dialects mean."""


def as_text(value: Any) -> str:
    """A cell as the text that is trained on: objects and lists as compact JSON, nothing as an empty text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return _json(value) if isinstance(value, bool | int | float | Decimal | Mapping | list | tuple) else str(value)


def _json(value: Any) -> str:
    try:
        return to_json(value)
    except TypeError:
        return json.dumps(value, ensure_ascii=False, default=str)


def chat(cell: Any) -> tuple[Turn, ...]:
    """The turns of a conversation cell; empty where it is none."""
    if isinstance(cell, str):
        cell = listed(cell)
    if not isinstance(cell, Sequence) or isinstance(cell, str):
        return ()
    return tuple(turn for place, item in enumerate(cell) for turn in _turns(place, item))


def listed(cell: str) -> Any:
    """The list that a text cell writes out, in JSON or as Python prints it; None where it writes none."""
    if not cell.lstrip().startswith("["):
        return None
    try:
        return orjson.loads(cell)
    except orjson.JSONDecodeError:
        pass
    try:
        return ast.literal_eval(cell)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None


def _turns(place: int, item: Any) -> tuple[Turn, ...]:
    if isinstance(item, Mapping):
        return (_turn(item),)
    if isinstance(item, str):
        return (Turn(ASSISTANT if place % 2 else USER, item),)
    if isinstance(item, Sequence) and len(item) == 2:
        return (Turn(USER, as_text(item[0])), Turn(ASSISTANT, as_text(item[1])))
    return ()


def _turn(message: Mapping[str, Any]) -> Turn:
    written = str(message.get("role") or message.get("from") or "")
    return Turn(ROLES.get(written.lower(), written), _words(message))


def _words(message: Mapping[str, Any]) -> str:
    content = next((message[name] for name in ("content", "value", "parts", "text") if name in message), None)
    calls = message.get("tool_calls") or message.get("function_call")
    said = _content(content)
    return "\n".join(part for part in (said, as_text(_call(calls))) if part) if calls else said


def _content(content: Any) -> str:
    if isinstance(content, list) and all(isinstance(part, Mapping) for part in content):
        return "\n".join(_part(part) for part in content)
    return as_text(content)


def _part(part: Mapping[str, Any]) -> str:
    return part["text"] if isinstance(part.get("text"), str) else f"<{part.get('type', 'part')}>"


def _call(calls: Any) -> Any:
    """Tool calls as they are written out: name and arguments, without ids."""
    if isinstance(calls, list):
        return [_call(call) for call in calls]
    return calls.get("function", calls) if isinstance(calls, Mapping) else calls
