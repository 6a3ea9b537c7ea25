"""Recognises how records hold their examples: conversations, prompt and completion, instructions, questions, text."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import ASSISTANT, SYSTEM, USER, Turn
from goldsmith.extractors.markers import marked
from goldsmith.extractors.messages import as_text, chat
from goldsmith.extractors.records import is_message

Value = Mapping[str, Any]
PARTS = ("id", "kind", "split", "system", "context", "prompt", "input", "answer", "messages", "history")
"""What `--map PART=COLUMN` may name; `input` is appended to the prompt."""
PREFERENCE = "chosen/rejected"
MAPPED = "mapped"
TEXT = "text"
WHOLE = "text"
"""Where a record's extra columns keep the whole of a text that holds a conversation."""
OF_MESSAGES = " of messages"


@dataclass(frozen=True, slots=True)
class Shape:
    """A way to hold examples: its name, and the column that each part is read from."""

    name: str
    columns: Mapping[str, str]

    def fits(self, value: Value) -> bool:
        """Whether the record fills every column that this shape cannot do without."""
        if column := self.columns.get("messages"):
            cell = cell_of(value, column)
            return isinstance(cell, list | tuple) or (isinstance(cell, str) and cell.lstrip().startswith("["))
        return all(cell_of(value, self.columns[part]) is not None for part in NEEDED if part in self.columns)

    def turns(self, value: Value) -> tuple[Turn, ...]:
        """The conversation of one record, single questions included; empty where the record has nothing of this shape."""
        before = chat(self.cell("history", value)) if "history" in self.columns else ()
        if "messages" in self.columns:
            turns = before + chat(self.cell("messages", value))
        elif "prompt" in self.columns:
            turns = self._single(value, before)
        else:
            turns = spoken(self.cell("answer", value)) or (Turn(ASSISTANT, self.text("answer", value)),)
        system = self.text("system", value)
        return (Turn(SYSTEM, system), *turns) if system and all(turn.role != SYSTEM for turn in turns) else turns

    def style(self, value: Value) -> str:
        """The shape's name, with what stands in its cells where that is not plain text."""
        if "messages" in self.columns:
            return f"{self.name}{OF_MESSAGES}" if self.name == MAPPED else self.name
        if any(are_messages(self.cell(part, value)) for part in ("prompt", "answer")):
            return f"{self.name}{OF_MESSAGES}"
        if "prompt" in self.columns:
            return self.name
        style, _ = marked(self.text("answer", value))
        return f"{self.name} with {style} markers" if style else self.name

    def cell(self, part: str, value: Value) -> Any:
        """One part of the record as it stands; None where it is absent."""
        return cell_of(value, self.columns[part]) if part in self.columns else None

    def text(self, part: str, value: Value) -> str:
        """One part of the record as text; empty where it is absent."""
        cell = self.cell(part, value)
        several = part == "answer" and self.columns.get(part, "").lower() == "answers"
        return first_of(cell) if several else as_text(cell)

    def _single(self, value: Value, before: tuple[Turn, ...]) -> tuple[Turn, ...]:
        answer = self.cell("answer", value)
        answered = chat(answer) if are_messages(answer) else (Turn(ASSISTANT, self.text("answer", value)),)
        if any(turn.role == USER for turn in answered):
            return answered
        prompt = self.cell("prompt", value)
        if are_messages(prompt):
            return before + chat(prompt) + answered
        asked, beside = as_text(prompt), self.text("input", value)
        if beside not in asked:
            asked = f"{asked}\n{beside}" if asked else beside
        return (*before, Turn(USER, asked), *answered)


