"""Two sentences that differ in one point: tense, number, gender, auxiliary, mood, or a noun and its pronoun."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from goldsmith.generators.lessons.choices import Choice, with_subject
from goldsmith.generators.lessons.drawing import anybody, draw_time, draw_within, other_than, usable_frames
from goldsmith.generators.lessons.facts import claims
from goldsmith.generators.lessons.sentences import Said, say
from goldsmith.generators.lessons.states import described
from goldsmith.generators.lessons.tenses import BY_NAME
from goldsmith.generators.lessons.things import adjectives, determined, draw_thing, english_adjective, named, usable
from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.frames import Frame, known_by, names, one
from goldsmith.languages.italian.nouns import noun
from goldsmith.schemas.lessons import Claim

Pair = tuple[Said, Said]


def told(rng: random.Random, level: str, construction: str, fits: Callable[[Frame], bool]) -> Choice:
    """A sentence about somebody by name, in a frame that fits."""
    built = BY_NAME[construction]
    pairs = [
        (frame, when) for frame, when in usable_frames(level, construction) if frame.subject == "person" and fits(frame)
    ]
    frame, when = rng.choice(pairs)
    return replace(draw_within(rng, frame, when, level, built, subject=anybody(rng)), negative=False)


def tenses(rng: random.Random, level: str) -> Pair:
    """The imperfetto for a habit and the passato prossimo for one time."""
    past = told(rng, level, "indicativo passato prossimo", lambda frame: "h" in frame.when or "w" in frame.when)
    when = "h" if "h" in past.frame.when else "w"
    built = BY_NAME["indicativo imperfetto"]
    time = draw_time(rng, past.frame, when, level, built)
    return say(replace(past, construction=built, when=when, time=time)), say(past)


def now_and_then(rng: random.Random, level: str) -> Pair:
    """The presente and the passato prossimo."""
    past = told(rng, level, "indicativo passato prossimo", lambda frame: "n" in frame.when)
    return say(replace(past, construction=BY_NAME["indicativo presente"], when="n", time=None)), say(past)


def going_on(rng: random.Random, level: str) -> Pair:
    """The presente for a habit and stare with the gerundio for what is going on."""
    now = told(rng, level, "stare con gerundio", lambda frame: "h" in frame.when)
    built = BY_NAME["indicativo presente"]
    return say(replace(now, construction=built, when="h", time=draw_time(rng, now.frame, "h", level, built))), say(now)


def moods(rng: random.Random, level: str) -> Pair:
    """The indicativo in a main clause and the congiuntivo after penso che."""
    wished = told(rng, level, "congiuntivo presente", lambda frame: True)
    return say(replace(wished, construction=BY_NAME["indicativo presente"])), say(wished)


def auxiliary(rng: random.Random, level: str) -> Pair:
    """One verb with essere and one with avere."""

    def takes(helper: str) -> Callable[[Frame], bool]:
        return lambda frame: auxiliaries(frame.verb).choice == (helper,)

    with_essere = told(rng, level, "indicativo passato prossimo", takes("essere"))
    with_avere = told(rng, level, "indicativo passato prossimo", takes("avere"))
    return say(with_essere), say(with_subject(with_avere, with_essere.subject))


def genders(rng: random.Random, level: str) -> Pair:
    """A man and a woman with a verb that takes essere: the participle agrees."""
    first = told(rng, level, "indicativo passato prossimo", lambda frame: auxiliaries(frame.verb).choice == ("essere",))
    gender = "f" if first.subject.features.gender == "m" else "m"
    second = named(rng.choice([row["name"] for row in names("person") if row["gender"] == gender]))
    return say(first), say(with_subject(first, second))


def qualities(rng: random.Random, level: str) -> Pair:
    """A masculine and a feminine noun with the same adjective."""
    words = [word for word in adjectives("clothes", "predicate", level) if word.endswith("o")]
    known = [lemma for lemma in one("clothes").nouns if known_by(level, noun(lemma)["level"])]
    word = rng.choice(words)
    masculine = rng.choice([lemma for lemma in known if noun(lemma)["gender"] == "m"])
    feminine = rng.choice([lemma for lemma in known if noun(lemma)["gender"] == "f"])
    first, second = (
        described(determined(lemma, "d", "clothes"), word, english_adjective(word)) for lemma in (masculine, feminine)
    )
    return first, second


def numbers(rng: random.Random, level: str) -> Pair:
    """One thing and several."""

    def counted(frame: Frame) -> bool:
        return any({"i", "n"} <= set(slot.determiners) for slot in frame.objects)

    choice = told(rng, level, "indicativo passato prossimo", counted)
    slot = rng.choice(
        [slot for slot in choice.frame.objects if {"i", "n"} <= set(slot.determiners) and usable(slot, level)]
    )
    lemma = rng.choice(usable(slot, level))
    one_thing, several = (determined(lemma, letter, slot.kind, count=rng.randrange(2, 5)) for letter in "in")
    return say(replace(choice, object=one_thing)), say(replace(choice, object=several))


def pronouns(rng: random.Random, level: str) -> Pair:
    """A thing by its noun, then by its pronoun."""
    frames = [frame for frame, _ in usable_frames(level, "indicativo presente", True)]
    choice = told(rng, level, "indicativo presente", lambda frame: frame in frames)
    slot = next(slot for slot in choice.frame.objects if usable(slot, level))
    letter = "d" if set(slot.determiners) & set("idtogr") or not slot.determiners else "D"
    drawn = draw_thing(rng, replace(slot, determiners=letter if slot.determiners else ""), level, choice.subject)
    thing = other_than(rng, choice.subject, drawn)
    plain = replace(choice, object=thing)
    return say(plain), say(replace(plain, pronoun=True))


def agreeing(claim: Claim) -> bool:
    """Gender and number agree."""
    return claim.kind == "agreement" and claim.value[0] in "mf"


def of_kind(kind: str) -> Callable[[Claim], bool]:
    """The claims of one kind."""
    return lambda claim: claim.kind == kind


def pronominal(claim: Claim) -> bool:
    """The gender of the noun, or the pronoun that stands for it."""
    return claim.kind == "gender" or claim.value.startswith("clitic")


PAIRS: Mapping[str, tuple[str, Callable[[random.Random, str], Pair], Callable[[Claim], bool]]] = MappingProxyType(
    {
        "now and then": ("A1", now_and_then, of_kind("tense")),
        "auxiliary": ("A1", auxiliary, of_kind("auxiliary")),
        "genders": ("A1", genders, agreeing),
        "qualities": ("A1", qualities, agreeing),
        "numbers": ("A1", numbers, of_kind("number")),
        "tenses": ("A2", tenses, of_kind("tense")),
        "going on": ("A2", going_on, of_kind("form")),
        "pronouns": ("A2", pronouns, pronominal),
        "moods": ("B1", moods, of_kind("mood")),
    }
)
"""By name: the level from which a pair is understood, its maker, and which claims may tell its sentences apart."""


def draw_pair(rng: random.Random, level: str) -> tuple[Pair, tuple[Claim, ...]]:
    """Two sentences, and for each a claim that tells it from the other."""
    _, maker, telling = rng.choice([entry for entry in PAIRS.values() if known_by(level, entry[0])])
    first, second = maker(rng, level)
    return (first, second), (*telling_apart(rng, first, second, telling), *telling_apart(rng, second, first, telling))


def telling_apart(rng: random.Random, said: Said, other: Said, telling: Callable[[Claim], bool]) -> tuple[Claim, ...]:
    """A claim of the one sentence that is none of the other, where there is one."""
    apart = [claim for claim in claims((said,)) if telling(claim) and claim not in claims((other,))]
    return (rng.choice(apart),) if apart else ()
