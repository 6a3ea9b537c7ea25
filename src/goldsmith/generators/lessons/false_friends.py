"""False friends: Italian words that look like an English word and mean another thing."""

import random
from dataclasses import replace

from goldsmith.generators.lessons.drawing import anybody, draw_within
from goldsmith.generators.lessons.sentences import Said, say
from goldsmith.generators.lessons.states import described
from goldsmith.generators.lessons.tenses import taught_by
from goldsmith.generators.lessons.things import determined, english_adjective
from goldsmith.languages.italian.data import Row, table
from goldsmith.languages.italian.frames import Frame, Slot, english_noun, frames, known_by
from goldsmith.languages.italian.nouns import noun
from goldsmith.schemas.lessons import Claim, CounterExample


def draw_false_friend(rng: random.Random, level: str) -> tuple[Said, CounterExample] | None:
    """A sentence with a false friend and its wrong translation; none where the learner knows no such word."""
    rows = [row for row in table("false_friends") if known_by(level, level_of(row))]
    return built(rng, rng.choice(rows), level) if rows else None


def level_of(row: Row) -> str:
    """The level of the word and of what the sentence needs besides it."""
    if row["verb"] == "essere":
        return max(adjective_level(row["lemma"]), noun(row["subject"])["level"] if row["subject"] else "A1")
    return max(noun(row["lemma"])["level"], frame_of(row).level)


def adjective_level(lemma: str) -> str:
    """The level at which an adjective is learned."""
    return next(row["level"] for row in table("adjectives") if row["lemma"] == lemma)


def frame_of(row: Row) -> Frame:
    """The frame of the row's verb that has an object alone, with the word as its object."""
    frame = next(one for one in frames() if one.verb == row["verb"] and one.objects and not one.complements)
    return replace(frame, objects=(Slot("lookalike", (row["lemma"],), row["determiner"]),))


def built(rng: random.Random, row: Row, level: str) -> tuple[Said, CounterExample]:
    """The sentence, and its translation with the word mistaken."""
    if row["verb"] == "essere":
        subject = determined(row["subject"], "d", "thing") if row["subject"] else anybody(rng)
        right = english_adjective(row["lemma"])
        said = described(subject, row["lemma"], right)
    else:
        frame = frame_of(row)
        fitting = [(one, when) for one in taught_by(level) for when in one.english if when in frame.when]
        construction, when = rng.choice(fitting)
        said = say(draw_within(rng, frame, when, level, construction))
        right = english_noun(row["lemma"]).singular
    mistaken = said.english.replace(right, row["mistaken"])
    return said, CounterExample("false friend", row["mistaken"], right, mistaken, Claim("meaning", row["lemma"], right))