NEEDED = ("prompt", "answer", "messages")
OVERRIDDEN = {
    "messages": ("prompt", "answer"),
    "prompt": ("messages",),
    "answer": ("messages",),
    "input": ("messages", "prompt"),
    "rejected": ("prompt", "answer"),
}
"""Parts that are not guessed any more where one of these is mapped."""
CHATS = ("messages", "conversations", "conversation", "dialogue", "dialog", "chat", "turns", "contents")
KNOWN: tuple[tuple[str, Mapping[str, str]], ...] = (
    (PREFERENCE, {"prompt": "prompt", "answer": "chosen", "rejected": "rejected"}),
    (PREFERENCE, {"answer": "chosen", "rejected": "rejected"}),
    *((name, {"messages": name}) for name in CHATS),
    ("prompt/completion", {"prompt": "prompt", "answer": "completion"}),
    ("instruction/input/output", {"prompt": "instruction", "input": "input", "answer": "output"}),
)
ASKING: tuple[str, ...] = (
    "prompt",
    "instruction",
    "question",
    "query",
    "problem",
    "input",
    "user",
    "human",
    "request",
    "message",
)
ASKING += ("document", "article", "dialogue", "source", "src", "sentence", "text")
ANSWERING: tuple[str, ...] = (
    "completion",
    "response",
    "output",
    "answer",
    "answers",
    "solution",
    "assistant",
    "reply",
    "target",
)
ANSWERING += ("expected_output", "expected", "gpt", "bot", "summary", "highlights", "tgt", "label", "labels", "intent")
TEXTS = (TEXT, "conversation", "dialogue", "dialog", "chat", "content")
OPTIONAL = {
    "id": ("id", "_id", "uid", "uuid", "example_id"),
    "kind": ("kind", "category", "task", "task_type"),
    "split": ("split",),
    "system": ("system", "system_prompt", "system_message"),
    "context": (
        "context",
        "passage",
        "paragraph",
        "background",
        "document",
        "article",
        "knowledge",
        "tools",
        "functions",
        "contract",
        "clause",
        "story",
        "abstract",
        "excerpt",
    ),
    "history": ("history",),
    "input": ("options", "choices", "answer_choices"),
}
"""What is found beside question and answer; the choices of a question are the end of it."""


def recognise(sample: Sequence[Value], mapping: Mapping[str, str]) -> Shape:
    """The shape of most of the sampled records, the columns that `mapping` names taken as it says.

    Raises UsageError that shows the columns where no shape fits.
    """
    _refuse_mapping(sample, mapping)
    found = Counter(name for value in sample if (name := _best(value)) is not None)
    best = found.most_common(1)[0][0] if found else None
    if mapping and (best is None or not mapping.keys().isdisjoint(NEEDED)):
        return _mapped(best, sample, mapping)
    if best is None:
        raise UsageError(_no_shape(sample))
    return Shape(best[0], dict(best[1]) | dict(mapping))


def shape_of(value: Value, main: Shape) -> Shape | None:
    """The shape of one record: its file's, unless that does not fit and another does; None where it lacks the columns."""
    if main.fits(value):
        return main
    if (best := _best(value)) is not None:
        return Shape(best[0], dict(best[1]))
    return main if all(main.columns[part] in value for part in NEEDED if part in main.columns) else None


Found = tuple[str, tuple[tuple[str, str], ...]]


def _best(value: Value) -> Found | None:
    for name, columns in candidates(tuple(value)):
        if Shape(name, dict(columns)).fits(value):
            return name, columns
    return None


@lru_cache(4_000)
def candidates(names: tuple[str, ...]) -> tuple[Found, ...]:
    """Every shape that these columns could hold, the likeliest first; capitals and spaces in names do not matter."""
    by_word = {_word(name): name for name in reversed(names)}
    found = [(name, columns) for name, columns in KNOWN if _required(columns) <= by_word.keys()]
    for asking in [word for word in ASKING if word in by_word]:
        for answering in [word for word in ANSWERING if word in by_word and word != asking][:2]:
            beside = {"input": "input"} if asking == "instruction" else {}
            found.append((f"{asking}/{answering}", {"prompt": asking, "answer": answering} | beside))
    found += [(word, {"answer": word}) for word in TEXTS if word in by_word]
    return tuple((name, _with_optional(columns, by_word)) for name, columns in found)


def _required(columns: Mapping[str, str]) -> set[str]:
    return {column for part, column in columns.items() if part != "input"}


