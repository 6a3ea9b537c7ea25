"""Translation with nuance: sentences from one language into the other, with what gets lost or added."""

import random

from goldsmith.generators.lessons.assembly import fitting, focus, lesson, note, notes
from goldsmith.generators.lessons.mixture import draw_said
from goldsmith.generators.lessons.wanted import said_with
from goldsmith.schemas.lessons import LessonPlan, Level, Turn


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """One to three sentences, the first with a word that has a nuance of its own where that is drawn."""
    row = rng.choice([row for row in notes("nuance", level) if row["words"][0] not in "*@"])
    first = said_with(rng, level, row["words"].split("/")) or draw_said(rng, level)
    saids = [first, *(draw_said(rng, level) for _ in range(rng.randrange(3)))]
    turns = []
    for place, said in enumerate(saids):
        into = rng.randrange(2)
        turns.append(
            Turn(
                "asks",
                "translates",
                "target" if into else "medium",
                "both",
                said.text if into else "",
                (place,),
                focus(said, "translation"),
            )
        )
    found = fitting(rng, "nuance", level, saids, 2)
    cited = note(row)
    if (
        cited not in found
        and first.main
        and any(form.lemma in row["words"].split("/") for form in first.sentence.forms)
    ):
        found = (cited, *found[:1])
    return lesson(rng, "translation", level, saids, turns, notes=found)
