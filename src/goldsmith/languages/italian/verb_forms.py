"""Every simple form of a verb with its features and rule; what a defective verb lacks is missing or refused."""

from collections.abc import Iterator
from functools import cache

from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.verbs import SIMPLE, Slots, Verb, gerund, participle, takes_object, verb
from goldsmith.languages.language import Features, Form, NotCovered, chosen

PERSONS = (("1", "s"), ("2", "s"), ("3", "s"), ("1", "p"), ("2", "p"), ("3", "p"))
COLUMNS = {
    ("indicativo", "presente"): "present",
    ("indicativo", "imperfetto"): "stem",
    ("indicativo", "passato remoto"): "remote",
    ("indicativo", "futuro semplice"): "future",
    ("condizionale", "presente"): "future",
    ("congiuntivo", "presente"): "subjunctive",
    ("congiuntivo", "imperfetto"): "stem",
    ("imperativo", "presente"): "present",
    ("gerundio", "presente"): "stem",
    ("participio", "passato"): "participle",
}
"""The column of the irregular table that decides whether a form is regular."""
ENDINGS = (("m", "s", "o"), ("f", "s", "a"), ("m", "p", "i"), ("f", "p", "e"))


def rule(item: Verb, mood: str, tense: str) -> str:
    """The name of the rule that makes this tense of this verb: "verb.indicativo presente.-are"."""
    kind = item.rule if item.cell(COLUMNS[mood, tense]) or not item.irregular else f"-{item.conjugation}"
    return f"verb.{mood} {tense}.{kind}"


def lacks(item: Verb, mood: str, person: str) -> bool:
    """The verb is not used like that: it rains, no order to be able."""
    if item.only == "3":
        return mood == "imperativo" or person in ("1", "2")
    return item.only == "noimp" and mood == "imperativo"


def finite(item: Verb, mood: str, tense: str, slots: Slots) -> Iterator[Form]:
    """The forms of one tense, person by person."""
    for (person, number), texts in zip(PERSONS, slots, strict=True):
        for text in texts if not lacks(item, mood, person) else ():
            features = Features(number=number, person=person, mood=mood, tense=tense)
            yield Form(text, item.lemma, "verb", features, rule(item, mood, tense))


def participle_agrees(item: Verb) -> bool:
    """Only what has an object or takes essere ever has another participle than the masculine singular."""
    return takes_object(item.lemma) or auxiliaries(item.lemma).choice != ("avere",)


def participles(item: Verb) -> Iterator[Form]:
    """The participio passato in its four forms, or the one of an intransitive verb with avere; preferred spelling first."""
    for text in participle(item):
        for gender, number, ending in ENDINGS if participle_agrees(item) else ENDINGS[:1]:
            features = Features(gender, number, mood="participio", tense="passato")
            yield Form(text[:-1] + ending, item.lemma, "verb", features, rule(item, "participio", "passato"))


@cache
def verb_forms(lemma: str) -> tuple[Form, ...]:
    """The simple forms of a verb, of a pronominal one without its pronoun."""
    item = verb(lemma)
    found = [Form(item.infinitive, lemma, "verb", Features(mood="infinito", tense="presente"), "verb.lemma")]
    for (mood, tense), slots in SIMPLE.items():
        found.extend(finite(item, mood, tense, slots(item)))
    named = Features(mood="gerundio", tense="presente")
    found.append(Form(gerund(item), lemma, "verb", named, rule(item, "gerundio", "presente")))
    found.extend(participles(item))
    return tuple(found)


def verb_form(lemma: str, features: Features) -> Form:
    """The preferred simple form with these features."""
    item = verb(lemma)
    if lacks(item, features.mood, features.person):
        raise NotCovered("verb.defective", f"{lemma!r} is not used in {features.mood} {features.person}")
    return chosen(verb_forms(lemma), features)
