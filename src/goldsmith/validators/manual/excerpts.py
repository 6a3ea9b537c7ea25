"""Whether an excerpt says only what its page shows, in its order, and states the facts under their names."""

from collections.abc import Iterator, Sequence

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.asked import Names
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.values import NOTHING, PLACEHOLDER
from goldsmith.validators.manual.on_page import HtmlPage, TextPage
from goldsmith.validators.manual.parts import INNER, Part, holds, parts_of
from goldsmith.validators.manual.visible import Words, words

RULES = ("excerpt: only the page", "excerpt: heads", "excerpt: states the fact", "excerpt: leaves it open")
ONLY, HEADS, STATES, OPEN = RULES
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")


class Excerpts:
    """The checks of the excerpts of one page; `text` is its markup, or what it says."""

    def __init__(self, text: str, *, markup: bool) -> None:
        self.page: HtmlPage | TextPage = HtmlPage(text) if markup else TextPage(text)

    def check(self, excerpt: str, facts: Sequence[Fact]) -> Verdict:
        """Every line stands on the page behind the one before, heads stand over their columns, the facts are stated."""
        parts = parts_of(excerpt)
        places: list[int] = []
        at = 0
        for part in parts:
            if part.kind == "row" and part.head < 0:
                return Verdict(False, HEADS, f"{part.cells!r} stand under no heads")
            skipped = part.kind == "head" and (isinstance(self.page, HtmlPage) or not part.words)
            place = at - 1 if skipped else self.page.place(part, at)
            if place < 0 and not skipped:
                return Verdict(False, ONLY, f"{' '.join(part.words)[:80]!r} does not stand here on the page")
            places.append(place)
            at = place + 1
        verdict = self.heads(parts, places)
        return verdict if not verdict.ok else self.stated(parts, places, facts)

    def heads(self, parts: Sequence[Part], places: Sequence[int]) -> Verdict:
        """Whether each Markdown table has the heads that the page gives to its rows."""
        for number, head in enumerate(parts):
            if head.kind == "head" and isinstance(self.page, HtmlPage):
                rows = [self.page.seen[place] for part, place in zip(parts, places, strict=True) if part.head == number]
                if not self.page.headed(head, rows):
                    return Verdict(False, HEADS, f"{head.cells!r} do not head the rows below them")
        return Verdict(True, ONLY)

    def stated(self, parts: Sequence[Part], places: Sequence[int], facts: Sequence[Fact]) -> Verdict:
        """Whether each fact stands in the excerpt under its names, with its notes."""
        for fact in facts:
            if not any(self.states(parts, places, at, fact) for at in range(len(parts))):
                return Verdict(
                    False, STATES, f"{fact.literal[:40]!r} does not stand under {fact.rows!r}, {fact.columns!r}"
                )
            for note in fact.notes:
                if not any(holds(words(note), part.words) for part in parts if part.kind == "line"):
                    return Verdict(False, STATES, f"the note {note[:40]!r} is missing")
        return Verdict(True, STATES)

    def states(self, parts: Sequence[Part], places: Sequence[int], at: int, fact: Fact) -> bool:
        """Whether one part of the excerpt states a fact."""
        part = parts[at]
        if part.kind == "heading" or self.above(parts, places, at) != [words(name) for name in fact.section]:
            return False
        if fact.kind == "step":
            number = fact.rows[0][-1].removeprefix("step ")
            return part.words[:1] == (f"{number}.",) and _says(fact, part.words)
        if not self.own(part, places[at], fact) or not any(
            _labelled(parts[: at + 1], path) for path in fact.rows or ((),)
        ):
            return False
        if part.kind == "line":
            return _says(fact, part.words)
        heads = parts[part.head].cells if part.head >= 0 else part.cells
        under = (cell for cell, head in zip(part.cells, heads, strict=True) if _headed(fact, head))
        return any(_says(fact, cell) for cell in under)

    def own(self, part: Part, place: int, fact: Fact) -> bool:
        """Whether a part is the place of a fact: its row, the line of its label, or a line that goes on with a label above."""
        if fact.kind == "cell" and isinstance(self.page, HtmlPage) and part.kind != "head":
            return self.page.is_row_of(place, fact)
        lines = (words(fact.literal), ("-", *words(fact.literal)))
        return not fact.rows or part.words in lines or any(holds(words(path[-1]), part.words) for path in fact.rows)

    def leaves_open(self, excerpt: str, names: Names) -> Verdict:
        """Whether an excerpt gives no value under the names of a question: some name is missing, or the value is."""
        parts = parts_of(excerpt)
        said = tuple(word.casefold() for part in parts for word in (*part.words, "|"))
        others = (*names.column, *names.section, *([names.table] if names.table else []), names.model)
        if not all(holds(_folded(name), said) for name in (*names.row, *others) if name):
            return Verdict(True, OPEN)
        for at, part in enumerate(parts):
            for value in _values(parts, at, names):
                if not NOTHING.fullmatch(value) and not PLACEHOLDER.search(value):
                    return Verdict(False, OPEN, f"{' '.join(part.words)[:80]!r} gives {value!r}")
        return Verdict(True, OPEN)

    def holds_in(self, part: Part, place: int, heading: int) -> bool:
        """Whether a heading inside a table holds for a part: one of the same table."""
        return part.kind == "head" or not isinstance(self.page, HtmlPage) or self.page.shares_table(place, heading)

    def above(self, parts: Sequence[Part], places: Sequence[int], at: int) -> list[Words]:
        """The headings above a part of an excerpt, outermost first."""
        found: list[tuple[int, Words]] = []
        for part, place in zip(parts[:at], places[:at], strict=True):
            if part.kind == "heading":
                inner = isinstance(self.page, HtmlPage) and self.page.seen[place].matrix is not None
                rank = part.level + (INNER if inner else 0)
                if not inner or self.holds_in(parts[at], places[at], place):
                    found = [*(one for one in found if one[0] < rank), (rank, part.words)]
        return [said for _, said in found]


