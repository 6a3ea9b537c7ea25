"""Values entered under their names: as facts with the place where they stand, or as left out with the reason."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from goldsmith.extractors.manual.blocks import Document
from goldsmith.extractors.manual.coverage import EMPTY, SKIPPED, UNSTATED, USED, Entry
from goldsmith.extractors.manual.facts import AROUND, Fact, Origin, Path, Place, Repair
from goldsmith.extractors.manual.footnotes import Footnotes, Marked
from goldsmith.extractors.manual.passage import Passage
from goldsmith.extractors.manual.repair import decoded_anew
from goldsmith.extractors.manual.sources import Source
from goldsmith.extractors.manual.values import NOTHING, Value, value_of

TABLE = re.compile(r"<table\b", re.IGNORECASE)
LISTS = re.compile(r"<(?:table|ul|ol|dl)\b", re.IGNORECASE)
"""What may stand inside a value's stretch of markup and is no part of it: in a cell, and in an item."""


class Under(NamedTuple):
    """The names of a value: headings, caption, and one path of labels for each row and column it stands for."""

    section: Path
    rows: tuple[Path, ...] = ()
    columns: tuple[Path, ...] = ()
    table: str = ""

    @property
    def labels(self) -> Path:
        """The labels of its first row and column."""
        return (*(self.rows[0] if self.rows else ()), *(self.columns[0] if self.columns else ()))

    @property
    def heads(self) -> list[str]:
        """The headings that may give a unit, the nearest first; those of several columns give none."""
        columns = self.columns if len(self.columns) == 1 else ()
        return [head for path in (*columns, *self.rows[:1]) for head in reversed(path)]


class Entering:
    """The facts and the entries of one page."""

    def __init__(self, source: Source, document: Document, mark: str, *, repairs: bool) -> None:
        self.source, self.document, self.mark, self.repairs = source, document, mark, repairs
        self.facts: list[Fact] = []
        self.entries: list[Entry] = []
        self.footnotes = Footnotes(document.blocks)

    def state(self, kind: str, place: Place, passage: Passage, under: Under, marks: Sequence[str], block: int) -> None:
        """Enter a value as a fact, or as left out with the reason; `marks` are the footnote marks of its labels."""
        under, of_names = _mended(under)
        found = self.footnotes.read(block, passage, marks)
        value = value_of(found.passage.text, [] if kind == "step" else under.heads, self.mark)
        repairs = value.repairs + of_names
        reason = self.refused(kind, found, value, repairs)
        if reason:
            bearing = reason != "placeholder" or not _whole_placeholder(found.passage.text)
            evidence = value.evidence or found.unresolved or "; ".join(f"{one.before} > {one.after}" for one in repairs)
            self.skip(kind, place, passage.text, reason, under, evidence, bearing=bearing)
            return
        attribute = under.rows[0][-1] if under.rows else under.columns[0][-1] if under.columns else ""
        if kind == "step":
            attribute = under.rows[0][-2] if len(under.rows[0]) > 1 else "procedure"
        self.facts.append(
            Fact(
                kind, self.document.title, "", under.section, under.table, under.rows, under.columns, attribute,
                found.passage.text, value.text, value.quantities, value.unit_from, self.origin(found.passage), place, "",
                found.notes, repairs,
            )
        )  # fmt: skip
        self.enter(kind, place, passage.text, USED, under, bearing=True)

    def refused(self, kind: str, found: Marked, value: Value, repairs: tuple[Repair, ...]) -> str:
        """Why a value is not taken, if it is not."""
        if value.reason or found.unresolved:
            return value.reason or "unresolved mark"
        if repairs and not self.repairs:
            return "repair excluded"
        start, end = found.passage.span
        inside = (TABLE if kind == "cell" else LISTS).search(self.source.text, start, end)
        broken = self.source.kind == "html" and inside is not None
        return "no place" if broken or not found.passage.contiguous() else ""

    def skip(
        self,
        kind: str,
        place: Place,
        text: str,
        reason: str,
        under: Under,
        evidence: str = "",
        *,
        bearing: bool | None = None,
    ) -> None:
        """Enter a text that is left out; whether it bears a value follows from the reason where nothing else is said."""
        bears = reason not in UNSTATED if bearing is None else bearing
        self.enter(kind, place, text, SKIPPED, under, reason, evidence, bearing=bears)

    def empty(self, kind: str, place: Place, under: Under) -> None:
        """Enter a place that holds no text."""
        self.enter(kind, place, "", EMPTY, under, bearing=False)

    def enter(
        self,
        kind: str,
        place: Place,
        text: str,
        status: str,
        under: Under,
        reason: str = "",
        evidence: str = "",
        *,
        bearing: bool,
    ) -> None:
        """Note what became of a part of the page."""
        self.entries.append(
            Entry(
                kind,
                self.source.name,
                place,
                text,
                status,
                reason,
                evidence,
                under.section,
                under.labels,
                bearing,
                under.columns,
            )
        )

    def origin(self, passage: Passage) -> Origin:
        """Where a passage stands in the page."""
        text = self.source.text
        start, end = passage.span
        prefix, suffix = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        return Origin(
            self.source.name, self.source.digest, self.source.encoding, start, end, text[start:end], prefix, suffix,
            self.box(start, end),
        )  # fmt: skip

    def box(self, start: int, end: int) -> tuple[float, ...]:
        """The sheet of a PDF and the place on it that holds a stretch of its text."""
        those = [box for at in range(start, end) if (box := self.document.boxes.get(at))]
        if not those:
            return ()
        left, bottom, right, top = zip(*those, strict=True)
        sheet = self.source.text.count("\f", 0, start) + 1
        return (sheet, *(round(one, 2) for one in (min(left), min(bottom), max(right), max(top))))


def _whole_placeholder(literal: str) -> bool:
    """Whether a text gives nothing beside its placeholders: no number."""
    return NOTHING.fullmatch(literal) is not None or not any(sign.isdigit() for sign in literal)


def _mended(under: Under) -> tuple[Under, tuple[Repair, ...]]:
    """Names with their encoding mended."""
    paths = (*under.rows, *under.columns)
    repairs = tuple(dict.fromkeys(repair for path in paths for label in path for repair in decoded_anew(label)[1]))
    if not repairs:
        return under, ()
    rows = tuple(tuple(decoded_anew(label)[0] for label in path) for path in under.rows)
    columns = tuple(tuple(decoded_anew(label)[0] for label in path) for path in under.columns)
    return under._replace(rows=rows, columns=columns), repairs
