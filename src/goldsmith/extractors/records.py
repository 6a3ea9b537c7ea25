"""One record of a data file, whatever its format: the columns as they stand, or why they cannot be read."""

from typing import Any, NamedTuple


class Record(NamedTuple):
    """One record: its 1-based number (the physical line for JSON Lines), and its columns or why it cannot be read."""

    number: int
    value: dict[str, Any] | None
    problem: str = ""


def record(number: int, value: Any) -> Record:
    """A decoded value as a record; a bare list of messages is a conversation."""
    if isinstance(value, dict):
        return Record(number, value)
    if isinstance(value, list) and value and all(is_message(item) for item in value):
        return Record(number, {"messages": value})
    return Record(number, None, f"{type(value).__name__} where an object is expected")


def is_message(item: Any) -> bool:
    """An object with a speaker and words, as conversations hold them."""
    return isinstance(item, dict) and not SPEAKER.isdisjoint(item) and not WORDS.isdisjoint(item)


SPEAKER = frozenset(("role", "from"))
WORDS = frozenset(("content", "value", "parts", "tool_calls", "function_call"))
