"""What a person is told about a fact: its names, its quantities in words, and where it stands."""

from bisect import bisect_right

from goldsmith.extractors.manual.facts import Fact, Path, Repair
from goldsmith.extractors.manual.sources import Source
from goldsmith.extractors.quantities import Quantity

LIMITS = {"max": "at most ", "min": "at least "}


class Lines:
    """The line of a source that each place stands in, counted from 1; for a PDF its sheet and the line on it."""

    def __init__(self, source: Source) -> None:
        self.breaks = [at for at, sign in enumerate(source.text) if sign in "\n\f"] if source.text else []
        self.sheets = [at for at, sign in enumerate(source.text) if sign == "\f"] if source.kind == "pdf" else []
        self.pdf = source.kind == "pdf"

    def at(self, place: int) -> str:
        """The line in words."""
        line = bisect_right(self.breaks, place - 1) + 1
        if not self.pdf:
            return f"line {line}"
        sheet = bisect_right(self.sheets, place - 1)
        above = bisect_right(self.breaks, self.sheets[sheet - 1]) if sheet else 0
        return f"sheet {sheet + 1}, line {line - above}"


def named(fact: Fact) -> str:
    """The names of a fact on one line: rows, columns and what tells it apart."""
    rows, columns = (_either(paths) for paths in (fact.rows, fact.columns))
    heads = f" ({columns})" if rows and columns else columns
    return f"{rows}{heads}{f', {fact.qualifier}' if fact.qualifier else ''}"


def above(fact: Fact) -> str:
    """The headings and the table's caption above a fact."""
    return " > ".join((*fact.section, *([fact.table] if fact.table else [])))


def _either(paths: tuple[Path, ...]) -> str:
    return "; ".join(" > ".join(path) for path in paths)


def said(fact: Fact) -> str:
    """The quantities of a fact in words: "8 to 10 N·m (torque)"; empty where it has none."""
    words = ", ".join(in_words(one) for one in fact.quantities)
    return f"{words}, unit from {fact.unit_from!r}" if fact.unit_from else words


def in_words(one: Quantity) -> str:
    """A quantity with its unit and what it measures: "at most 0.5 mm (length)", "900 ± 25 rpm (frequency)"."""
    number = f"{one.low:f}" if one.low == one.high else f"{one.low:f} to {one.high:f}"
    if one.above or one.below:
        number += f" ± {one.above:f}" if one.above == one.below else f" + {one.above:f} - {one.below:f}"
    unit = f" {one.unit.name} ({one.dimension})" if one.unit else ""
    return f"{LIMITS.get(one.limit, '')}{number}{unit}{', read either way' if one.doubtful else ''}"


def mended(repair: Repair) -> str:
    """A repair in words: what stood there, what it was taken for, by which rule, and what proves it."""
    return f"{repair.before} → {repair.after} ({repair.rule}: {repair.evidence})"
