"""Sentences of how, where and how liked something is."""

import random
from dataclasses import replace
from functools import cache

from goldsmith.generators.lessons.drawing import anybody
from goldsmith.generators.lessons.sentences import Said
from goldsmith.generators.lessons.things import (
    Thing,
    adjectives,
    draw_thing,
    english_adjective,
    located,
    speaker,
    usable,
    with_preposition,
)
from goldsmith.languages.english.verbs import EnglishClause, clause
from goldsmith.languages.italian.clauses import Sentence, predicate
from goldsmith.languages.italian.clitics import Clitic
from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.frames import Slot, kinds, known_by, one
from goldsmith.languages.italian.nouns import noun
from goldsmith.languages.italian.verb_groups import VerbGroup, realised


def described(subject: Thing, adjective: str, english_word: str) -> Said:
    """The subject is so: la casa è grande."""
    verb_words = realised(VerbGroup("essere", subject=subject.features))
    quality = predicate(adjective, subject.features).forms
    said = clause(EnglishClause(subject.english, subject.person, f"be {english_word}", "present"))
    shown = () if subject.hidden else subject.phrase.forms
    things = (subject,) if subject.asked and not subject.hidden else ()
    return Said(
        Sentence((*shown, *verb_words, *quality)),
        said[:1].upper() + said[1:] + ".",
        subject,
        verb_words,
        "essere",
        "",
        things,
        predicate=quality,
    )


def there_is(thing: Thing, where: Thing) -> Said:
    """Something is somewhere: c'è un gatto in giardino."""
    verb_words = realised(VerbGroup("essere", subject=thing.features, clitics=(Clitic("ci"),)))
    said = clause(EnglishClause("there", thing.person, f"be {thing.english} {where.english}", "present"))
    return Said(
        Sentence((*verb_words, *thing.phrase.forms, *where.phrase.forms)),
        said[:1].upper() + said[1:] + ".",
        thing,
        verb_words,
        "essere",
        "",
        (thing,),
    )


def liking(who: Thing, thing: Thing, *, past: bool = False, negative: bool = False, question: bool = False) -> Said:
    """Somebody likes something: mi piace il gelato, a Maria piacciono i gatti; what is liked is the subject."""
    pronouns = (Clitic("indirect", *who.owner, who.features.gender),) if who.hidden else ()
    tense, english_tense, mark = (
        "passato prossimo" if past else "presente",
        "past" if past else "present",
        "?" if question else ".",
    )
    verb_words = realised(VerbGroup("piacere", "indicativo", tense, thing.features, pronouns, negative))
    text = clause(EnglishClause(who.english, who.person, f"like {thing.english}", english_tense, negative, question))
    front = () if who.hidden else who.phrase.forms
    forms = (*front, *verb_words, *thing.phrase.forms)
    return Said(Sentence(forms, mark), text[:1].upper() + text[1:] + mark, thing, verb_words, "piacere", "", (thing,))


def draw_quality(rng: random.Random, level: str) -> Said:
    """Somebody or something is so: la casa è grande."""
    kind = rng.choice([kind for kind in kinds() if adjectives(kind, "predicate", level) and usable(one(kind), level)])
    word = rng.choice(adjectives(kind, "predicate", level))
    if kind == "person" and rng.randrange(2):
        subject = anybody(rng)
    else:
        subject = draw_thing(rng, definite(one(kind)), level, speaker("1", "s", "m"), plain=True)
    return described(subject, word, english_adjective(word))


def definite(slot: Slot) -> Slot:
    """The slot with the determiners that the subject of a description has."""
    kept = "".join(letter for letter in slot.determiners if letter in "dDotT")
    return replace(slot, determiners=kept or "d")


def draw_presence(rng: random.Random, level: str) -> Said:
    """Something is somewhere: c'è un gatto in giardino."""
    where, nouns = rng.choice(presences(level))
    slot = Slot("present", nouns, rng.choice("in"))
    return there_is(draw_thing(rng, slot, level, None), located(where, "at"))


@cache
def presences(level: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Places that a learner of this level knows, with what may be there."""
    found = [
        (row["where"], usable(Slot("present", tuple(row["nouns"].split("/")), "i"), level))
        for row in table("presences")
    ]
    return tuple((where, nouns) for where, nouns in found if nouns and known_by(level, noun(where)["level"]))


def draw_liking(rng: random.Random, level: str) -> Said:
    """Somebody likes something, or liked it: mi piace il gelato, a Maria è piaciuto il film."""
    past = rng.randrange(3) == 0
    slot = one("enjoyed", "dt") if past else one(rng.choice(("liked", "loved")))
    thing = draw_thing(rng, slot, level, None, plain=True)
    person, number = rng.choice((("1", "s"), ("2", "s"), ("1", "p"), ("2", "p")))
    who = with_preposition(anybody(rng), "a") if rng.randrange(2) else speaker(person, number, rng.choice("mf"))
    asked = who.person in ("2s", "2p")
    return liking(who, thing, past=past, negative=not asked and rng.randrange(5) == 0, question=asked)
