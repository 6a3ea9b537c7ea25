"""Cultural note: a fact from the curated notes, told around a sentence with the word that it is about."""

import random
from functools import cache

from goldsmith.generators.lessons.assembly import fits, focus, lesson, note, notes, unlike
from goldsmith.generators.lessons.mixture import draw_said
from goldsmith.generators.lessons.wanted import narrowed, said_with
from goldsmith.languages.italian.data import Row
from goldsmith.schemas.lessons import LessonPlan, Level, Turn


@cache
def told(level: str) -> tuple[Row, ...]:
    """The notes of which a sentence at this level can hold the word."""
    rows = notes("culture", level)
    return tuple(row for row in rows if any(narrowed(lemma, level) for lemma in row["words"].split("/")))


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """One note and its sentence; then a question on the sentence, a second one or none."""
    row = rng.choice(told(level))
    first = said_with(rng, level, row["words"].split("/")) or draw_said(rng, level)
    saids = [first, *(draw_said(rng, level) for _ in range(rng.randrange(2)))]
    turns = [Turn("asks", "tells", about=(0,), says=first.text, learner_speaks="both")]
    for place, said in enumerate(saids):
        asked = unlike(focus(said, "translation" if place and rng.randrange(2) else "meaning"))
        turns.append(Turn("asks", "explains", about=(place,), owes=(rng.choice(asked),)))
    cited = [note(row)] if fits(row, saids) else []
    return lesson(rng, "culture", level, saids, turns[: rng.randrange(1, len(turns) + 1)], notes=cited)
