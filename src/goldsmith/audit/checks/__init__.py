"""Every check of the audit, in two literal tables: those that look at one row, and those that look at all rows."""

from collections.abc import Callable, Iterable, Sequence

from goldsmith.audit.checks import (
    choosing,
    classes,
    contradictions,
    counts,
    cut,
    duplicates,
    expected,
    faithfulness,
    foreign,
    forms,
    leaks,
    loops,
    people,
    quantities,
    relations,
    repeats,
    roles,
    shape,
    slots,
    splits,
    tautologies,
    templates,
    text,
    tokens,
)
from goldsmith.audit.findings import Finding
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example

RowCheck = Callable[[Example, Sense], Sequence[str] | None]
"""The evidence against one row; empty where it is clean, None where the check does not apply to it."""
SetCheck = Callable[[Rows, Sense], Iterable[Finding]]
"""Findings over all rows."""

ROW_CHECKS: dict[str, RowCheck] = {
    **shape.ROWS,
    **roles.ROWS,
    **text.ROWS,
    **slots.ROWS,
    **loops.ROWS,
    **cut.ROWS,
    **leaks.ROWS,
    **tautologies.ROWS,
    **faithfulness.ROWS,
    **quantities.ROWS,
    **people.ROWS,
}
"""By the name under which the catalogue says what the check means and how bad it is."""

SET_CHECKS: tuple[SetCheck, ...] = (
    *shape.SETS,
    *forms.SETS,
    *cut.SETS,
    *choosing.SETS,
    *foreign.SETS,
    *counts.SETS,
    *relations.SETS,
    *duplicates.SETS,
    *contradictions.SETS,
    *splits.SETS,
    *classes.SETS,
    *templates.SETS,
    *repeats.SETS,
    *tokens.SETS,
    *expected.SETS,
)
