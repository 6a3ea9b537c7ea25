"""Sentences drawn for a level: who, what, when and in which construction."""

import random
from dataclasses import replace
from functools import cache

from goldsmith.generators.lessons.choices import Choice
from goldsmith.generators.lessons.tenses import BY_NAME, Construction
from goldsmith.generators.lessons.things import (
    Thing,
    adverbial,
    both,
    determined,
    draw_thing,
    formal,
    in_city,
    located,
    named,
    speaker,
    usable,
    with_preposition,
)
from goldsmith.generators.lessons.times import Time, times
from goldsmith.languages.italian.frames import (
    Frame,
    Slot,
    english_noun,
    frames,
    known_by,
    names,
    one,
)
from goldsmith.languages.italian.nouns import noun
from goldsmith.languages.italian.verbs import verb

GROUPS = ("ragazzo", "bambino", "studente", "ragazza", "turista")
CHILDREN = frozenset(("bambino", "bambina", "ragazzo", "ragazza"))
"""Who does not drink, smoke, drive or marry in a lesson."""
BY_OBJECT = frozenset(("perdere", "portare", "provare", "seguire"))
"""Verbs whose meaning only the object shows: lose or miss, carry or wear, try or try on, follow or attend."""
TOLD = frozenset(
    (
        "indicativo passato remoto",
        "indicativo trapassato prossimo",
        "condizionale passato",
        "indicativo futuro anteriore",
    )
)
"""What is told about others or oneself, not asked."""


@cache
def usable_frames(level: str, construction: str, transitive: bool = False) -> tuple[tuple[Frame, str], ...]:
    """The frames that a learner of this level knows and that make sense in a construction, with the part of time."""
    built = BY_NAME[construction]
    return tuple(
        (frame, when)
        for frame in frames()
        if known_by(level, frame.level) and filled(frame, level) and not (transitive and not pronoun_fits(frame))
        for when in built.english
        if when in frame.when and not (built.tense == "futuro anteriore" and not ("n" in frame.when and frame.objects))
    )


def pronoun_fits(frame: Frame) -> bool:
    """The object may be said as a pronoun: it is no fixed word, and no second pronoun stands there."""
    bare = any(slot.kind == "fixed" or set(slot.determiners) & set("gGz") for slot in frame.objects)
    return bool(frame.objects) and not bare and not verb(frame.verb).pronominal and frame.verb not in BY_OBJECT


def filled(frame: Frame, level: str) -> bool:
    """Every place of the frame has a noun that the learner knows."""
    return all(not place or any(usable(slot, level) for slot in place) for place in (frame.objects, frame.complements))


def draw_slot(rng: random.Random, slots: tuple[Slot, ...], level: str) -> Slot:
    """One of the slots that a learner of this level can fill."""
    return rng.choice([slot for slot in slots if usable(slot, level)])


def draw_subject(rng: random.Random, frame: Frame, level: str, construction: Construction) -> Thing:
    """Who does it: a name, two, a relative, a person or people of a trade, or who speaks."""
    if construction.mood == "imperativo":
        person, number = rng.choice((("2", "s"), ("2", "p"), ("1", "p"), ("3", "s")))
        return formal(rng.choice("mf")) if person == "3" else speaker(person, number, rng.choice("mf"))
    kind, _, gender = frame.subject.partition(":")
    if kind != "person":
        return draw_thing(rng, one(kind, "d"), level, None)
    people = [row for row in names("person") if not gender or row["gender"] == gender]
    if construction.opener or gender:
        return named(rng.choice(people)["name"])
    pick = rng.randrange(10)
    if pick < 4:
        return named(rng.choice(people)["name"])
    if pick == 4:
        first, second = rng.sample(people, 2)
        return both(named(first["name"]), named(second["name"]))
    if pick == 5:
        return draw_thing(rng, one("kin"), level, speaker("1", "s", "m"))
    children = CHILDREN if "g" in frame.when else frozenset[str]()
    if pick == 6:
        slot = one("person", "d")
        kept = tuple(lemma for lemma in slot.nouns if lemma not in children)
        return draw_thing(rng, replace(slot, nouns=kept), level, None)
    if pick == 7:
        group = rng.choice([lemma for lemma in GROUPS if lemma not in children])
        return determined(group, "D", "person", gender="m")
    told = construction.name in TOLD
    person, number = rng.choice((("1", "s"), ("1", "p")) if told else (("1", "s"), ("2", "s"), ("1", "p"), ("2", "p")))
    return speaker(person, number, rng.choice("mf"))


