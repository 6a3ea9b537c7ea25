"""Recognises how a file's records hold their examples: conversations, prompt and completion, instructions, questions, text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goldsmith.core.canonical import to_json
from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import ASSISTANT, SYSTEM, USER, Turn

Value = Mapping[str, Any]
PARTS = ("id", "kind", "split", "system", "context", "prompt", "input", "answer", "messages")
"""What `--map PART=COLUMN` may name; `input` is appended to the prompt."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A way to hold examples: its name, and the column that each part is read from."""

    name: str
    columns: Mapping[str, str]

    def turns(self, value: Value) -> tuple[Turn, ...]:
        """The conversation of one record, single questions included; empty where the record has nothing of this shape."""
        return _chat(value.get(self.columns["messages"])) if "messages" in self.columns else self._single(value)

    def text(self, part: str, value: Value) -> str:
        """One part of the record as text; empty where it is absent."""
        return as_text(value.get(self.columns[part])) if part in self.columns else ""

    def _single(self, value: Value) -> tuple[Turn, ...]:
        asked = "\n".join(part for part in (self.text("prompt", value), self.text("input", value)) if part)
        turns = (
            Turn(SYSTEM, self.text("system", value)),
            Turn(USER, asked),
            Turn(ASSISTANT, self.text("answer", value)),
        )
        return tuple(turn for turn in turns if turn.content or turn.role != SYSTEM)


SHAPES: tuple[Shape, ...] = (
    Shape("messages", {"messages": "messages"}),
    Shape("conversations", {"messages": "conversations"}),
    Shape("prompt/completion", {"prompt": "prompt", "answer": "completion"}),
    Shape("instruction/input/output", {"prompt": "instruction", "input": "input", "answer": "output"}),
    Shape("input/output", {"prompt": "input", "answer": "output"}),
    Shape("question/answer", {"prompt": "question", "answer": "answer"}),
    Shape("text", {"answer": "text"}),
)
OPTIONAL = {"id": "id", "kind": "kind", "split": "split", "system": "system", "context": "context"}
ROLES = {"human": USER, "gpt": ASSISTANT, "from": "role", "value": "content"}


def recognise(sample: Sequence[Value], mapping: Mapping[str, str]) -> Shape:
    """The shape of the sampled records, the columns that `mapping` names taken as it says.

    Raises UsageError that shows the columns where no shape fits.
    """
    present = {name for value in sample for name in value}
    if missing := sorted(set(mapping.values()) - present):
        raise UsageError(f"--map names column {missing[0]!r}, and the file has {', '.join(sorted(present))}")
    optional = {part: column for part, column in OPTIONAL.items() if column in present}
    if "answer" in mapping or "messages" in mapping:
        return Shape("mapped", optional | dict(mapping))
    for shape in SHAPES:
        if all(column in present for part, column in shape.columns.items() if part != "input"):
            return Shape(shape.name, optional | dict(shape.columns) | dict(mapping))
    raise UsageError(
        f"no known shape in columns {', '.join(sorted(present))}; say --map prompt=COLUMN --map answer=COLUMN"
    )


def as_text(value: Any) -> str:
    """A cell as the text that is trained on: objects and lists as compact JSON, nothing as an empty text."""
    if value is None:
        return ""
    return value if isinstance(value, str) else to_json(value)


def _chat(messages: Any) -> tuple[Turn, ...]:
    return tuple(_turn(message) for message in messages or () if isinstance(message, Mapping))


def _turn(message: Value) -> Turn:
    role = message.get("role", message.get("from", ""))
    return Turn(ROLES.get(str(role), str(role)), as_text(message.get("content", message.get("value"))))


Reader = Callable[[Value], tuple[Turn, ...]]
