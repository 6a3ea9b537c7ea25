"""What stands on the pages under which names: values, places left open, values that were not read, and lists of steps."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from goldsmith.extractors.manual.coverage import EMPTY, SKIPPED, UNSTATED, USED, Entry
from goldsmith.extractors.manual.facts import Fact, Path
from goldsmith.extractors.manual.tables import Tables, Where
from goldsmith.schemas.questions import MEASURE, TEXT

Answer = tuple[object, ...]
OPEN: Answer = ("open",)
"""What all places that the pages leave open answer alike."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """One place on the pages with its names: the facts that it states, or the entry that it leaves open or unread.

    `rows` and `columns` hold one path of labels for each row and column, `where` is its page and the number of its table
    or block, `others` all its names but rows and columns. `kinds` is empty where nothing tells what it would show. A list
    of steps is one place with a fact for each step.
    """

    rows: tuple[Path, ...]
    columns: tuple[Path, ...]
    section: Path
    table: str
    model: str
    qualifier: str
    answer: Answer
    kinds: frozenset[str]
    where: Where
    facts: tuple[Fact, ...] = ()
    entry: Entry | None = None
    others: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        others = frozenset((*self.section, self.table, self.model, self.qualifier)) - {""}
        object.__setattr__(self, "others", others)

    @property
    def unread(self) -> bool:
        """Whether the page says something there that was not read."""
        return not self.facts and self.answer != OPEN

    @property
    def labels(self) -> Iterator[str]:
        """All its names."""
        yield from (label for path in (*self.rows, *self.columns) for label in path)
        yield from sorted(self.others)


def kinds_of(fact: Fact) -> frozenset[str]:
    """What a value shows: the dimensions of its quantities, whether it has any, and whether text comes first."""
    shown = {one.dimension for one in fact.quantities if one.dimension} | ({MEASURE} if fact.quantities else set())
    return frozenset(shown if fact.quantities and not fact.quantities[0].start else shown | {TEXT})


def standings(facts: Sequence[Fact], entries: Sequence[Entry]) -> list[Standing]:
    """The places that state a value, are left open, or hold a value that was not read; steps are left to `lists`."""
    stated = [_of_fact(fact) for fact in facts if fact.kind != "step"]
    tables = Tables([fact for fact in facts if fact.kind == "cell"])
    models = {fact.origin.page: fact.model for fact in facts}
    borne = {(fact.origin.page, fact.kind, fact.place) for fact in facts}
    parents = {(one.where[0], path[:at]) for one in stated for path in one.rows for at in range(1, len(path))}
    found = list(stated)
    for entry in entries:
        lost = entry.status == USED and (entry.page, entry.kind, entry.place) not in borne
        if entry.kind != "step" and (_unanswered(entry) or lost):
            row, columns = tables.names_of(entry)
            if row and (entry.page, row) not in parents:
                found.append(_of_entry(entry, row, columns, tables.captions, models.get(entry.page, "")))
    return _with_kinds(found)


def _with_kinds(those: list[Standing]) -> list[Standing]:
    """The places with what those left open would show: what their row and their column show, or else their column."""
    by_row: dict[tuple[object, Path], set[str]] = defaultdict(set)
    by_column: dict[tuple[object, Path], set[str]] = defaultdict(set)
    for one in those:
        for kinds, paths in ((by_row, one.rows), (by_column, one.columns)):
            for path in paths:
                kinds[(one.where, path)] |= one.kinds
    made = []
    for one in those:
        if one.entry is not None:
            beside = by_row[(one.where, one.rows[0])]
            below = by_column[(one.where, one.columns[0])] if one.columns else beside
            one = replace(one, kinds=frozenset(beside & below or below))
        made.append(one)
    return made


def _of_fact(fact: Fact) -> Standing:
    rows, columns = (fact.rows, fact.columns) if fact.rows else (fact.columns, ())
    return Standing(
        rows, columns, fact.section, fact.table, fact.model, fact.qualifier, answer_of(fact), kinds_of(fact),
        (fact.origin.page, fact.place.block), (fact,),
    )  # fmt: skip


def _of_entry(entry: Entry, row: Path, columns: tuple[Path, ...], captions: dict[Where, str], model: str) -> Standing:
    where = (entry.page, entry.place.block)
    caption = captions.get(where, "") if entry.kind == "cell" else ""
    return Standing(
        (row,),
        columns,
        entry.section,
        caption,
        model,
        "",
        _answer(entry),
        frozenset(),
        where,
        (),
        entry,
    )


def answer_of(fact: Fact) -> Answer:
    """What a fact answers: two facts that answer alike are twins. A bare number answers under its heading's unit."""
    unit = fact.quantities[0].unit if fact.unit_from and fact.quantities else None
    return " ".join(fact.text.split()), unit.name if unit else "", fact.notes


def _unanswered(entry: Entry) -> bool:
    return entry.status == EMPTY or (entry.status == SKIPPED and entry.reason not in UNSTATED)


def _answer(entry: Entry) -> Answer:
    opened = entry.status == EMPTY or (entry.reason == "placeholder" and not entry.bearing)
    return OPEN if opened else ("unread", entry.text)


def lists(facts: Sequence[Fact], entries: Sequence[Entry]) -> list[Standing]:
    """The lists of steps under their headings; those of which a step was left out answer nothing that can be read."""
    grouped: dict[tuple[str, int, Path], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "step" and len(fact.rows[0]) > 1:
            grouped[(fact.origin.page, fact.place.block, fact.rows[0][:-1])].append(fact)
    borne = {(fact.origin.page, fact.place) for fact in facts if fact.kind == "step"}
    broken = {
        (entry.page, entry.place.block)
        for entry in entries
        if entry.kind == "step" and (entry.page, entry.place) not in borne
    }
    return [_listed(key, steps, whole=(key[0], key[1]) not in broken) for key, steps in grouped.items()]


def _listed(key: tuple[str, int, Path], steps: list[Fact], *, whole: bool) -> Standing:
    page, block, path = key
    ordered = tuple(sorted(steps, key=lambda fact: fact.place.row))
    whole = whole and _in_order([number_of(fact) for fact in ordered])
    answer: Answer = tuple((number_of(fact), answer_of(fact)) for fact in ordered) if whole else ("unread", page, block)
    section, model = ordered[0].section, ordered[0].model
    return Standing(
        (path,), (), section, "", model, "", answer, frozenset((TEXT,)), (page, block), ordered if whole else ()
    )


def number_of(step: Fact) -> str:
    """The number of a step as its page gives it."""
    return step.rows[0][-1].removeprefix("step ")


def _in_order(numbers: list[str]) -> bool:
    """Whether the outermost steps run on from 1: none is missing or doubled, and the list does not continue another."""
    outer = [int(one) for one in numbers if one.isdecimal()]
    inner = len(set(numbers)) == len(numbers)
    return inner and bool(outer) and outer == list(range(1, len(outer) + 1))
