"""Any sentence of a level: an action in one of its constructions, or a state."""

import random

from goldsmith.generators.lessons.drawing import draw_choice
from goldsmith.generators.lessons.sentences import Said, say
from goldsmith.generators.lessons.states import draw_liking, draw_presence, draw_quality
from goldsmith.generators.lessons.tenses import taught_by


def draw_said(rng: random.Random, level: str, *, pronoun: bool = False) -> Said:
    """A sentence: of an action in one of the constructions of the level, or of how, where and how liked something is."""
    if not pronoun and rng.randrange(5) == 0:
        return rng.choice((draw_quality, draw_presence, draw_liking))(rng, level)
    met = taught_by(level)
    newest = [item for item in met if item.level == level]
    return say(draw_choice(rng, level, rng.choice((*met, *newest, *newest)), pronoun=pronoun))
