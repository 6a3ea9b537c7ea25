"""What of the pages became facts, what was left out and why, and what is empty."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from goldsmith.extractors.manual.facts import Path, Place

USED, SKIPPED, EMPTY = "used", "skipped", "empty"
REASONS = {
    "header": "heads a column",
    "label": "names a row, a line or a term",
    "section": "heads the rows below it",
    "note": "is the text of a footnote",
    "hidden": "is not shown by the page",
    "struck out": "is struck out on the page",
    "picture": "holds a picture and no text",
    "navigation": "leads to other pages",
    "prose": "is running text without a label",
    "placeholder": "says that the value is not given",
    "ditto": "stands for the value of another place: a ditto mark, or words such as see above",
    "no label": "has no label in its section",
    "column without a header": "stands beside other values, and nothing says what tells them apart",
    "units disagree": "gives one value in two units that cannot both be true",
    "unresolved mark": "carries a footnote mark whose note the page does not give",
    "repair excluded": "needs a repair, and repairs are excluded",
    "columns": "stands in columns whose heads cannot be told",
    "no place": "stands in the source in pieces that no one stretch holds",
}
"""The closed list of reasons for leaving text out."""
UNSTATED = frozenset(("header", "label", "section", "note", "hidden", "struck out", "picture", "navigation", "prose"))
"""Reasons that say a text bears no value at all; a whole placeholder bears none either."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell, item, step, definition or line of a page, and what became of it.

    `section` and `names` are the headings and the labels that it stands under, as far as they are known; `columns` holds the
    heads of each column that a cell stands for, and `names` those of the first. `bearing` says whether it bears a value.
    """

    kind: str
    page: str
    place: Place
    text: str
    status: str
    reason: str = ""
    evidence: str = ""
    section: Path = ()
    names: Path = ()
    bearing: bool = False
    columns: tuple[Path, ...] = ()


def entry_record(entry: Entry) -> dict[str, Any]:
    """An entry as JSON values."""
    return asdict(entry)


def entry_from_record(record: dict[str, Any]) -> Entry:
    """The entry that a record holds. Raises KeyError or TypeError for one that is none."""
    lists = {name: tuple(record[name]) for name in ("section", "names")}
    columns = tuple(tuple(path) for path in record["columns"])
    return Entry(**{**record, **lists, "columns": columns, "place": Place(**record["place"])})


@dataclass(frozen=True, slots=True)
class Coverage:
    """The counts of a reading: entries by kind and status, skipped ones by reason, and the share of values used."""

    by_status: dict[tuple[str, str], int]
    by_reason: dict[str, int]
    bearing: int
    used: int
    bearing_cells: int
    used_cells: int

    @property
    def share(self) -> float:
        """The share of value-bearing entries that are facts; 1 where there is none."""
        return self.used / self.bearing if self.bearing else 1.0

    @property
    def share_of_cells(self) -> float:
        """The share of value-bearing table cells that are facts; 1 where there is none."""
        return self.used_cells / self.bearing_cells if self.bearing_cells else 1.0


def counted(entries: Iterable[Entry]) -> Coverage:
    """Count what became of everything on the pages."""
    all_of_them = list(entries)
    bearing = [entry for entry in all_of_them if entry.bearing]
    cells = [entry for entry in bearing if entry.kind == "cell"]
    return Coverage(
        dict(Counter((entry.kind, entry.status) for entry in all_of_them)),
        dict(Counter(entry.reason for entry in all_of_them if entry.status == SKIPPED)),
        len(bearing),
        sum(entry.status == USED for entry in bearing),
        len(cells),
        sum(entry.status == USED for entry in cells),
    )


def added(one: Coverage, other: Coverage) -> Coverage:
    """The counts of two readings together."""
    return Coverage(
        dict(Counter(one.by_status) + Counter(other.by_status)),
        dict(Counter(one.by_reason) + Counter(other.by_reason)),
        one.bearing + other.bearing,
        one.used + other.used,
        one.bearing_cells + other.bearing_cells,
        one.used_cells + other.used_cells,
    )
