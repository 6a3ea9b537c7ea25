"""Ways to name a place of a manual, the fewest and plainest names first."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from goldsmith.extractors.manual.asked import Names
from goldsmith.extractors.manual.facts import Path
from goldsmith.extractors.manual.spoken import forms
from goldsmith.extractors.manual.standing import Standing

ROLES = ("column", "qualifier", "section", "table", "model")
"""What may be named besides the row, what is preferred first."""
MOST_ROLES = 3
Option = tuple[str, ...]


def namings(rows: Sequence[Path], columns: Sequence[Path], above: Standing) -> Iterator[Names]:
    """The names that may be given to a place: its row, then more and more of the rest."""
    options: dict[str, list[Option]] = {
        "column": [one for column in columns for one in _said(column)],
        "qualifier": [(above.qualifier,)] if above.qualifier else [],
        "section": list(_sections(above)),
        "table": [(above.table,)] if above.table else [],
        "model": [(above.model,)] if above.model else [],
    }
    there = [role for role in ROLES if options[role]]
    for many in range(min(MOST_ROLES, len(there)) + 1):
        for roles in combinations(there, many):
            for row in (one for path in rows for one in _said(path)):
                for chosen in product(*(options[role] for role in roles)):
                    yield _names(row, dict(zip(roles, chosen, strict=True)))


def said(names: Names) -> tuple[str, ...]:
    """All the names that are given, each by itself."""
    return tuple(
        name for name in (*names.row, names.qualifier, *names.column, names.table, *names.section, names.model) if name
    )


def _said(path: Path) -> list[Option]:
    """A path of labels as people say it, and as it is written in full where that differs."""
    short = tuple(forms(label)[0] for label in path)
    full = tuple(forms(label)[-1] for label in path)
    return [short] if short == full else [short, full]


def _sections(above: Standing) -> Iterator[Option]:
    """The headings above a place, the innermost first, then the innermost together with one above it."""
    inner = [label for label in reversed(above.section) if label not in above.rows[0]]
    yield from ((forms(label)[0],) for label in inner)
    yield from ((forms(inner[0])[0], forms(label)[0]) for label in inner[1:])


def _names(row: Option, chosen: dict[str, Option]) -> Names:
    single = {role: chosen[role][0] for role in ("qualifier", "table", "model") if role in chosen}
    return Names(row, column=chosen.get("column", ()), section=chosen.get("section", ()), **single)
