"""Lines of everyday scenes: greeting, asking for something, for its price and for the way."""

import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from goldsmith.generators.lessons.sentences import Said, interjection
from goldsmith.generators.lessons.things import (
    Thing,
    adjectives,
    determined,
    draw_thing,
    located,
    named,
    speaker,
    usable,
    with_preposition,
)
from goldsmith.languages.english.verbs import EnglishClause, clause
from goldsmith.languages.italian.clauses import Sentence
from goldsmith.languages.italian.data import Row, table
from goldsmith.languages.italian.frames import names, slots
from goldsmith.languages.italian.index import index
from goldsmith.languages.italian.phrases import NounPhrase, Phrase, noun_phrase
from goldsmith.languages.italian.verb_groups import VerbGroup, realised
from goldsmith.languages.italian.words import word
from goldsmith.languages.language import Features

SMALL = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
EUROS = {**dict(enumerate(SMALL, start=2)), **dict(zip(range(20, 100, 10), TENS, strict=True))}
PRICES: Mapping[str, Sequence[int]] = MappingProxyType(
    {
        "coffee": range(2, 4),
        "snack": range(2, 6),
        "staple": range(2, 7),
        "printed": range(2, 13),
        "clothes": range(20, 100, 10),
        "footwear": range(40, 100, 10),
        "payable": range(20, 60, 10),
    }
)
"""What things of a kind may cost, in euros; anything else five to twelve."""
ME, YOU = speaker("1", "s", "m"), speaker("2", "p", "m")
NOTHING = Thing(Phrase((), Features()), "", "3s", "")


@cache
def scenes(level: str) -> tuple[tuple[Row, ...], ...]:
    """The scenes of which a learner of this level knows a word for every line."""
    found: dict[str, list[Row]] = {}
    for row in table("scenes"):
        found.setdefault(row["scene"], []).append(row)
    return tuple(tuple(rows) for rows in found.values() if all(known(row, level) for row in rows))


def known(row: Row, level: str) -> bool:
    """The line has a noun to be said with, where it needs one."""
    return row["kind"] in ("", "same", "again") or any(usable(slot, level) for slot in slots(row["kind"]))


def line(rng: random.Random, row: Row, level: str, before: Thing) -> tuple[Said, Thing]:
    """One line, and what is spoken of after it."""
    if row["kind"] == "same" and before.asked:
        letter = "D" if before.asked.number == "p" else "d"
        thing = determined(before.asked.noun, letter, before.kind, gender=before.asked.gender)
    elif row["kind"] == "again" and before.asked:
        thing = before if before.kind == "staple" else another(rng, before.asked, before.kind, level)
    elif row["kind"]:
        slot = rng.choice([slot for slot in slots(row["kind"]) if usable(slot, level)])
        thing = draw_thing(rng, slot, level, None, plain=True)
    else:
        thing = NOTHING
    of = before if row["line"] == "price" else thing
    return LINES[row["line"]](rng, of), thing if thing.english else before


def another(rng: random.Random, asked: NounPhrase, kind: str, level: str) -> Thing:
    """One more of what was spoken of, with an adjective of its own."""
    known = adjectives(kind, "attribute", level)
    letter = "P" if asked.number == "p" else "i"
    return determined(asked.noun, letter, kind, gender=asked.gender, attribute=rng.choice(known) if known else "")


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def want(rng: random.Random, thing: Thing) -> Said:
    """A wish in the conditional: vorrei un caffè."""
    verb = realised(VerbGroup("volere", "condizionale", "presente", ME.features))
    forms = (*verb, *thing.phrase.forms)
    return Said(Sentence(forms), f"I would like {thing.english}.", ME, verb, "volere", "", seen(thing))


def seen(thing: Thing) -> tuple[Thing, ...]:
    """The thing, where it has a noun."""
    return (thing,) if thing.asked else ()


def owning(lemma: str, english_verb: str, who: Thing, thing: Thing, mark: str) -> Said:
    """A verb with its object, said by or of who speaks: avete del pane? abbiamo del pane."""
    verb = realised(VerbGroup(lemma, subject=who.features))
    tense = "present continuous" if lemma == "cercare" else "present"
    said = clause(
        EnglishClause(who.english, who.person, f"{english_verb} {thing.english}", tense, question=mark == "?")
    )
    return Said(Sentence((*verb, *thing.phrase.forms), mark), capital(said) + mark, who, verb, lemma, "", seen(thing))


