"""Whether every row is there, whole, and in the form that a trainer expects."""

from collections.abc import Iterator, Sequence

from goldsmith.audit.catalogue import entry
from goldsmith.audit.findings import Finding, Hit, finding
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example


def empty_answer(example: Example, sense: Sense) -> Sequence[str]:
    """An answer without a visible character."""
    return () if example.answer.strip() else (f"answer {example.answer!r}",)


def empty_prompt(example: Example, sense: Sense) -> Sequence[str] | None:
    """A prompt without a visible character; plain text has none and is no case."""
    if sense.shapes[example.file].name == "text":
        return None
    return () if example.prompt.strip() else (f"prompt {example.prompt!r}",)


def unreadable(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Records that are no record."""
    with rows.connection() as connection:
        found = connection.execute("SELECT place, problem FROM rows WHERE problem <> '' ORDER BY place").fetchall()
    if found:
        told = entry("unreadable")
        yield finding("unreadable", told.severity, told.says, (Hit(*row) for row in found), rows.count)


ROWS = {"empty_answer": empty_answer, "empty_prompt": empty_prompt}
SETS = (unreadable,)
