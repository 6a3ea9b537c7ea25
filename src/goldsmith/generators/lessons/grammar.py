"""Grammar explanation: the learner asks about one point of a sentence, and perhaps about a second."""

import random

from goldsmith.generators.lessons.assembly import lesson
from goldsmith.generators.lessons.errors import errors
from goldsmith.generators.lessons.mixture import draw_said
from goldsmith.generators.lessons.points import ERRORS, draw_point, owed
from goldsmith.schemas.lessons import LessonPlan, Level, Turn


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """One to four turns on one sentence."""
    said = draw_said(rng, level, pronoun=level != "A1" and rng.randrange(4) == 0)
    asked: list[str] = []
    turns = []
    for _ in range(rng.randrange(1, 4)):
        asked.append(draw_point(rng, said, asked))
        turns.append(Turn("asks", "explains", about=(0,), owes=owed(rng, said, asked[-1], 3)))
    if rng.randrange(3) == 0:
        turns.append(Turn("attempts", "confirms", "target", "both", said.text, (0,)))
    wrong = [error for error in errors(said) if any(error.kind in ERRORS[point] for point in asked)]
    return lesson(rng, "grammar", level, [said], turns, counter_examples=rng.sample(wrong, min(len(wrong), 2)))