def have(rng: random.Random, thing: Thing) -> Said:
    """The shop's goods: abbiamo un vestito rosso."""
    return owning("avere", "have", speaker("1", "p", "m"), thing, ".")


def ask(rng: random.Random, thing: Thing) -> Said:
    """A question for goods: avete del pane."""
    return owning("avere", "have", YOU, thing, "?")


def look(rng: random.Random, thing: Thing) -> Said:
    """What one is after: cerco una camicia."""
    return owning("cercare", "look for", ME, thing, ".")


def offer(rng: random.Random, thing: Thing) -> Said:
    """An offer to a friend: vuoi un caffè."""
    return owning("volere", "want", speaker("2", "s", "m"), thing, "?")


def cost(rng: random.Random, thing: Thing) -> Said:
    """The price asked: quanto costa la borsa."""
    verb = realised(VerbGroup("costare", subject=thing.features))
    forms = (word("quanto", "adverb"), *verb, *thing.phrase.forms)
    said = clause(EnglishClause(thing.english, thing.person, "cost", "present", question=True))
    return Said(Sentence(forms, "?"), f"How much {said}?", thing, verb, "costare", "", seen(thing))


def price(rng: random.Random, thing: Thing) -> Said:
    """The price of a thing: sono dieci euro."""
    count = rng.choice(PRICES.get(thing.kind, range(5, 13)))
    phrase = noun_phrase(NounPhrase("euro", "p", str(count)))
    english = f"{EUROS[count]} euros"
    paid = Thing(phrase, english, "3p", "price", NounPhrase("euro", "p", str(count)))
    verb = realised(VerbGroup("essere", subject=phrase.features))
    return Said(Sentence((*verb, *phrase.forms)), f"It is {english}.", paid, verb, "essere", "", (paid,))


def where(rng: random.Random, thing: Thing) -> Said:
    """The way asked: dov'è la stazione."""
    verb = realised(VerbGroup("essere", subject=thing.features))
    forms = (index()["dov'"][0], *verb, *thing.phrase.forms)
    said = clause(EnglishClause(thing.english, thing.person, "be", "present", question=True))
    return Said(Sentence(forms, "?"), f"Where {said}?", thing, verb, "essere", "", seen(thing))


def found(rng: random.Random, thing: Thing) -> Said:
    """The way told: è in piazza."""
    at = located(rng.choice(("piazza", "centro")), "at")
    it = speaker("3", "s", "m")
    verb = realised(VerbGroup("essere", subject=it.features))
    return Said(Sentence((*verb, *at.phrase.forms)), f"It is {at.english}.", it, verb, "essere", "", ())


def ticket(rng: random.Random, thing: Thing) -> Said:
    """A ticket bought: vorrei un biglietto per Roma."""
    city = with_preposition(named(rng.choice(names("city"))["name"], "city"), "per")
    verb = realised(VerbGroup("volere", "condizionale", "presente", ME.features))
    forms = (*verb, *thing.phrase.forms, *city.phrase.forms)
    english = f"I would like {thing.english} to {city.english}."
    return Said(Sentence(forms), english, ME, verb, "volere", "", (thing,))


def fixed(lemma: str, english: str) -> Callable[[random.Random, Thing], Said]:
    """A line of one word."""
    return lambda rng, thing: interjection(lemma, english_text=english)


LINES: Mapping[str, Callable[[random.Random, Thing], Said]] = MappingProxyType(
    {
        "greet": fixed("buongiorno", "Good morning"),
        "hello": fixed("ciao", "Hello"),
        "thank": fixed("grazie", "Thank you"),
        "welcome": fixed("prego", "You are welcome"),
        "bye": fixed("arrivederci", "Goodbye"),
        "want": want,
        "have": have,
        "ask": ask,
        "look": look,
        "offer": offer,
        "cost": cost,
        "price": price,
        "where": where,
        "found": found,
        "ticket": ticket,
    }
)
"""The lines by the name that the table of scenes has for them."""
