"""The plan of a manual's questions: every ask in its wordings, forms and splits, and as many questions without an answer as wanted.

Without its page a fact is asked in training in several wordings and held out by wording; with its page it is held out by
fact. A fact that is held out with its page is not asked without it, so that training never asks for it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle, zip_longest

from goldsmith.core.canonical import to_sorted_json
from goldsmith.core.streams import permutation, stream
from goldsmith.datasets.keys import BLOCK
from goldsmith.datasets.manual.recipe import CLOSED_BOOK, WITH_PAGE, ManualRecipe
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.tasks import (
    EXPLANATION,
    PROCEDURE,
    SPEC,
    TROUBLESHOOTING,
    WIRING,
    task_of,
    task_of_asked,
)
from goldsmith.generators.manual.asks import Ask
from goldsmith.templates.kinds import kind_of
from goldsmith.templates.questions import all_frames, frames

UNANSWERABLE = "unanswerable"
KINDS = {
    SPEC: "specification",
    PROCEDURE: "procedure",
    EXPLANATION: "explanation",
    WIRING: "wiring",
    TROUBLESHOOTING: "troubleshooting",
}
"""The kind of the rows of each task; a question without an answer is of a kind of its own, whatever its task."""
TRAIN, VALIDATION, TEST = "train", "validation", "test"
OPENING = 3
"""Words of a question that count as its opening."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One row: what it asks, with or without its page, in which wording and split. `id` counts within its kind.

    An excerpt, where there is one, is cut `around` some values.
    """

    id: str
    ask: Ask
    form: str
    split: str
    frame: str
    task: str
    around: tuple[Fact | Entry, ...]
    attempt: int = 0

    @property
    def kind(self) -> str:
        """The kind of the row: its task in words, or that it has no answer."""
        return KINDS[self.task] if self.ask.facts else UNANSWERABLE

    @property
    def unseen(self) -> bool:
        """Whether its wording is for rows outside training alone."""
        return self.split != TRAIN


def unit(ask: Ask) -> str:
    """What may stand in one split only: the facts of an ask; steps stand with their list, and a question without an answer by its names."""
    if not ask.facts:
        return key(ask)
    first = ask.facts[0]
    if first.kind == "step":
        return f"{first.origin.page}#{first.place.block}"
    return " ".join(fact_id(fact) for fact in ask.facts)


def key(ask: Ask) -> str:
    """An ask by what it asks, the same in every build over the same pages."""
    return to_sorted_json([ask.asked.what, ask.asked.number, ask.asked.names.as_record()]).decode()


class Frames:
    """Deals wordings: of those that fit, the ones used least so far, and of these by the dice of the ask.

    How much a wording is used is measured against the caps: by itself, or with all that open alike where that is more.
    """

    def __init__(self, recipe: ManualRecipe) -> None:
        self.recipe = recipe
        self.used: Counter[str] = Counter()
        self.opened: Counter[str] = Counter()
        self.given: dict[tuple[str, str], set[str]] = defaultdict(set)

    def deal(self, ask: Ask, form: str, split: str, count: int) -> list[str]:
        """Up to `count` wordings that this ask did not have in this form before."""
        fitting = frames(ask.asked, kind_of(ask.asked.what, ask.facts), unseen=split != TRAIN)
        if split != TRAIN:
            fitting = tuple(frame for frame in fitting if _held_out()[frame] == split)
        given = self.given[key(ask), form]
        free = [frame for frame in fitting if frame not in given]
        order = permutation(len(free), self.recipe.name, self.recipe.seed, key(ask), form, split)
        dealt = sorted(range(len(free)), key=lambda at: (self._load(free[at]), order[at]))[:count]
        chosen = [free[at] for at in dealt]
        self.used.update(chosen)
        self.opened.update(_openings()[frame] for frame in chosen)
        given.update(chosen)
        return chosen

    def _load(self, frame: str) -> float:
        caps = self.recipe.caps
        return max(self.used[frame] / caps.request, self.opened[_openings()[frame]] / caps.opening)


@cache
def _openings() -> dict[str, str]:
    """The first words of every wording."""
    return {name: " ".join(frame.text.casefold().split(" ")[:OPENING]) for name, frame in all_frames().items()}


@cache
def _held_out() -> dict[str, str]:
    """The split of every wording that training does not see; the two splits share none."""
    unseen = (name for name, frame in all_frames().items() if frame.unseen)
    return dict(zip(unseen, cycle((TEST, VALIDATION)), strict=False))


class Plan:
    """Every row over a folder's asks, in the order in which rows stand in a release."""

    def __init__(self, recipe: ManualRecipe, asks: Sequence[Ask]) -> None:
        self.recipe = recipe
        self.answered = [ask for ask in asks if not ask.missing]
        self.missing = list(_by_turns(ask for ask in asks if ask.missing))
        self.frames = Frames(recipe)
        self.tasks: dict[str, str] = {}
        self.by_row = {ask.asked.names.row: ask for ask in reversed(self.answered)}
        self.homes = _homes(recipe, [unit(ask) for ask in self.answered])

    def rows(self) -> Iterator[Planned]:
        """The rows, each kind counted from 0."""
        numbers = Counter[str]()
        for form in self.recipe.wanted_forms:
            made = 0
            for row in self._with_page() if form == WITH_PAGE else self._closed_book():
                made += 1
                yield replace(row, id=_id(row, numbers))
            share = self.recipe.unanswerable
            for row in self._without_answer(form, round(made * share / (100 - share))):
                yield replace(row, id=_id(row, numbers))

    def another(self, row: Planned) -> Planned | None:
        """The same row in a wording that its ask did not have before; None where there is none left."""
        dealt = self.frames.deal(row.ask, row.form, row.split, 1)
        return replace(row, frame=dealt[0], attempt=row.attempt + 1) if dealt else None

    def _with_page(self) -> Iterator[Planned]:
        for ask in self.answered:
            yield from self._dealt(ask, WITH_PAGE, self.homes[unit(ask)], self.recipe.page_phrasings)

    def _closed_book(self) -> Iterator[Planned]:
        """Training asks everything in several wordings; validation and test ask some of it, one row at least, in wordings of their own."""
        recipe, taught = self.recipe, 0
        both = WITH_PAGE in recipe.wanted_forms
        those = [ask for ask in self.answered if not both or self.homes[unit(ask)] == TRAIN]
        for ask in those if recipe.splits.train else ():
            for row in self._dealt(ask, CLOSED_BOOK, TRAIN, recipe.phrasings):
                taught += 1
                yield row
        for split, share in ((VALIDATION, recipe.splits.validation), (TEST, recipe.splits.test)):
            wanted = round((taught or len(those) * recipe.phrasings) * share / (recipe.splits.train or 100))
            wanted = max(wanted, 1) if share else 0
            order = permutation(len(those), recipe.name, recipe.seed, CLOSED_BOOK, split, "order") if those else ()
            yield from self._in_turn([those[at] for at in order], CLOSED_BOOK, split, wanted)

    def _without_answer(self, form: str, wanted: int) -> Iterator[Planned]:
        """Questions that the pages leave open, split by what they ask for; every reason in turn."""
        homes = _homes(self.recipe, [key(ask) for ask in self.missing])
        splits = self.recipe.splits
        for split, share in ((TRAIN, splits.train), (VALIDATION, splits.validation), (TEST, splits.test)):
            those = [ask for ask in self.missing if homes[key(ask)] == split]
            yield from self._in_turn(those, form, split, round(wanted * share / 100))

    def _in_turn(self, those: Sequence[Ask], form: str, split: str, wanted: int) -> Iterator[Planned]:
        """`wanted` rows over asks, each once before any is asked again; fewer where no wordings are left."""
        idle = made = 0
        for ask in cycle(those):
            if made == wanted or idle == len(those):
                return
            dealt = self._dealt(ask, form, split, 1)
            idle = 0 if dealt else idle + 1
            made += len(dealt)
            yield from dealt

    def _dealt(self, ask: Ask, form: str, split: str, count: int) -> list[Planned]:
        dealt = self.frames.deal(ask, form, split, count)
        return [Planned("", ask, form, split, frame, self._task(ask), self._around(ask, frame)) for frame in dealt]

    def _around(self, ask: Ask, frame: str) -> tuple[Fact | Entry, ...]:
        """What is shown with a question: its facts, the place left open, the same row of another model, or any value."""
        if ask.facts or ask.entries:
            return ask.facts or ask.entries
        near = self.by_row.get(ask.asked.names.row)
        if near is None and self.answered:
            rng = stream(self.recipe.name, self.recipe.seed, key(ask), frame, "around")
            near = self.answered[rng.randrange(len(self.answered))]
        return near.facts if near else ()

    def _task(self, ask: Ask) -> str:
        """The task that an ask belongs to, found once."""
        name = key(ask)
        if name not in self.tasks:
            self.tasks[name] = task_of(ask.facts[0]) if ask.facts else task_of_asked(ask.asked)
        return self.tasks[name]


def _by_turns(missing: Iterable[Ask]) -> Iterator[Ask]:
    """Questions without an answer, one of each reason in turn."""
    by_reason: dict[str, list[Ask]] = defaultdict(list)
    for ask in missing:
        by_reason[ask.missing].append(ask)
    for turn in zip_longest(*by_reason.values()):
        yield from (ask for ask in turn if ask is not None)


def _id(row: Planned, numbers: Counter[str]) -> str:
    numbers[row.kind] += 1
    return f"{row.kind}-{numbers[row.kind] - 1:07d}"


def _homes(recipe: ManualRecipe, units: Iterable[str]) -> dict[str, str]:
    """The split of each unit, dealt in blocks so that shares are as exact as they can be."""
    dealt = recipe.splits.dealt()
    found: dict[str, str] = {}
    for turn, one in enumerate(dict.fromkeys(units)):
        block, place = divmod(turn, BLOCK)
        found[one] = dealt[permutation(BLOCK, recipe.name, recipe.seed, "unit", block)[place]]
    return found
