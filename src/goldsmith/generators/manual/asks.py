"""Which facts of a manual can be asked, each with the fewest names that resolve to it alone, and which are left out and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from goldsmith.extractors.manual.answerable import MISSING, Found
from goldsmith.extractors.manual.asked import STEP, STEPS, VALUE, Asked, Names
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.labels import IN_BRACKETS, unit_in
from goldsmith.extractors.manual.left import ALIKE, BARE, BROKEN, DOUBTFUL, ELSEWHERE
from goldsmith.extractors.manual.questions import Questions
from goldsmith.extractors.manual.standing import Standing, number_of
from goldsmith.extractors.manual.tasks import task_of, task_of_asked, task_of_entry
from goldsmith.extractors.manual.values import DITTO
from goldsmith.generators.manual.missing import missing
from goldsmith.generators.manual.naming import namings, said

UNIT_COLUMNS = frozenset(("unit", "units", "einheit", "u.m", "unità"))
"""Heads of columns that hold the units of their rows."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What can be asked with one answer: its names, the facts that all give that answer, and the task it belongs to.

    `missing` is the reason why the pages give no answer, else empty; then there are no facts.
    """

    asked: Asked
    facts: tuple[Fact, ...]
    task: str
    missing: str = ""
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A fact about which nothing is asked, and the reason."""

    fact: Fact
    reason: str


def asks(
    facts: Sequence[Fact], entries: Sequence[Entry], questions: Questions
) -> tuple[tuple[Ask, ...], tuple[Left, ...]]:
    """Everything that can be asked about the facts of a folder, and the facts about which nothing can."""
    asking = _Asking(questions, frozenset(fact.model for fact in facts) - {""})
    for one in questions.values.those:
        asking.value(one)
    for one in questions.lists.those:
        asking.steps(one)
    listed = {id(fact) for one in questions.lists.those for fact in one.facts}
    for fact in facts:
        if fact.kind == "step" and id(fact) not in listed:
            asking.leave(fact, BROKEN)
    made = [ask for ask in asking.made.values() if not ask.missing]
    open_ones = [ask for ask in asking.made.values() if ask.missing]
    for asked, task, reason in missing([(ask.asked, ask.facts) for ask in made], questions):
        open_ones.append(Ask(asked, (), task, reason))
    left = tuple(asking.left[id(fact)] for fact in facts if id(fact) in asking.left)
    return (*made, *_in_turn(open_ones)), left


def _in_turn(open_ones: Sequence[Ask]) -> list[Ask]:
    """Questions without an answer, one of each reason in turn, so that the first of them are balanced."""
    by_reason = ([ask for ask in open_ones if ask.missing == reason] for reason in MISSING)
    return [ask for turn in zip_longest(*by_reason) for ask in turn if ask is not None]


class _Asking:
    def __init__(self, questions: Questions, models: frozenset[str]) -> None:
        self.questions, self.models = questions, models
        self.made: dict[object, Ask] = {}
        self.left: dict[int, Left] = {}
        self.with_units = {
            (fact.origin.page, fact.place.block)
            for one in questions.values.those
            for fact in one.facts
            if any(label.strip(" .").casefold() in UNIT_COLUMNS for path in fact.columns for label in path)
        }

    def value(self, one: Standing) -> None:
        """Ask for the value of a place, or for what it leaves open."""
        fact = one.facts[0] if one.facts else None
        if one.unread:
            return
        if _bare(one):
            self.leave(fact, BARE)
            return
        if fact is not None and any(quantity.doubtful for quantity in fact.quantities):
            self.leave(fact, DOUBTFUL)
            return
        if fact is not None and self.unit_elsewhere(fact):
            self.leave(fact, ELSEWHERE)
            return
        found = self.resolved(one, VALUE)
        if found is not None:
            self.make(*found)
        else:
            self.leave(fact, ALIKE)

    def steps(self, one: Standing) -> None:
        """Ask for all the steps of a list, and for each of them."""
        if _bare(one):
            for fact in one.facts:
                self.leave(fact, BARE)
            return
        if any(quantity.doubtful for fact in one.facts for quantity in fact.quantities):
            for fact in one.facts:
                self.leave(fact, DOUBTFUL)
            return
        found = self.resolved(one, STEPS)
        if found is None:
            for fact in one.facts:
                self.leave(fact, ALIKE)
            return
        self.make(*found)
        for fact in one.facts:
            if number_of(fact).isdecimal():
                step = self.resolved(one, STEP, int(number_of(fact)))
                if step is not None:
                    self.make(*step)

    def unit_elsewhere(self, fact: Fact) -> bool:
        """Whether a bare number has a unit that its own heads do not give: in the caption, the heading, or a column of units."""
        bare = not fact.unit_from and fact.quantities and not any(one.unit for one in fact.quantities)
        if not bare:
            return False
        above = (fact.table, *fact.section[-1:])
        named = any(IN_BRACKETS.search(label) and unit_in(label) is not None for label in above)
        return named or (fact.origin.page, fact.place.block) in self.with_units

    def resolved(self, one: Standing, what: str, number: int = 0) -> tuple[Asked, tuple[Found, ...]] | None:
        """The fewest names that mean a place alone, with all the places that answer the same under them."""
        for names in namings(one.rows, one.columns, one):
            found = self.questions.alone(what, said(names), number)
            if found and self.holds_for_all(found, names):
                return Asked(what, names, number), found
        return None

    def holds_for_all(self, found: Sequence[Found], names: Names) -> bool:
        """Whether what was found is told of all models that pages are about, or of the model that the names give."""
        models = {fact.model for one in found for fact in one.facts}
        told = len(self.models) < 2 or not models or "" in models or models == self.models
        return told or models <= {*said(names)}

    def make(self, asked: Asked, found: Sequence[Found]) -> None:
        """Enter an ask, once for the facts that it means."""
        facts = tuple({id(fact): fact for one in found for fact in one.facts}.values())
        entries = tuple(dict.fromkeys(entry for one in found for entry in one.entries))
        key = (asked.what, asked.number, tuple(sorted(map(id, facts))) or entries or asked.names)
        if key not in self.made:
            task = task_of(facts[0]) if facts else task_of_entry(entries[0]) if entries else task_of_asked(asked)
            self.made[key] = Ask(asked, facts, task, found[0].missing, entries)

    def leave(self, fact: Fact | None, reason: str) -> None:
        """Note that nothing is asked about a fact, if there is one."""
        if fact is not None:
            self.left.setdefault(id(fact), Left(fact, reason))


def _bare(one: Standing) -> bool:
    """Whether a place's rows have no name of their own: no letter stands in any label, or the last is a ditto mark."""
    lettered = any(sign.isalpha() for path in one.rows for label in path for sign in label)
    return not lettered or any(DITTO.fullmatch(path[-1]) for path in one.rows)
