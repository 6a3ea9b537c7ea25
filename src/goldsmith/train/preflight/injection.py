"""P3: no content can act as a control token."""

import re
from collections.abc import Collection, Sequence

from goldsmith.train.examples import TrainingExample
from goldsmith.train.gates import Gate, gate

SAYS = "no content holds a text that the tokenizer reads as a control token"


def injection_gate(rows: Sequence[TrainingExample], controls: Collection[str]) -> Gate:
    """P3: `controls` are the tokenizer's control tokens as texts; a turn that holds one could open or end a turn."""
    figures = {"control_tokens": len(controls)}
    if not controls:
        return gate("P3", "injection", SAYS, checked=len(rows), wrong=(), figures=figures)
    pattern = re.compile("|".join(map(re.escape, sorted(controls, key=len, reverse=True))))
    wrong = [reason for row in rows if (reason := _reason(row, pattern))]
    return gate("P3", "injection", SAYS, checked=len(rows), wrong=wrong, figures=figures)


def _reason(row: TrainingExample, pattern: re.Pattern[str]) -> str:
    for role, content in (*row.asked, ("assistant", row.answer)):
        if isinstance(content, str) and (found := pattern.search(content)):
            around = content[max(0, found.start() - 20) : found.end() + 20]
            return f"{row.id}: the {role} turn holds {found[0]!r}: {around!r}"
    return ""
