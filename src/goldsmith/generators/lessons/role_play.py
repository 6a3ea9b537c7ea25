"""Role play: a short scene in Italian, teacher and learner taking the two parts."""

import random

from goldsmith.generators.lessons.assembly import focus, lesson
from goldsmith.generators.lessons.scenes import NOTHING, line, scenes
from goldsmith.schemas.lessons import LessonPlan, Level, Turn

TURNS = 6


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """The lines of a scene, the learner's in turn with what the teacher says next; then a question on it or none."""
    rows = rng.choice(scenes(level))
    thing, saids = NOTHING, []
    for row in rows:
        said, thing = line(rng, row, level, thing)
        saids.append(said)
    speakers = [row["speaker"] for row in rows]
    turns = [Turn("asks", "replies", "both", "target", about=tuple(range(speakers.index("learner"))))]
    for place, speaker in enumerate(speakers):
        if speaker == "learner" and len(turns) < TURNS:
            after = tuple(i for i in (place + 1,) if i < len(saids) and speakers[i] == "teacher")
            turns.append(Turn("attempts", "replies", "target", "target", saids[place].text, (place, *after)))
    if len(turns) < TURNS and rng.randrange(2):
        place = rng.choice([i for i, said in enumerate(saids) if said.main])
        turns.append(Turn("asks", "explains", about=(place,), owes=focus(saids[place], "translation")))
    return lesson(rng, "role play", level, saids, turns, speakers=speakers)
