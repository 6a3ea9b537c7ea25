"""Error correction: the learner writes sentences with a typical error each."""

import random

from goldsmith.generators.lessons.assembly import draw_learner, lesson
from goldsmith.generators.lessons.drawing import anybody, draw_within, usable_frames
from goldsmith.generators.lessons.errors import errors
from goldsmith.generators.lessons.mixture import draw_said
from goldsmith.generators.lessons.sentences import Said, say
from goldsmith.generators.lessons.tenses import BY_NAME
from goldsmith.schemas.lessons import CounterExample, ErrorKind, LessonPlan, Level, Turn

TRIES = 8


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """One to three errors, each followed by a new attempt or not."""
    learner = draw_learner(rng, level)
    saids: list[Said] = []
    wrong: list[CounterExample] = []
    turns: list[Turn] = []
    for place in range(rng.randrange(1, 4)):
        said, error = mistaken(rng, level, learner.error)
        saids.append(said)
        wrong.append(error)
        turns.append(Turn("attempts", "corrects", "target", "both", error.sentence, (place,), (error.breaks,)))
        if rng.randrange(3) == 0:
            turns.append(Turn("attempts", "confirms", "target", "both", said.text, (place,)))
    return lesson(rng, "correction", level, saids, turns, learner=learner, counter_examples=wrong)


def mistaken(rng: random.Random, level: Level, favourite: ErrorKind | str) -> tuple[Said, CounterExample]:
    """A sentence with an error in it, of the learner's favourite kind where one of the sentences drawn allows it."""
    drawn = [draw_said(rng, level, pronoun=level != "A1" and rng.randrange(3) == 0) for _ in range(TRIES)]
    found = [(said, error) for said in (*drawn, certain(rng, level)) for error in errors(said)]
    liked = [pair for pair in found if pair[1].kind == favourite]
    kinds = sorted({error.kind for _, error in found})
    kind = rng.choice(kinds)
    return rng.choice(liked if liked and rng.randrange(2) else [pair for pair in found if pair[1].kind == kind])


def certain(rng: random.Random, level: Level) -> Said:
    """A sentence that has room for an error whatever is drawn: somebody named, and a verb that agrees."""
    built = BY_NAME["indicativo presente"]
    frame, when = rng.choice([pair for pair in usable_frames(level, built.name) if pair[0].subject == "person"])
    return say(draw_within(rng, frame, when, level, built, subject=anybody(rng)))
