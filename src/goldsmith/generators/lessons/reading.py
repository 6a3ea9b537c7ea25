"""Reading a short text: what one person does in order, then questions on it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from goldsmith.generators.lessons.assembly import focus, lesson, unlike
from goldsmith.generators.lessons.drawing import anybody, draw_within, filled
from goldsmith.generators.lessons.sentences import Said, say
from goldsmith.generators.lessons.tenses import BY_NAME, Construction
from goldsmith.generators.lessons.things import Thing, speaker
from goldsmith.generators.lessons.times import Time, times
from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.frames import Frame, frame, known_by
from goldsmith.schemas.lessons import LessonPlan, Level, Turn

TOLD = (("indicativo presente", "h"), ("indicativo passato prossimo", "p"), ("indicativo futuro semplice", "f"))
OPENINGS = {"h": "ogni giorno", "p": "ieri", "f": "domani"}


@cache
def stories(level: str) -> tuple[tuple[Frame, ...], ...]:
    """The stories with the steps that a learner of this level can read, at least three of them."""
    found: dict[str, list[Frame]] = {}
    for row in table("stories"):
        found.setdefault(row["story"], []).append(frame({**row, "when": "hpf", "subject": "person"}))
    known = [
        [step for step in steps if known_by(level, step.level) and filled(step, level)] for steps in found.values()
    ]
    return tuple(tuple(steps) for steps in known if len(steps) >= 3)


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """Three to five sentences about one person; the learner asks for the text, then about words or sentences of it."""
    steps = rng.choice(stories(level))
    kept = sorted(rng.sample(range(len(steps)), rng.randrange(3, len(steps) + 1)))
    name, when = rng.choice([pair for pair in TOLD if known_by(level, BY_NAME[pair[0]].level)])
    saids = told(rng, [steps[place] for place in kept], BY_NAME[name], when, level)
    turns = [Turn("asks", "tells", about=tuple(range(len(saids))))]
    for place in rng.sample(range(len(saids)), rng.randrange(1, min(4, len(saids) + 1))):
        asked = unlike(focus(saids[place], "translation" if rng.randrange(2) else "meaning"))
        turns.append(Turn("asks", "explains", about=(place,), owes=(rng.choice(asked),)))
    return lesson(rng, "reading", level, saids, turns)


def told(rng: random.Random, steps: Sequence[Frame], built: Construction, when: str, level: str) -> list[Said]:
    """The steps as a text: who it is stands in the first sentence, with the time."""
    who = anybody(rng)
    time = replace(next(one for one in times(when, "A1") if text_of(one) == OPENINGS[when]), front=True)
    saids = []
    for place, step in enumerate(steps):
        choice = draw_within(rng, step, when, level, built, subject=who)
        shown = choice if place == 0 else replace(choice, subject=hidden(who))
        saids.append(say(replace(shown, time=time if place == 0 else None, negative=False)))
    return saids


def text_of(time: Time) -> str:
    """The words of a time."""
    return " ".join(form.text for form in time.forms)


def hidden(who: Thing) -> Thing:
    """The same person, whom the verb alone shows: he or she in English."""
    return speaker("3", "s", who.features.gender)
