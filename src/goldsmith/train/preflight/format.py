"""P1: every row is a conversation that a trainer reads as one."""

from collections.abc import Iterator, Sequence

from goldsmith.extractors.examples import ASSISTANT, SYSTEM, TOOL, USER
from goldsmith.train.examples import TrainingExample
from goldsmith.train.gates import Gate, gate

SAYS = "every row is a conversation of known roles in turn, a system turn first, and ends in an answer"
FOLLOWS = {
    "": (SYSTEM, USER),
    SYSTEM: (USER,),
    USER: (ASSISTANT,),
    ASSISTANT: (USER, TOOL),
    TOOL: (ASSISTANT, TOOL),
}
"""The roles that may speak after each; "" is the start."""


def format_gate(rows: Sequence[TrainingExample]) -> Gate:
    """P1 over all rows, those of the mix as well."""
    wrong = [f"{row.id}: {reason}" for row in rows if (reason := next(_reasons(row), ""))]
    return gate("P1", "format", SAYS, checked=len(rows), wrong=wrong)


def _reasons(row: TrainingExample) -> Iterator[str]:
    before = ""
    for place, (role, content) in enumerate((*row.asked, (ASSISTANT, row.answer)), 1):
        if role not in FOLLOWS or not role:
            yield f"turn {place} has the role {role!r}, which is none of system, user, assistant, tool"
        elif not isinstance(content, str):
            yield f"turn {place} ({role}) holds {content!r}, which is no text"
        elif not content.strip():
            yield f"turn {place} ({role}) is empty"
        elif role not in FOLLOWS[before]:
            yield f"turn {place} is of {role}, after {before}" if before else f"the first turn is of {role}"
        before = role if role in FOLLOWS else before
    if not row.asked:
        yield "nothing is asked"
