"""Free conversation in the target language: the teacher asks, the learner answers, both in Italian alone."""

import random
from dataclasses import replace

from goldsmith.generators.lessons.assembly import draw_learner, lesson
from goldsmith.generators.lessons.choices import with_subject
from goldsmith.generators.lessons.drawing import draw_choice
from goldsmith.generators.lessons.errors import errors
from goldsmith.generators.lessons.sentences import Said, say
from goldsmith.generators.lessons.tenses import Construction, taught_by
from goldsmith.generators.lessons.things import speaker
from goldsmith.schemas.lessons import CounterExample, LessonPlan, Level, Turn

NEVER_ASKED = frozenset(
    (
        "imperativo presente",
        "indicativo passato remoto",
        "indicativo trapassato prossimo",
        "condizionale passato",
        "indicativo futuro anteriore",
    )
)


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """One to three questions with their answers; the learner opens by chatting, and may slip once."""
    gender = rng.choice("mf")
    saids: list[Said] = []
    wrong: list[CounterExample] = []
    turns = [Turn("chats", "asks", "target", "target", about=(0,))]
    count = rng.randrange(1, 4)
    for _ in range(count):
        question, answer = exchange(rng, level, gender)
        place = len(saids)
        saids += [question, answer]
        slips = errors(answer) if not wrong and rng.randrange(4) == 0 else ()
        said = answer.text
        after = (place + 2,) if place + 2 < 2 * count else ()
        if slips:
            wrong.append(rng.choice(slips))
            said = wrong[-1].sentence
        turns.append(Turn("answers", "replies", "target", "target", said, (place + 1, *after)))
    speakers = ["teacher", "learner"] * (len(saids) // 2)
    return lesson(
        rng,
        "conversation",
        level,
        saids,
        turns,
        learner=draw_learner(rng, level),
        counter_examples=wrong,
        speakers=speakers,
    )


def exchange(rng: random.Random, level: Level, gender: str) -> tuple[Said, Said]:
    """A question to tu, and the answer of io with the same words."""
    choice = draw_choice(rng, level, rng.choice(asked(level)), question=True)
    question = replace(with_subject(choice, speaker("2", "s", gender)), question=True, negative=False)
    answer = replace(with_subject(question, speaker("1", "s", gender)), question=False)
    return say(question), say(answer)


def asked(level: str) -> list[Construction]:
    """What one asks people about themselves."""
    return [item for item in taught_by(level) if item.name not in NEVER_ASKED and not item.opener]
