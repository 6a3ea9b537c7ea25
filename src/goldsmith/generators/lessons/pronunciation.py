"""Pronunciation and spelling: what the letters of a sentence sound like, from the curated notes, and its written forms."""

import random

from goldsmith.generators.lessons.assembly import fitting, focus, lesson
from goldsmith.generators.lessons.errors import errors
from goldsmith.generators.lessons.mixture import draw_said
from goldsmith.schemas.lessons import LessonPlan, Level, Turn


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """One sentence, one to three notes on its letters, and a question of spelling or none."""
    said = draw_said(rng, level)
    found = fitting(rng, "pronunciation", level, [said], rng.randrange(1, 4))
    turns = [Turn("asks", "tells", says=said.text, learner_speaks="both", about=(0,)) for _ in found]
    spelled = focus(said, "plural", "form", "article")
    if rng.randrange(2) and spelled:
        turns.append(Turn("asks", "explains", about=(0,), owes=(rng.choice(spelled),)))
    if rng.randrange(2):
        turns.append(Turn("attempts", "confirms", "target", "both", said.text, (0,)))
    wrong = [error for error in errors(said) if error.kind in ("participle", "article", "plural")]
    return lesson(
        rng, "pronunciation", level, [said], turns, notes=found, counter_examples=rng.sample(wrong, min(len(wrong), 1))
    )