def _with_optional(columns: Mapping[str, str], by_word: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    made = {part: by_word[word] for part, word in columns.items() if word in by_word}
    for part, words in OPTIONAL.items():
        free = [by_word[word] for word in words if word in by_word and by_word[word] not in made.values()]
        if free and part not in made:
            made[part] = free[0]
    return tuple(made.items())


def _word(name: str) -> str:
    return name.strip().lower().replace(" ", "_")


def _mapped(best: Found | None, sample: Sequence[Value], mapping: Mapping[str, str]) -> Shape:
    names = {name: None for value in sample for name in value}
    guessed = _with_optional({}, {_word(name): name for name in names}) + (best[1] if best else ())
    columns = {part: name for part, name in guessed if name not in mapping.values()} | dict(mapping)
    for part in OVERRIDDEN:
        if not mapping.keys().isdisjoint(OVERRIDDEN[part]) and part not in mapping:
            columns.pop(part, None)
    if "messages" not in columns and "answer" not in columns:
        raise UsageError(f"--map says nothing of the answer; columns are {_shown(sample)}; say --map answer=COLUMN")
    return Shape(MAPPED, columns)


def _refuse_mapping(sample: Sequence[Value], mapping: Mapping[str, str]) -> None:
    if unknown := sorted(mapping.keys() - set(PARTS)):
        raise UsageError(f"--map knows no part {unknown[0]!r}; parts are {', '.join(PARTS)}")
    for column in mapping.values():
        if not any(cell_of(value, column) is not None or column in value for value in sample):
            raise UsageError(f"--map names column {column!r}, and the file has {_shown(sample)}")


def _no_shape(sample: Sequence[Value]) -> str:
    names = {name: None for value in sample for name in _reachable(value)}
    wordy = [name for name in names if any(" " in as_text(cell_of(value, name)).strip() for value in sample)]
    asking = next((name for word in ASKING for name in names if _word(name) == word), None)
    prompt = asking or (wordy or list(names))[0]
    beside = {word for words in OPTIONAL.values() for word in words}
    rest = [name for name in wordy or names if name != prompt and _word(name) not in beside]
    if asking and not rest:
        return f"no column of {_shown(sample)} looks like answers; say which one is, with --map answer=COLUMN"
    said = f"--map {_quoted(f'prompt={prompt}')} --map " if rest else "--map "
    said += _quoted(f"answer={rest[-1] if rest else prompt}")
    return f"no known shape in columns {_shown(sample)}; say which column is what, such as {said}"


def _quoted(text: str) -> str:
    return f"'{text}'" if " " in text else text


def _reachable(value: Value) -> Iterator[str]:
    """What `--map` can name: columns, and the fields of objects with a dot."""
    for name, cell in value.items():
        if isinstance(cell, Mapping):
            yield from (f"{name}.{inner}" for inner in cell)
        else:
            yield name


def _shown(sample: Sequence[Value]) -> str:
    names = {name: None for value in sample for name in value}
    return ", ".join(name if len(name) <= 40 else f"{name[:40]}..." for name in names) or "(none)"


def cell_of(value: Value, column: str) -> Any:
    """A column's cell; `a.b` reaches into an object where there is no column of that name."""
    if column in value or "." not in column:
        return value.get(column)
    first, _, rest = column.partition(".")
    inner = value.get(first)
    return cell_of(inner, rest) if isinstance(inner, Mapping) else None


def are_messages(cell: Any) -> bool:
    """Whether a cell is a list of messages and no other list."""
    return isinstance(cell, list) and bool(cell) and all(is_message(item) for item in cell)


def spoken(cell: Any) -> tuple[Turn, ...]:
    """The turns of a cell that holds a whole conversation, as messages or as a text with role markers."""
    if are_messages(cell):
        return chat(cell)
    return marked(cell)[1] if isinstance(cell, str) else ()


def first_of(cell: Any) -> str:
    """The first of several accepted answers, as SQuAD holds them."""
    if isinstance(cell, Mapping) and isinstance(cell.get("text"), list | str):
        cell = cell["text"]
    if isinstance(cell, list) and all(isinstance(item, str | Mapping) for item in cell):
        return first_of(cell[0]) if cell else ""
    return as_text(cell)
