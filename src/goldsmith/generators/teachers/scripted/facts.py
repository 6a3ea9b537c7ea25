"""What the scripted teacher reads out of a request: the facts of the lesson and the wordings to avoid, and nothing else."""

import re
from dataclasses import dataclass
from functools import lru_cache

from goldsmith.generators.teachers.lesson_request import ELLIPSIS, PLACES
from goldsmith.schemas.lessons import LessonPlan, plan_from_json

BLOCK = re.compile(r"^```json\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
AVOIDED = re.compile(rf"^- the (learner|teacher), ({'|'.join(PLACES.values())}): (.+)$", re.MULTILINE)
GAP = ".{1,80}?"
MOST = 400
"""Wordings that are looked at; a longer list is cut."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """Wordings that one role is to avoid: the words without which each cannot stand in a text, and its expression."""

    each: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in a text; expressions with gaps are slow, so only those are tried whose words are there."""
        lowered = text.lower()
        return any(all(word in lowered for word in words) and found.search(lowered) for words, found in self.each)


@dataclass(frozen=True, slots=True)
class Avoid:
    """The wordings to avoid, by role."""

    learner: Wordings
    teacher: Wordings


def lesson_in(text: str) -> LessonPlan | None:
    """The facts of the lesson that a prompt asks for; None where it holds none."""
    found = BLOCK.search(text)
    return plan_from_json(found[1]) if found else None


def avoid_in(text: str) -> Avoid:
    """The wordings that a prompt wants avoided."""
    named = AVOIDED.findall(text)
    return Avoid(
        *(_wordings(tuple(one[1:] for one in named if one[0] == role)[:MOST]) for role in ("learner", "teacher"))
    )


@lru_cache(maxsize=256)
def _wordings(named: tuple[tuple[str, str], ...]) -> Wordings:
    return Wordings(tuple(_wording(place, text.split()) for place, text in named))


def _wording(place: str, words: list[str]) -> tuple[tuple[str, ...], re.Pattern[str]]:
    parts = [GAP if word == ELLIPSIS else _part(word) for word in words]
    if place == PLACES["gram"] and parts[0] == GAP:
        parts[0] = "."
    if place in (PLACES["gram"], PLACES["sent"]) and parts[-1] == GAP:
        parts[-1] = "."  # where nothing is wanted beyond a gap, one sign of it is as good as eighty and found sooner
    body = r"\W*?".join(parts)
    expression = {
        PLACES["open"]: rf"\A\W*{body}(?!\w)",
        PLACES["close"]: rf"(?:\A|[.!?:…]\W*){body}\W*\Z",
        PLACES["sent"]: rf"(?:\A|[.!?:…]\W*){body}",
        PLACES["gram"]: body,
    }[place]
    fixed = tuple(word.lower() for word in words if word != ELLIPSIS)
    return fixed, re.compile(expression, re.IGNORECASE)


def _part(word: str) -> str:
    return rf"(?<!\w){re.escape(word)}(?!\w)" if word[0].isalnum() else re.escape(word)
