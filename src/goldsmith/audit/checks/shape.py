"""Whether every row is there and whole: readable, with a prompt and an answer."""

import re
from collections.abc import Iterator, Sequence

from goldsmith.audit.catalogue import entry
from goldsmith.audit.evidence import shown
from goldsmith.audit.findings import Finding, Hit, finding
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import ASSISTANT, USER, Example

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u00a0"
NOTHING = re.compile(r"\s*(?:nan|NaN|NAN|NaT|<NA>|null|None|undefined|\[object Object\]|<no ?input>|Noinput)\s*")


def empty_answer(example: Example, sense: Sense) -> Sequence[str] | None:
    """An answer of the assistant without a visible character."""
    said = [turn.content for turn in example.turns if turn.role == ASSISTANT]
    if not said:
        return None
    return tuple(f"answer {content!r}" for content in said if _blank(content))


def empty_prompt(example: Example, sense: Sense) -> Sequence[str] | None:
    """A question without a visible character; an answer that nobody asked for has no question and is no case."""
    last = max((place for place, turn in enumerate(example.turns) if turn.role == ASSISTANT), default=0)
    if all(turn.role != USER for turn in example.turns[:last]):
        return None
    return (f"prompt {example.prompt!r}",) if _blank(example.prompt) and not example.context else ()


def _blank(text: str) -> bool:
    return not text or text.isspace() or not text.strip(INVISIBLE).strip()


def null_answer(example: Example, sense: Sense) -> Sequence[str]:
    """An answer that is a program's word for nothing."""
    answer = example.answer
    if len(answer) < 20 and NOTHING.fullmatch(answer) and answer.strip().lower() not in example.asked.lower():
        return (f"answer {answer!r} to {shown(example.prompt)}",)
    return ()


def unreadable(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Records that are no record."""
    with rows.connection() as connection:
        found = connection.execute("SELECT place, problem FROM rows WHERE problem <> '' ORDER BY place").fetchall()
    if found:
        told = entry("unreadable")
        yield finding("unreadable", told.severity, told.says, (Hit(*row) for row in found), rows.count)


ROWS = {"empty_answer": empty_answer, "empty_prompt": empty_prompt, "null_answer": null_answer}
SETS = (unreadable,)
