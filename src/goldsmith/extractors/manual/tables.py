"""What the facts of tables tell of their rows and columns, by which the names of cells without a fact are known."""

from collections import defaultdict
from collections.abc import Sequence

from goldsmith.extractors.manual.coverage import EMPTY, Entry
from goldsmith.extractors.manual.facts import Fact, Path

Where = tuple[str, int]
"""A page, and the number of a table or a block in it."""


class Tables:
    """The captions of the tables of a manual, and the labels of their rows and columns by their places."""

    def __init__(self, cells: Sequence[Fact]) -> None:
        self.captions: dict[Where, str] = {}
        self.columns: dict[Where, set[Path]] = defaultdict(set)
        self.rows_at: dict[tuple[Where, int], set[tuple[Path, ...]]] = defaultdict(set)
        self.columns_at: dict[tuple[Where, int], set[tuple[Path, ...]]] = defaultdict(set)
        for fact in cells:
            where = (fact.origin.page, fact.place.block)
            self.captions[where] = fact.table
            self.columns[where].update(fact.columns)
            self.rows_at[(where, fact.place.row)].add(fact.rows)
            self.columns_at[(where, fact.place.column)].add(fact.columns)

    def names_of(self, entry: Entry) -> tuple[Path, tuple[Path, ...]]:
        """The labels of the row and of each column of an entry, as far as they are known.

        A cell's names hold both in one; those of a blank cell without names are those of its neighbours, where all of
        its row's facts stand under one label, and all of its column's under one head.
        """
        where = (entry.page, entry.place.block)
        if not entry.names and entry.kind == "cell" and entry.status == EMPTY:
            row = _only(self.rows_at.get((where, entry.place.row), set()))
            column = _only(self.columns_at.get((where, entry.place.column), set()))
            return (row, (column,)) if row and column else ((), ())
        if len(entry.columns) > 1:
            return entry.names[: -len(entry.columns[0])], entry.columns
        for at in range(len(entry.names) if entry.kind == "cell" else 0):
            if entry.names[at:] in self.columns[where]:
                return entry.names[:at], (entry.names[at:],)
        return entry.names, ()


def _only(paths: set[tuple[Path, ...]]) -> Path:
    """The one path of a set that holds one of one label path; else none."""
    found = next(iter(paths)) if len(paths) == 1 else ()
    return found[0] if len(found) == 1 else ()
