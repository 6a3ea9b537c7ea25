"""Free conversation in the target language: the teacher asks, the learner answers, both in Italian alone."""

import random
import re
from dataclasses import replace
from functools import cache

from goldsmith.generators.lessons.assembly import draw_learner, gender_of, lesson
from goldsmith.generators.lessons.choices import Choice, with_subject
from goldsmith.generators.lessons.drawing import draw_complement, draw_object, draw_within, pronoun_fits, usable_frames
from goldsmith.generators.lessons.errors import errors
from goldsmith.generators.lessons.sentences import Said, say
from goldsmith.generators.lessons.states import liking
from goldsmith.generators.lessons.tenses import Construction, taught_by
from goldsmith.generators.lessons.things import Thing, draw_thing, speaker
from goldsmith.languages.italian.frames import Frame, one
from goldsmith.schemas.lessons import CounterExample, LessonPlan, Level, Turn

ASKED = {
    "indicativo presente": "hws",
    "indicativo passato prossimo": "p",
    "indicativo futuro semplice": "f",
    "indicativo imperfetto": "hw",
    "volere con infinito": "m",
    "condizionale presente": "m",
}
"""The constructions in which one asks people about themselves, each with the parts of time."""
SMALL_TALK = re.compile(
    "abitare|alzarsi|andare|ascoltare|avere|ballare|bere|camminare|cantare|cenare|comprare|correre|cucinare|"
    "dormire|fare|giocare|guardare|imparare|incontrare|invitare|lavorare|leggere|mangiare|nuotare|organizzare|partire|"
    "passeggiare|pranzare|preferire|prenotare|preparare|riposarsi|rilassarsi|scrivere|sciare|studiare|suonare|svegliarsi|"
    "telefonare|tornare|uscire|viaggiare|visitare|vivere"
)
"""What one asks people about whom one does not know well."""
SETTLED = ("", "definite", "questo")
"""Determiners of what may be denied, or said again as a pronoun."""
TRIES = 20


def plan(rng: random.Random, level: Level) -> LessonPlan:
    """One to three questions with their answers; the learner opens by chatting, and may slip once."""
    learner = draw_learner(rng, level)
    gender = gender_of(learner)
    saids: list[Said] = []
    wrong: list[CounterExample] = []
    turns = [Turn("chats", "asks", "target", "target", about=(0,))]
    count = rng.randrange(1, 4)
    for _ in range(count):
        question, answer = fresh(rng, level, gender, saids)
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
        learner=learner,
        counter_examples=wrong,
        speakers=speakers,
    )


def fresh(rng: random.Random, level: Level, gender: str, before: list[Said]) -> tuple[Said, Said]:
    """An exchange with another verb than those before, where one comes up."""
    verbs = {said.main for said in before}
    for _ in range(TRIES):
        question, answer = exchange(rng, level, gender)
        if question.main not in verbs:
            break
    return question, answer


def exchange(rng: random.Random, level: Level, gender: str) -> tuple[Said, Said]:
    """A question to tu, and the answer of io: the same in fewer words, with a pronoun, denied, or with something else."""
    if rng.randrange(5) == 0:
        return liked(rng, level)
    frame, built, when = rng.choice(asked(level))
    question = plainly(rng, frame, built, when, level, speaker("2", "s", gender))
    answer = replace(with_subject(question, speaker("1", "s", gender)), question=False)
    return say(question), say(rng.choice(answers(rng, level, answer)))


def plainly(rng: random.Random, frame: Frame, built: Construction, when: str, level: str, who: Thing) -> Choice:
    """A question without adjectives, with a word of time where habits are asked for."""
    for _ in range(TRIES):
        choice = draw_within(rng, frame, when, level, built, subject=who, question=True)
        timed = choice.time is not None and choice.time.within != "appena"
        if not attributes(choice) and (timed if when in "hw" else timed or choice.time is None):
            return choice
    return replace(choice, time=None)


def attributes(choice: Choice) -> bool:
    """Something in the sentence has an adjective or is counted."""
    return any(
        thing.asked.adjectives or thing.asked.determiner.isdigit()
        for thing in (choice.object, choice.complement)
        if thing and thing.asked
    )


def answers(rng: random.Random, level: str, answer: Choice) -> list[Choice]:
    """What may be said to a question that has the words of this answer."""
    known = answer.object.asked.determiner if answer.object and answer.object.asked else ""
    found = [replace(answer, time=None)]
    if known in SETTLED[1:] and pronoun_fits(answer.frame):
        found.append(replace(answer, time=None, pronoun=True))
    if known in SETTLED and not answer.construction.adverb and "a" not in answer.frame.when:
        found.append(replace(answer, time=None, negative=True))
    other = another(rng, level, answer)
    return [*found, other, other] if other else found


def another(rng: random.Random, level: str, answer: Choice) -> Choice | None:
    """The same with another object or complement; None where there is no other."""
    frame, who = answer.frame, answer.subject
    for _ in range(TRIES):
        drawn = replace(
            answer,
            object=draw_object(rng, frame, level, who, unfit="", pronoun=False),
            complement=draw_complement(rng, frame, level, who, unfit=""),
            time=None,
        )
        if not attributes(drawn) and heads(drawn).isdisjoint(heads(answer)):
            return drawn
    return None


def heads(choice: Choice) -> set[str]:
    """The nouns and names of the object and the complement; of a sentence without either, its verb."""
    things = [thing for thing in (choice.object, choice.complement) if thing]
    forms = [form for thing in things for form in thing.phrase.forms]
    return {form.lemma for form in forms if form.pos in ("noun", "name", "adverb")} or {choice.frame.verb}


def liked(rng: random.Random, level: str) -> tuple[Said, Said]:
    """Whether you like something, and yes or no."""
    thing = draw_thing(rng, one(rng.choice(("liked", "loved"))), level, None, plain=True)
    you, me = (speaker(person, "s", "m") for person in "21")
    return liking(you, thing, question=True), liking(me, thing, negative=rng.randrange(3) == 0)


@cache
def asked(level: str) -> tuple[tuple[Frame, Construction, str], ...]:
    """The frames of small talk, each in the constructions of the level and parts of time in which it is asked."""
    return tuple(
        (near(frame), built, when)
        for built in taught_by(level)
        for frame, when in usable_frames(level, built.name)
        if frame.subject == "person" and SMALL_TALK.fullmatch(frame.verb) and when in ASKED.get(built.name, "")
    )


def near(frame: Frame) -> Frame:
    """The frame with people whom one knows in it, not people of a trade."""
    kept = tuple(slot for slot in frame.complements if slot.kind != "person")
    objects = tuple(slot for slot in frame.objects if slot.kind != "person")
    return replace(frame, complements=kept, objects=objects)
