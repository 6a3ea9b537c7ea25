"""Whether every row is there and whole: readable, with a prompt and an answer."""

from collections.abc import Iterator, Sequence

from goldsmith.audit.catalogue import entry
from goldsmith.audit.evidence import shown
from goldsmith.audit.findings import Finding, Hit, finding
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import ASSISTANT, USER, Example

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u00a0"
NOTHING = r"\s*(nan|NaN|NAN|NaT|<NA>|null|None|undefined|\[object Object\]|<no ?input>|Noinput)\s*"
RARE = 0.03
"""Share of a file's answers above which a word for nothing is one of its classes."""


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


def null_answer(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Answers that are a program's word for nothing, where they are too rare to be a class of their own."""
    query = """SELECT file, list(place ORDER BY place), list([prompt, answer] ORDER BY place) FROM rows
        WHERE problem = '' AND length(answer) < 20 AND regexp_full_match(answer, ?) AND NOT contains(prompt, trim(answer))
        GROUP BY file ORDER BY file"""
    hits: list[Hit] = []
    with rows.connection() as connection:
        counts = dict(connection.execute("SELECT file, count(*) FROM rows GROUP BY file").fetchall())
        for file, places, said in connection.execute(query, [NOTHING]).fetchall():
            if len(places) <= max(1, RARE * counts[file]):
                hits += [
                    Hit(place, f"answer {one[1]!r} to {shown(one[0])}") for place, one in zip(places, said, strict=True)
                ]
    if hits:
        told = entry("null_answer")
        yield finding("null_answer", told.severity, told.says, hits, rows.count)


def unreadable(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Records that are no record."""
    with rows.connection() as connection:
        found = connection.execute("SELECT place, problem FROM rows WHERE problem <> '' ORDER BY place").fetchall()
    if found:
        told = entry("unreadable")
        yield finding("unreadable", told.severity, told.says, (Hit(*row) for row in found), rows.count)


ROWS = {"empty_answer": empty_answer, "empty_prompt": empty_prompt}
SETS = (unreadable, null_answer)