def _says(fact: Fact, text: Words) -> bool:
    """Whether a text holds the value, whose raised signs may stand on the line in the fact."""
    lowered = tuple(word.translate(LOWERED) for word in text)
    return holds(words(fact.literal), text) or holds(words(fact.literal), lowered)


def _headed(fact: Fact, head: Words) -> bool:
    """Whether the head of a column holds all names that a fact has for one of its columns."""
    return not fact.columns or any(all(holds(words(name), head) for name in path) for path in fact.columns)


def _folded(name: str) -> Words:
    return tuple(word.casefold() for word in words(name))


def _values(parts: Sequence[Part], at: int, names: Names) -> Iterator[str]:
    """What an excerpt sets behind the innermost label of a question, in the column that it names; else in every one."""
    part, label = parts[at], _folded(names.row[-1])
    cells = [tuple(word.casefold() for word in cell) for cell in part.cells]
    if part.kind == "line" and holds(label, cells[0]):
        yield _behind(label, cells[0])
    if part.kind in ("row", "head"):
        heads = parts[part.head].cells if part.head >= 0 else part.cells
        first = next((number for number, cell in enumerate(cells) if holds(label, cell)), len(cells))
        for cell, head in list(zip(cells, heads, strict=True))[first + 1 :]:
            folded = tuple(word.casefold() for word in head)
            if cell and all(holds(_folded(name), folded) for name in names.column):
                yield " ".join(cell)


def _behind(label: Words, line: Words) -> str:
    """What stands behind a label on its line."""
    start = next(at for at in range(len(line)) if holds(label, line[at : at + len(label)]))
    return " ".join(line[start + len(label) :])


def _labelled(above: Sequence[Part], path: Sequence[str]) -> bool:
    """Whether every label of a path stands in the part or in one above it."""
    return all(any(holds(words(name), part.words) for part in above) for name in path)
