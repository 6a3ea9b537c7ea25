"""Marks on the text of a page, set by the places that the facts store; a wrong place shows as a mark in the wrong place."""

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.coverage import REASONS, SKIPPED, UNSTATED, Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.passage import Passage
from goldsmith.extractors.manual.sources import Source
from goldsmith.report.manual_words import Lines, above, mended, named, said

CONTROLS = {at: 0x2400 + at for at in range(32) if chr(at) not in "\t\n\r"} | dict.fromkeys(
    range(0xD800, 0xE000), 0xFFFD
)
"""Signs that a page cannot show, as the pictures of them; halves of a surrogate pair cannot be written at all."""

SHEET_ENDS = chr(CONTROLS[ord("\f")])


class Stretch(NamedTuple):
    """A stretch of a passage between two of its signs, with what opens and closes it."""

    start: int
    end: int
    opening: str
    closing: str


def safe(text: str) -> str:
    """A text as characters of a page: no sign of it is markup, quoted attributes included."""
    return html.escape(text.translate(CONTROLS))


def anchor(fact: Fact) -> str:
    """The id of a fact's mark; an id holds no blank."""
    return re.sub(r"\s", "_", f"fact-{fact_id(fact)}")


def link(fact: Fact) -> str:
    """A link to a fact's mark."""
    return f"#{quote(anchor(fact))}"


class Marks:
    """The marks of one page; `unseen` are the facts that no passage has shown so far."""

    def __init__(self, source: Source, facts: Sequence[Fact], refused: Iterable[tuple[Fact, Verdict]] = ()) -> None:
        self.lines = Lines(source)
        self.facts = sorted(facts, key=lambda fact: (fact.origin.start, fact.origin.end))
        self.starts = [fact.origin.start for fact in self.facts]
        self.widest = max((fact.origin.end - fact.origin.start for fact in self.facts), default=0)
        self.refused = {fact_id(fact): verdict for fact, verdict in refused}
        self.seen: set[int] = set()

    @property
    def unseen(self) -> list[Fact]:
        """The facts whose place shows no text."""
        return [fact for at, fact in enumerate(self.facts) if at not in self.seen]

    def marked(self, passage: Passage, entries: Sequence[Entry] = (), more: Sequence[Stretch] = ()) -> str:
        """A passage with the marks of the facts that stand in it and of the entries that are left out."""
        return written(passage, _apart(list(self.used(passage)), [*left_out(passage, entries), *more]))

    def used(self, passage: Passage) -> Iterator[Stretch]:
        """The stretches of a passage that facts take."""
        if not passage:
            return
        starts = passage.starts
        ordered = isinstance(starts, range) or all(one <= other for one, other in pairwise(starts))
        first, last = (starts[0], starts[-1]) if ordered else (min(starts), max(starts))
        for at in range(bisect_left(self.starts, first - self.widest), bisect_left(self.starts, last + 1)):
            fact = self.facts[at]
            start, end = fact.origin.start, fact.origin.end
            inside = (bisect_left(starts, start), bisect_left(starts, end)) if ordered else _within(starts, start, end)
            if inside[0] < inside[1]:
                yield self.stretch(at, *inside)

    def stretch(self, at: int, start: int, end: int) -> Stretch:
        """The mark of a fact; only the first stretch of it carries the anchor."""
        fact = self.facts[at]
        verdict = self.refused.get(fact_id(fact))
        kind = "refused" if verdict else "repaired" if fact.repairs else "used"
        name = "" if at in self.seen else f' id="{safe(anchor(fact))}"'
        self.seen.add(at)
        opening = f'<mark{name} class="{kind}" title="{safe(self.tip(fact, verdict))}">'
        remarks = [f"not taken: {verdict.rule}: {verdict.reason}"] if verdict else []
        remarks += [mended(repair) for repair in fact.repairs]
        small = "".join(f'<small class="{kind}">{safe(one)}</small>' for one in remarks)
        return Stretch(start, end, opening, f"</mark>{small}")

    def tip(self, fact: Fact, verdict: Verdict | None) -> str:
        """What a reader is told about a mark: names, headings, quantities, the line of the source."""
        origin = fact.origin
        where = f"{origin.page}, {self.lines.at(origin.start)}"
        notes = (f"note: {note}" for note in fact.notes)
        why = f"not taken: {verdict.reason}" if verdict else ""
        return "\n".join(line for line in (named(fact), above(fact), said(fact), *notes, where, why) if line)


def evidence(entry: Entry) -> str:
    """What proves the reason of an entry, where that is not its text itself."""
    return "" if entry.evidence == entry.text else entry.evidence


def left_out(passage: Passage, entries: Sequence[Entry]) -> Iterator[Stretch]:
    """The stretches of a passage whose entries are left out; those that might bear a value say why beside them."""
    at = 0
    for entry in entries:
        start = passage.text.find(entry.text, at) if entry.text else -1
        if start < 0:
            continue
        at = start + len(entry.text)
        if entry.status == SKIPPED:
            why = f"{entry.reason}: {REASONS[entry.reason]}" + (f" ({proof})" if (proof := evidence(entry)) else "")
            loud = entry.bearing or entry.reason not in UNSTATED
            opening = f'<span class="{"left" if loud else "bare"}" title="{safe(why)}">'
            small = f'<small class="left">{entry.reason}</small>' if loud else ""
            yield Stretch(start, at, opening, f"</span>{small}")


def written(passage: Passage, stretches: Iterable[Stretch]) -> str:
    """A passage with its line breaks and raised signs, and the stretches around their signs."""
    pieces: list[str] = []
    at = 0
    for one in stretches:
        pieces += (_text(passage, at, one.start), one.opening, _text(passage, one.start, one.end), one.closing)
        at = one.end
    return "".join([*pieces, _text(passage, at, len(passage.text))])


def _apart(used: Sequence[Stretch], others: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in order, none over another: the marks, then what else finds room between them."""
    taken: list[Stretch] = []
    for those in (used, others):
        ordered = sorted(taken, key=lambda one: one.start)
        ends, free = [one.end for one in ordered], 0
        for one in sorted(those, key=lambda one: one.start):
            near = bisect_left(ends, one.start + 1)
            if one.start >= free and (near == len(ends) or ordered[near].start >= one.end):
                taken.append(one)
                free = one.end
    return sorted(taken, key=lambda one: one.start)


def _within(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The signs of a passage out of order that stand between two places of its source, from the first to the last."""
    those = [at for at, place in enumerate(starts) if start <= place < end]
    return (those[0], those[-1] + 1) if those else (0, 0)


def _text(passage: Passage, start: int, end: int) -> str:
    pieces: list[str] = []
    for low, high in passage.raised:
        if low < end and high > start:
            low, high = max(low, start), min(high, end)
            pieces += (_lines(passage.text[start:low]), "<sup>", _lines(passage.text[low:high]), "</sup>")
            start = high
    return "".join([*pieces, _lines(passage.text[start:end])])


def _lines(text: str) -> str:
    shown = safe(text.replace("\r\n", "\n").replace("\r", "\n"))
    return shown.replace("\n", "<br>").replace(SHEET_ENDS, "<hr>")
