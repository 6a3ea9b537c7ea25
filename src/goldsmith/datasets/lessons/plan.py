"""The plan of lessons: type and level dealt by weight, the facts drawn, and the split by what is taught."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeVar

from goldsmith.core.streams import permutation, stream
from goldsmith.datasets.keys import SPLITS
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.generators.lessons.plans import MAKERS, lesson_plan
from goldsmith.schemas.lessons import LessonPlan, LessonType, Level

Card = TypeVar("Card")


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson to be worded: its place in the plan, its facts, its split, and how often it was asked for."""

    ordinal: int
    split: str
    plan: LessonPlan
    attempt: int = 0

    @property
    def id(self) -> str:
        """The id of the row that it becomes."""
        return f"{self.plan.type.replace(' ', '-')}-{self.ordinal:07d}"

    def again(self) -> "Lesson":
        """The same lesson, asked for once more."""
        return replace(self, attempt=self.attempt + 1)


def lessons(recipe: LessonRecipe) -> Iterator[Lesson]:
    """Lesson after lesson without an end; each is a pure function of the recipe's name, seed and keys, and of its place."""
    types: list[LessonType] = _deck({name: 1 for name in MAKERS} if not recipe.types else recipe.types)
    levels: list[Level] = _deck(recipe.levels)
    for ordinal in count():
        kind = types[_dealt(recipe, "type", len(types), ordinal)]
        level = levels[_dealt(recipe, "level", len(levels), ordinal)]
        made = lesson_plan(stream(recipe.name, recipe.seed, "lesson", ordinal), recipe.taught, kind, level)
        yield Lesson(ordinal, split_of(recipe, made), made)


def _deck(weights: Mapping[Card, int]) -> list[Card]:
    return [name for name, weight in weights.items() for _ in range(weight)]


def _dealt(recipe: LessonRecipe, what: str, cards: int, ordinal: int) -> int:
    """A card of a deck that is dealt out before it is shuffled again, so that shares are exact."""
    block, place = divmod(ordinal, cards)
    return permutation(cards, recipe.name, recipe.seed, what, block)[place]


def split_of(recipe: LessonRecipe, plan: LessonPlan) -> str:
    """The split of a lesson by its first sentence: one that is taught in training is taught in no other split."""
    shares = (recipe.splits.train, recipe.splits.validation, recipe.splits.test)
    drawn = stream(recipe.name, recipe.seed, "split", plan.targets[0].text).randrange(100)
    for split, share in zip(SPLITS, shares, strict=True):
        if drawn < share:
            return split
        drawn -= share
    return SPLITS[0]
