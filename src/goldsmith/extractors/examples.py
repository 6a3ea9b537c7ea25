"""One fine-tuning example of anyone's file, whatever its columns were called."""

from dataclasses import dataclass
from typing import Any, NamedTuple

ASSISTANT = "assistant"
SYSTEM = "system"
TOOL = "tool"
USER = "user"


class Turn(NamedTuple):
    """One message of a conversation; `role` is system, user, assistant or tool, or the file's own word if it is none of them."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Example:
    """What a trainer would take from one record.

    `prompt` is all that is asked (instruction and input, or the last user turn before the answer), `context` what the
    file keeps apart from it (a passage to answer from), `answer` the text that is learned: the last assistant turn, the
    completion, or a structured answer as compact JSON. `turns` is the whole conversation, and holds every assistant turn.
    `place` counts the rows of all files from 0; `row` is the record's 1-based number in its file. `shape` is what this
    record was read as, empty where it lacks the columns of any shape; `input` is the end of `prompt` that came from a
    column of its own.
    """

    place: int
    file: str
    row: int
    id: str
    kind: str
    split: str
    unit: str
    system: str
    context: str
    prompt: str
    answer: str
    turns: tuple[Turn, ...]
    extra: dict[str, Any]
    shape: str = ""
    input: str = ""

    @property
    def asked(self) -> str:
        """Everything that the model sees before it answers: system, context, earlier turns and prompt, by line."""
        earlier = [turn.content for turn in self.turns[:-1] if turn.role != SYSTEM and turn.content != self.prompt]
        return "\n".join(part for part in (self.system, self.context, *earlier, self.prompt) if part)

    @property
    def learned(self) -> tuple[str, ...]:
        """Every text that the model is taught to write: all assistant turns."""
        return tuple(turn.content for turn in self.turns if turn.role == ASSISTANT) or (self.answer,)
