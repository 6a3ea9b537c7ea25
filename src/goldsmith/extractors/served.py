"""Reads prompts that a model will be served: files like training files, of which answers may be missing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import SYSTEM, USER
from goldsmith.extractors.files import records
from goldsmith.extractors.messages import as_text, chat
from goldsmith.extractors.shapes import ASKING, CHATS


class Served(NamedTuple):
    """One prompt that is expected: its record number, system text and the last thing that is asked."""

    number: int
    system: str
    prompt: str


def served(path: Path) -> list[Served]:
    """Every prompt of the file.

    Raises UsageError for a file that cannot be read, or a record in which no prompt is found.
    """
    found = []
    for record in records(path):
        if record.value is None:
            raise UsageError(f"{str(path)!r}, record {record.number}: {record.problem}")
        found.append(_served(path, record.number, record.value))
    return found


def _served(path: Path, number: int, value: Mapping[str, Any]) -> Served:
    for column in CHATS:
        if turns := chat(value.get(column)):
            asked = [turn.content for turn in turns if turn.role == USER]
            return Served(number, "\n".join(turn.content for turn in turns if turn.role == SYSTEM), (asked or [""])[-1])
    column = next((column for column in ASKING if as_text(value.get(column)).strip()), "")
    if not column:
        raise UsageError(f"{str(path)!r}, record {number}: no prompt in columns {', '.join(value) or '(none)'}")
    beside = as_text(value.get("input")) if column == "instruction" else ""
    prompt = "\n".join(part for part in (as_text(value[column]), beside) if part)
    return Served(number, as_text(value.get("system")), prompt)
