"""A sentence that has to hold a given word: the frames and slots that can, narrowed to it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from goldsmith.generators.lessons.drawing import draw_within, filled
from goldsmith.generators.lessons.sentences import Said, say
from goldsmith.generators.lessons.tenses import taught_by
from goldsmith.languages.italian.data import keyed
from goldsmith.languages.italian.frames import Frame, Slot, frames, known_by
from goldsmith.languages.italian.nouns import noun


def said_with(rng: random.Random, level: str, lemmas: Sequence[str]) -> Said | None:
    """A sentence with one of the words as its verb, object or complement; none where no frame of the level has it."""
    found = [frame for lemma in lemmas for frame in narrowed(lemma, level)]
    fitting = [
        (frame, built, when)
        for frame in found
        for built in taught_by(level)
        for when in built.english
        if when in frame.when
    ]
    if not fitting:
        return None
    frame, built, when = rng.choice(fitting)
    return say(draw_within(rng, frame, when, level, built))


@cache
def narrowed(lemma: str, level: str) -> tuple[Frame, ...]:
    """The frames that hold the word, with the slot that holds it narrowed to it."""
    if lemma in keyed("verbs"):
        return tuple(frame for frame in frames() if frame.verb == lemma and usable(frame, level))
    if lemma in keyed("nouns") and not known_by(level, noun(lemma)["level"]):
        return ()
    found = []
    for frame in frames():
        if not usable(frame, level):
            continue
        found += [replace(frame, objects=(only(slot, lemma),)) for slot in frame.objects if holds(slot, lemma)]
        found += [replace(frame, complements=(only(slot, lemma),)) for slot in frame.complements if holds(slot, lemma)]
    return tuple(found)


def usable(frame: Frame, level: str) -> bool:
    """A learner of this level knows the verb and something for every slot."""
    return known_by(level, frame.level) and filled(frame, level)


def holds(slot: Slot, lemma: str) -> bool:
    """The slot has this noun, or is for cities and this is one."""
    return lemma in slot.nouns or (slot.kind == "city" and lemma[:1].isupper())


def only(slot: Slot, lemma: str) -> Slot:
    """The slot with this noun alone."""
    return replace(slot, nouns=(lemma,))
