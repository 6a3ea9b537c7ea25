"""Guided discovery: the teacher shows two or three sentences and asks; the learner finds out what the rule is."""

import random

from goldsmith.generators.lessons.assembly import lesson
from goldsmith.generators.lessons.errors import errors
from goldsmith.generators.lessons.pairs import draw_pair
from goldsmith.schemas.lessons import LessonPlan, Level, Turn


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """The teacher asks about a pair, about each of its sentences in turn or not, and confirms what was found."""
    pair, apart = draw_pair(rng, level)
    turns = [Turn("asks", "asks", about=(0, 1))]
    for place in range(rng.randrange(3)):
        turns.append(Turn("answers", "asks", "both", "both", pair[place].text, (place,)))
    turns.append(Turn("answers", "confirms", "both", "both", about=(0, 1), owes=apart))
    if rng.randrange(3) == 0:
        turns.append(Turn("attempts", "confirms", "target", "both", pair[1].text, (1,)))
    wrong = [error for said in pair for error in errors(said)]
    return lesson(rng, "discovery", level, pair, turns, counter_examples=rng.sample(wrong, min(len(wrong), 1)))
