"""Every type of lesson by its name."""

import random
from collections.abc import Callable, Mapping
from types import MappingProxyType

from goldsmith.core.errors import UsageError
from goldsmith.generators.lessons import (
    comparison,
    conversation,
    correction,
    culture,
    discovery,
    drill,
    grammar,
    pronunciation,
    reading,
    role_play,
    translation,
    vocabulary,
)
from goldsmith.schemas.lessons import LessonPlan, LessonType, Level

MAKERS: Mapping[LessonType, Callable[[random.Random, Level], LessonPlan]] = MappingProxyType(
    {
        "grammar": grammar.plan,
        "correction": correction.plan,
        "translation": translation.plan,
        "vocabulary": vocabulary.plan,
        "pronunciation": pronunciation.plan,
        "culture": culture.plan,
        "role play": role_play.plan,
        "discovery": discovery.plan,
        "comparison": comparison.plan,
        "drill": drill.plan,
        "reading": reading.plan,
        "conversation": conversation.plan,
    }
)


def lesson_plan(rng: random.Random, language: str, kind: LessonType, level: Level) -> LessonPlan:
    """The plan of one lesson; a pure function of what is drawn. Raises UsageError for a language without a course."""
    if language != "it":
        raise UsageError(f"no lessons for the language {language!r}; there are some for 'it'")
    return MAKERS[kind](rng, level)
