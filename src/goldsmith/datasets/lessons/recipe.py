"""The recipe of lessons: how many of which types and levels, who words them, and how alike they may be."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from goldsmith.datasets.keys import Part, Percent, Recipe
from goldsmith.generators.teachers.config import INCIDENTAL, Budget, Config, JudgeConfig
from goldsmith.schemas.lessons import LessonType, Level

Weight = Annotated[int, Field(ge=0, le=1_000)]


class Scripted(Part):
    """The built-in teacher, which shows and tests the gates; a release that it worded is a demonstration."""

    bad: Percent = 30
    """How many of 100 answers misbehave."""


class LessonRecipe(Recipe):
    """Conversations in which a language is taught in English; without an endpoint the built-in teacher words them."""

    INCIDENTAL: ClassVar[dict[str, Any]] = {"teacher": INCIDENTAL, "judge": INCIDENTAL}
    track: Literal["teacher"] = "teacher"
    taught: Literal["it"] = "it"
    count: Annotated[int, Field(ge=1, le=10_000_000)]
    types: dict[LessonType, Weight] = Field(default={})
    """The share of each type of conversation as a weight; none named means all alike."""
    levels: dict[Level, Weight] = Field(default={"A1": 30, "A2": 30, "B1": 25, "B2": 15})
    teacher: Config | None = None
    scripted: Scripted = Scripted()
    gate: Literal["loose", "strict"] = "loose"
    """How much one opening, sentence, closing or run of words may take of all conversations."""
    least_distinct: Percent = 80
    """How many of 100 answers of the teacher must be distinct; of people's, 96 are."""
    most_skeletons: Percent = 40
    """How many of 100 sentences of a sample may be built like one of another answer; of people's, 12 to 28 are."""
    unread: Literal["refuse", "mark"] = "refuse"
    """What becomes of a conversation with a sentence about grammar that no pattern reads: it is refused, or marked as unread."""
    judge: JudgeConfig | None = None
    """Who looks at the conversations that would be marked; nobody where it is not given."""
    round_size: Annotated[int, Field(ge=1, le=10_000)] = 100
    tries: Annotated[int, Field(ge=1, le=50)] = 6
    """Requests for one lesson at most; then another is planned."""
    most_asks: Annotated[float, Field(ge=1, le=100)] = 6.0
    """Requests for each accepted conversation from which on a build stops and says why."""

    @property
    def size(self) -> str:
        """How much the recipe asks for, in words."""
        return f"{self.count:,} conversations of {len(self.types) or 12} types"

    @property
    def demo(self) -> bool:
        """Whether the built-in teacher words it."""
        return self.teacher is None

    def beside(self, folder: Path) -> Self:
        """The recipe with its prompts taken from the folder in which its file lies."""
        given = {"teacher": self.teacher, "judge": self.judge}
        return self.model_copy(update={name: one.beside(folder) for name, one in given.items() if one})

    def problems(self, known_kinds: Mapping[str, Any]) -> list[str]:
        """What no release could fulfil, each in words."""
        del known_kinds
        found = [
            f"{name}: at least one weight must be more than 0"
            for name, weights in (("types", self.types), ("levels", self.levels))
            if weights and not any(weights.values())
        ]
        if self.judge and self.unread == "refuse":
            found.append(
                "judge: it sees what is marked as unread, and `unread: refuse` lets none in; write `unread: mark`"
            )
        if self.judge and self.teacher and self.judge.budget != Budget():
            found.append("judge.budget: teacher.budget counts the judge's requests, too; give it there")
        return found + (["levels: name at least one of A1, A2, B1, B2"] if not self.levels else [])
