"""Drill with feedback: one point practised on several sentences, some of them said wrong."""

import random

from goldsmith.generators.lessons.assembly import lesson
from goldsmith.generators.lessons.drawing import draw_choice
from goldsmith.generators.lessons.errors import errors
from goldsmith.generators.lessons.mixture import draw_said
from goldsmith.generators.lessons.points import ERRORS, owed, points_of
from goldsmith.generators.lessons.sentences import Said, say
from goldsmith.generators.lessons.tenses import taught_by
from goldsmith.schemas.lessons import CounterExample, LessonPlan, Level, Turn

DRAWN = 12


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """The learner asks for a drill; then two to five sentences with the same point, in one construction where that is the verb."""
    point, saids = drilled(rng, level)
    wrong: list[CounterExample] = []
    turns = [Turn("asks", "asks", about=(0,))]
    for place, said in enumerate(saids):
        claims = owed(rng, said, point)
        slips = [error for error in errors(said) if error.kind in ERRORS[point]]
        if slips and rng.randrange(3) == 0:
            error = rng.choice(slips)
            wrong.append(error)
            owes = tuple(dict.fromkeys((error.breaks, *claims)))
            turns.append(Turn("attempts", "corrects", "target", "both", error.sentence, (place,), owes))
        else:
            turns.append(Turn("attempts", "confirms", "target", "both", said.text, (place,), claims))
    return lesson(rng, "drill", level, saids, turns, counter_examples=wrong)


def drilled(rng: random.Random, level: Level) -> tuple[str, list[Said]]:
    """A point, and the sentences that show it."""
    construction = rng.choice(taught_by(level))
    verbal = [say(draw_choice(rng, level, construction)) for _ in range(DRAWN)]
    drawn = verbal if rng.randrange(3) else [draw_said(rng, level) for _ in range(DRAWN)]
    shown = {said.text: said for said in drawn}
    shows = {text: points_of(said) for text, said in shown.items()}
    counts = {point: [shown[text] for text, points in shows.items() if point in points] for point in ERRORS}
    possible = [point for point, found in counts.items() if len(found) >= 2]
    point = rng.choice(possible or ["form"])
    found = counts[point] if possible else list(shown.values())[:1]
    return point, rng.sample(found, min(len(found), rng.randrange(2, 6)))
