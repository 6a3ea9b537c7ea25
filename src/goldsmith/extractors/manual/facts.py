"""What a page states: one value with the names that the page gives it, and the place where it stands."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from goldsmith.extractors.quantities import Quantity
from goldsmith.extractors.units import unit_named

Path = tuple[str, ...]
AROUND = 32
"""Signs of the source kept before and behind a quote."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of the text as the source has it: what stood there, what it was taken for, by which rule, and what proves it."""

    before: str
    after: str
    rule: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value stands: page, digest of its bytes, and the stretch of its decoded text, with what stands around it.

    `box` is the place on the sheet of a PDF: sheet number from 1, then left, bottom, right and top in points.
    """

    page: str
    digest: str
    encoding: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    box: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the page's layout, counted from 0.

    For a cell: the number of its table in the page, the row and column of its first slot, and the line of the cell where
    each line is a pair of its own. For anything else: the number of its block in the page; a step's row is its list's.
    """

    block: int
    row: int = 0
    column: int = 0
    part: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One value that a page states.

    `kind` is cell, line, definition, item or step. `section` holds the headings above it, outermost first, and the
    table's own section row; `rows` and `columns` hold one path of labels for each row and column that it stands for.
    `qualifier` is the part of the value that tells it from others under the same names ("1st" of "1st 3.72").
    `literal` is what the page shows; `text` is the same after the repairs, if any. `unit_from` is the heading that gives
    its unit to a bare number, else empty. `notes` are the texts of its footnotes.
    """

    kind: str
    document: str
    model: str
    section: Path
    table: str
    rows: tuple[Path, ...]
    columns: tuple[Path, ...]
    attribute: str
    literal: str
    text: str
    quantities: tuple[Quantity, ...]
    unit_from: str
    origin: Origin
    place: Place
    qualifier: str = ""
    notes: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def names(self) -> tuple[Path, str, tuple[Path, ...], tuple[Path, ...], str]:
        """What the page calls the value; two facts of one page with the same names cannot be told apart by a question."""
        return self.section, self.table, self.rows, self.columns, self.qualifier


def as_record(fact: Fact) -> dict[str, Any]:
    """A fact as JSON values; numbers are text, so that no place is lost."""
    record = asdict(fact)
    record["quantities"] = [_quantity(one) for one in fact.quantities]
    return record


def from_record(record: dict[str, Any]) -> Fact:
    """The fact that a record holds. Raises KeyError or TypeError for one that is none."""
    values = {name: _paths(value) for name, value in record.items()}
    values["quantities"] = tuple(_measured(one) for one in record["quantities"])
    values["repairs"] = tuple(Repair(**one) for one in record["repairs"])
    values["origin"] = Origin(**{**record["origin"], "box": tuple(record["origin"]["box"])})
    values["place"] = Place(**record["place"])
    return Fact(**values)


def _paths(value: Any) -> Any:
    return tuple(_paths(one) for one in value) if isinstance(value, list) else value


def _measured(record: dict[str, Any]) -> Quantity:
    numbers: dict[str, Any] = {
        name: Decimal(record[name]) for name in ("low", "high", "below", "above") if name in record
    }
    others = {name: record[name] for name in ("text", "start", "end", "limit", "joint", "doubtful") if name in record}
    return Quantity(**others, **numbers, unit=unit_named(record["unit"]) if "unit" in record else None)


def _quantity(one: Quantity) -> dict[str, Any]:
    numbers = {name: _text(value) for name, value in (("low", one.low), ("high", one.high))}
    more = {name: _text(value) for name, value in (("below", one.below), ("above", one.above)) if value}
    signs = {"limit": one.limit, "joint": one.joint, "doubtful": one.doubtful}
    unit = {"unit": one.unit.name, "dimension": one.dimension} if one.unit else {}
    return {
        "text": one.text,
        "start": one.start,
        "end": one.end,
        **numbers,
        **more,
        **unit,
        **{name: value for name, value in signs.items() if value},
    }


def _text(value: Decimal) -> str:
    return f"{value:f}"
