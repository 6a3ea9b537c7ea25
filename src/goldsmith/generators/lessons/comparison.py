"""Comparison of two forms: two sentences that differ in one point, and what makes the difference."""

import random

from goldsmith.generators.lessons.assembly import focus, lesson
from goldsmith.generators.lessons.errors import errors
from goldsmith.generators.lessons.pairs import draw_pair
from goldsmith.schemas.lessons import LessonPlan, Level, Turn


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """One question on the difference; then what each sentence says, or an attempt."""
    pair, apart = draw_pair(rng, level)
    turns = [Turn("asks", "explains", about=(0, 1), owes=apart)]
    for place in rng.sample((0, 1), rng.randrange(3)):
        if rng.randrange(2):
            turns.append(
                Turn(
                    "asks", "translates", says=pair[place].text, about=(place,), owes=focus(pair[place], "translation")
                )
            )
        else:
            turns.append(Turn("attempts", "confirms", "target", "both", pair[place].text, (place,)))
    wrong = [error for said in pair for error in errors(said)]
    return lesson(rng, "comparison", level, pair, turns, counter_examples=rng.sample(wrong, min(len(wrong), 1)))
