"""What the checks of a row hold it against: the facts, entries and pages of its release, and the reader of questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.figures import decimal_mark
from goldsmith.extractors.manual.answerable import Answerable
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.coverage import USED, Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.questions import Questions
from goldsmith.extractors.manual.tasks import task_of
from goldsmith.validators.manual.excerpts import Excerpts
from goldsmith.validators.manual.shown import on_one_line, shown
from goldsmith.validators.manual.sources import MARKUP, Source, source_of

List = tuple[str, int]
"""A list of steps: its page and the place of its first item."""


Slot = tuple[str, int, int, int]
"""A place in a table: page, table, row and column."""


@dataclass(frozen=True)
class Known:
    """A release's facts by id and entries, the reader over both, and the decoded text of each page."""

    facts: Mapping[str, Fact]
    entries: Sequence[Entry]
    reader: Questions
    pages: Mapping[str, str]
    sources: dict[str, Source] = field(default_factory=dict, compare=False)
    tasks: dict[str, str] = field(default_factory=dict, compare=False)
    checks: dict[str, Excerpts] = field(default_factory=dict, compare=False)
    verdicts: dict[tuple[str, ...], Verdict] = field(default_factory=dict, compare=False)
    """What was found of each fact, page and excerpt so far: a release shows each of them several times."""

    @cached_property
    def marks(self) -> dict[str, str]:
        """The decimal mark of each page."""
        return {page: decimal_mark(text) for page, text in self.pages.items()}

    @cached_property
    def models(self) -> frozenset[str]:
        """The models that pages are about."""
        return frozenset(fact.model for fact in self.facts.values()) - {""}

    @cached_property
    def cells(self) -> dict[Slot, str]:
        """What stands in the cells of tables, by page, table, row and column; empty cells are left out."""
        cells = (entry for entry in self.entries if entry.kind == "cell" and entry.text)
        return {(one.page, one.place.block, one.place.row, one.place.column): one.text for one in cells}

    @cached_property
    def shown(self) -> str:
        """The text of all pages without its markup, on one line and in small letters."""
        those = (shown(text) if _is_markup(page) else on_one_line(text) for page, text in self.pages.items())
        return " ".join(those).casefold()

    def excerpt(self, page: str, excerpt: str, read: Answerable) -> Verdict:
        """Whether an excerpt says what a page shows, and states the facts of that page or leaves the question open."""
        facts = [fact for fact in read.facts if fact.origin.page == page]
        key = (page, excerpt, *map(fact_id, facts)) if facts else (page, excerpt, repr(read.asked.names))
        if key not in self.verdicts:
            if page not in self.checks:
                self.checks[page] = Excerpts(self.pages[page], markup=_is_markup(page))
            verdict = self.checks[page].check(excerpt, facts)
            left_open = verdict.ok and not facts
            self.verdicts[key] = self.checks[page].leaves_open(excerpt, read.asked.names) if left_open else verdict
        return self.verdicts[key]

    @cached_property
    def steps(self) -> dict[List, list[Fact]]:
        """The steps of each list, in order."""
        found: dict[List, list[Fact]] = {}
        for fact in self.facts.values():
            if fact.kind == "step":
                found.setdefault(list_of(fact), []).append(fact)
        return {key: sorted(those, key=lambda fact: fact.place.row) for key, those in found.items()}

    @cached_property
    def broken(self) -> frozenset[List]:
        """The lists of which a step was left out."""
        steps = (entry for entry in self.entries if entry.kind == "step" and entry.status != USED)
        return frozenset((entry.page, entry.place.block) for entry in steps)

    def source(self, fact: Fact) -> Source:
        """What the source of a fact states."""
        key = fact_id(fact)
        if key not in self.sources:
            self.sources[key] = source_of(fact, self.marks.get(fact.origin.page, ""))
        return self.sources[key]

    def task(self, fact: Fact) -> str:
        """The task of a question about a fact."""
        key = fact_id(fact)
        if key not in self.tasks:
            self.tasks[key] = task_of(fact)
        return self.tasks[key]


def _is_markup(page: str) -> bool:
    return page.lower().endswith(MARKUP)


def list_of(step: Fact) -> List:
    """The list that a step stands in."""
    return step.origin.page, step.place.block