def draw_complement(rng: random.Random, frame: Frame, level: str, subject: Thing, *, unfit: str) -> Thing | None:
    """The complement with its preposition, if the frame has one."""
    if not frame.complements:
        return None
    slot = draw_slot(rng, frame.complements, level)
    if frame.link.startswith("city"):
        return in_city(rng.choice(usable(slot, level)), frame.link.removeprefix("city:"))
    if slot.kind == "word":
        return adverbial(rng.choice(slot.nouns))
    if slot.kind == "place":
        return located(rng.choice(usable(slot, level)), frame.link)
    thing = other_than(rng, subject, draw_thing(rng, slot, level, subject, unfit=unfit))
    if thing.asked and thing.asked.determiner == "partitive":
        thing = determined(thing.asked.noun, "D", thing.kind, gender=thing.asked.gender)
    return with_preposition(thing, frame.link)


def other_than(rng: random.Random, subject: Thing, thing: Thing) -> Thing:
    """The thing, or where it is the subject itself another name."""
    heads = {form.lemma for form in subject.phrase.forms}
    if heads.isdisjoint(form.lemma for form in thing.phrase.forms if form.pos in ("noun", "name")):
        return thing
    return named(rng.choice([row["name"] for row in names("person") if row["name"] not in heads]))


def draw_object(
    rng: random.Random, frame: Frame, level: str, subject: Thing, *, unfit: str, pronoun: bool
) -> Thing | None:
    """The direct object, if the frame has one; what a pronoun stands for is something definite."""
    if not frame.objects:
        return None
    slot = draw_slot(rng, frame.objects, level)
    if pronoun and slot.determiners:
        many = set(slot.determiners) & set("DPOGR") and not set(slot.determiners) & set("idtogr")
        alike = tuple(
            lemma for lemma in slot.nouns if english_noun(lemma).counted != "p" or noun(lemma)["plural"] == "+"
        )
        slot = replace(slot, nouns=alike, determiners="D" if many else "d")
    return other_than(rng, subject, draw_thing(rng, slot, level, subject, unfit=unfit))


def draw_choice(
    rng: random.Random, level: str, construction: Construction, *, pronoun: bool = False, question: bool = False
) -> Choice:
    """A frame with everything that a sentence in this construction needs."""
    fitting = [
        pair for pair in usable_frames(level, construction.name, pronoun) if not question or pair[0].subject == "person"
    ]
    frame, when = rng.choice(fitting)
    return draw_within(rng, frame, when, level, construction, pronoun=pronoun, question=question)


def draw_within(
    rng: random.Random,
    frame: Frame,
    when: str,
    level: str,
    construction: Construction,
    *,
    subject: Thing | None = None,
    pronoun: bool = False,
    question: bool = False,
) -> Choice:
    """A sentence of one frame at one part of time."""
    plain = not construction.adverb and construction.mood != "imperativo" and not question
    negative = (
        rng.randrange(6) == 0 and plain and construction.helper != "dovere" and when in "ns" and "a" not in frame.when
    )
    if subject is None:
        subject = asked_of(rng) if question else draw_subject(rng, frame, level, construction)
    question = question or (subject.person in ("2s", "2p") and construction.mood != "imperativo" and not negative)
    time = draw_time(rng, frame, when, level, construction)
    unfit = ("pPn" if negative else "") + ("tTn" if when in "hw" else "")
    return Choice(
        frame,
        construction,
        when,
        subject,
        draw_object(rng, frame, level, subject, unfit=unfit, pronoun=pronoun),
        draw_complement(rng, frame, level, subject, unfit=unfit),
        replace(time, front=False) if time and question else time,
        negative,
        question,
        pronoun,
        rng.choice(("pensare", "credere")) if frame.verb not in ("credere", "pensare") else "pensare",
    )


def asked_of(rng: random.Random) -> Thing:
    """Whom a question asks: tu or voi."""
    return speaker("2", rng.choice("sp"), rng.choice("mf"))


def draw_time(rng: random.Random, frame: Frame, when: str, level: str, construction: Construction) -> Time | None:
    """A word of time where the construction and the frame leave room for one."""
    if construction.name == "indicativo futuro anteriore":
        return replace(times("f", "A1")[0], front=True)
    near = () if unsaid(frame, when, construction) else times(when, level)
    fitting = (*near, *(times(when.upper(), level) if near and when.upper() in frame.when else ()))
    if frame.link == "word":
        fitting = tuple(time for time in fitting if not time.within and time.english != "this evening")
    if not fitting or (when in "np" and rng.randrange(3) == 0):
        return None
    time = rng.choice(fitting)
    return replace(time, front=not time.within and rng.randrange(4) == 0)


def unsaid(frame: Frame, when: str, construction: Construction) -> bool:
    """No word of time goes with this."""
    going_on = construction.name == "indicativo imperfetto" and when in "ns"
    bare = construction.adverb or construction.opener or construction.helper or construction.mood == "imperativo"
    return bool(going_on or bare or "0" in frame.when or construction.name == "indicativo passato remoto")


def anybody(rng: random.Random) -> Thing:
    """A person by name."""
    return named(rng.choice(names("person"))["name"])
