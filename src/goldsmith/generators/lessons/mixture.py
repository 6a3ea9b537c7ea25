"""Any sentence of a level: an action in one of its constructions, or a state."""

import random
from dataclasses import replace

from goldsmith.generators.lessons.drawing import draw_choice, draw_within, usable_frames
from goldsmith.generators.lessons.sentences import Said, joined_by, say
from goldsmith.generators.lessons.states import draw_liking, draw_presence, draw_quality
from goldsmith.generators.lessons.tenses import BY_NAME, taught_by
from goldsmith.generators.lessons.things import Thing, named
from goldsmith.languages.italian.frames import names as people


def draw_said(rng: random.Random, level: str, *, pronoun: bool = False) -> Said:
    """A sentence: of an action in one of the constructions of the level, or of how, where and how liked something is."""
    if not pronoun and level != "A1" and rng.randrange(12) == 0:
        return draw_meanwhile(rng, level)
    if not pronoun and rng.randrange(5) == 0:
        return rng.choice((draw_quality, draw_presence, draw_liking))(rng, level)
    met = taught_by(level)
    newest = [item for item in met if item.level == level]
    return say(draw_choice(rng, level, rng.choice((*met, *newest, *newest)), pronoun=pronoun))


def draw_meanwhile(rng: random.Random, level: str) -> Said:
    """What happened once while something else was going on, each of somebody else."""
    first, second = rng.sample([row["name"] for row in people("person")], 2)
    once = told(rng, level, "passato prossimo", "pb", named(first))
    return joined_by(once, "mentre", "while", told(rng, level, "imperfetto", "nl", named(second)))


def told(rng: random.Random, level: str, tense: str, when: str, who: Thing) -> Said:
    """A sentence without a word of time, in a frame that has both letters: the part of time, and how long it takes."""
    built = BY_NAME[f"indicativo {tense}"]
    fitting = [frame for frame, part in usable_frames(level, built.name) if part == when[0] and when[1] in frame.when]
    choice = draw_within(rng, rng.choice(fitting), when[0], level, built, subject=who)
    return say(replace(choice, time=None, negative=False))
