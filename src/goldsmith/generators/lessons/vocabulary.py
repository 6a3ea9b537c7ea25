"""Vocabulary in context: words with their meanings in two or three sentences, now and then a false friend."""

import random
from collections.abc import Set

from goldsmith.generators.lessons.assembly import entry, fitting, focus, lesson, unlike, vocabulary
from goldsmith.generators.lessons.false_friends import draw_false_friend
from goldsmith.generators.lessons.mixture import draw_said
from goldsmith.generators.lessons.sentences import Said
from goldsmith.languages.italian.frames import LEVELS
from goldsmith.languages.italian.plugin import ITALIAN
from goldsmith.schemas.lessons import Claim, CounterExample, LessonPlan, Level, Turn, Word

TRIES = 6


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """One to three sentences; in each the learner asks about a word."""
    saids: list[Said] = []
    wrong: list[CounterExample] = []
    turns: list[Turn] = []
    for place in range(rng.randrange(1, 4)):
        friend = draw_false_friend(rng, level) if rng.randrange(5) == 0 and not wrong else None
        said = friend[0] if friend else telling(rng, level)
        saids.append(said)
        if friend:
            wrong.append(friend[1])
            owes: tuple[Claim, ...] = (friend[1].breaks,)
        else:
            owes = meaning(rng, said, {claim.subject for turn in turns for claim in turn.owes})
        turns.append(Turn("asks", "explains", about=(place,), owes=owes))
        if rng.randrange(4) == 0:
            turns.append(Turn("attempts", "confirms", "target", "both", said.text, (place,)))
    words = [whole(word) for word in vocabulary(saids)]
    return lesson(
        rng,
        "vocabulary",
        level,
        saids,
        turns,
        counter_examples=wrong,
        words=words,
        notes=fitting(rng, "nuance", level, saids, 1),
    )


def telling(rng: random.Random, level: Level) -> Said:
    """A sentence with a word that is new at the level, where one comes up."""
    drawn = [draw_said(rng, level) for _ in range(TRIES)]
    return max(drawn, key=lambda said: max(LEVELS.index(word.level) for word in vocabulary([said])))


def meaning(rng: random.Random, said: Said, known: Set[str]) -> tuple[Claim, ...]:
    """What one word of the sentence means, a new one where it can be, and its gender or plural where it has some."""
    levels = {word.lemma: LEVELS.index(word.level) for word in vocabulary([said])}
    possible = unlike(focus(said, "meaning"))
    fresh = [claim for claim in possible if claim.subject not in known] or possible
    newest = max(levels[claim.subject] for claim in fresh)
    first = rng.choice([claim for claim in fresh if levels[claim.subject] == newest])
    more = [claim for claim in focus(said, "gender", "plural") if claim.subject == first.subject]
    return (first, *rng.sample(more, min(len(more), rng.randrange(2))))


def whole(word: Word) -> Word:
    """The word with the forms that a learner looks up: of a noun or adjective all, of a verb those of the sentences."""
    if word.pos == "verb":
        return word
    forms = dict.fromkeys((*word.forms, *(form.text for form in ITALIAN.forms(word.lemma, word.pos))))
    return entry(word.lemma, word.pos, tuple(forms))
