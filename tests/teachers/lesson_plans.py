"""Lesson plans for tests of teachers: all types and levels in turn."""

import random
from functools import cache
from typing import get_args

from goldsmith.generators.lessons.plans import lesson_plan
from goldsmith.schemas.lessons import LessonPlan, LessonType, Level

TYPES: tuple[LessonType, ...] = get_args(LessonType)
LEVELS: tuple[Level, ...] = get_args(Level)


@cache
def plan(number: int) -> LessonPlan:
    """The plan of this number; twelve in a row are of all types."""
    rng = random.Random(f"plan {number}")
    return lesson_plan(rng, "it", TYPES[number % len(TYPES)], LEVELS[number // len(TYPES) % len(LEVELS)])
