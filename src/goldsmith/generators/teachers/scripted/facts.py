"""What the scripted teacher reads out of a request: the facts of the lesson and the wordings to avoid, and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from goldsmith.generators.teachers.lesson_request import ELLIPSIS, PLACES
from goldsmith.schemas.lessons import LessonPlan, plan_from_json

BLOCK = re.compile(r"^```json\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
AVOIDED = re.compile(rf"^- the (learner|teacher), ({'|'.join(PLACES.values())}): (.+)$", re.MULTILINE)
MOST = 400
"""Wordings that are looked at; a longer list is cut."""


@dataclass(frozen=True, slots=True)
class Avoid:
    """The wordings to avoid, one expression a role."""

    learner: re.Pattern[str] | None
    teacher: re.Pattern[str] | None


def lesson_in(text: str) -> LessonPlan | None:
    """The facts of the lesson that a prompt asks for; None where it holds none."""
    found = BLOCK.search(text)
    return plan_from_json(found[1]) if found else None


def avoid_in(text: str) -> Avoid:
    """The wordings that a prompt wants avoided."""
    named = AVOIDED.findall(text)
    return Avoid(
        *(_either(tuple(one[1:] for one in named if one[0] == role)[:MOST]) for role in ("learner", "teacher"))
    )


@lru_cache(maxsize=256)
def _either(named: tuple[tuple[str, str], ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(_expressions(named)), re.IGNORECASE) if named else None


def _expressions(named: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for place, text in named:
        parts = [_part(word) for word in text.split()]
        body = r"\W*?".join(parts)
        yield {
            PLACES["open"]: rf"\A\W*{body}(?!\w)",
            PLACES["close"]: rf"(?:\A|[.!?:…]\W*){body}\W*\Z",
            PLACES["sent"]: rf"(?:\A|[.!?:…]\W*){body}",
            PLACES["gram"]: body,
        }[place]


def _part(word: str) -> str:
    if word == ELLIPSIS:
        return r".{1,80}?"
    return rf"(?<!\w){re.escape(word)}(?!\w)" if word[0].isalnum() else re.escape(word)
