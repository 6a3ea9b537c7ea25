"""The English of a sentence, from what was chosen for it."""

from goldsmith.generators.lessons.choices import Choice
from goldsmith.generators.lessons.tenses import ADVERBS, HELPERS
from goldsmith.generators.lessons.things import Thing
from goldsmith.languages.english.verbs import EnglishClause, clause
from goldsmith.languages.italian.frames import PEOPLE

OPENERS = {
    "pensare": ("think", "thought"),
    "credere": ("believe", "believed"),
}
"""Verbs of opinion before che, said by io."""


def english(choice: Choice) -> str:
    """The sentence in English, without its mark."""
    built, time = choice.construction, choice.time
    tense, phrase = built.english[choice.when], HELPERS.get(built.helper, "") + phrase_of(choice)
    adverb = ADVERBS.get(built.adverb, time.english if time and time.within else "")
    negative, end = choice.negative, time.english if time and not time.within else ""
    if built.name == "indicativo imperfetto" and choice.when in "hw":
        phrase = f"use to {phrase}"
    if choice.adverb or (time and time.within and choice.when == "p"):
        tense = "present perfect"
    if choice.adverb == "mai":
        adverb, negative = "never", False
    elif choice.adverb == "ancora":
        end = "yet"
    ordered = built.mood == "imperativo"
    asked = EnglishClause(
        "" if ordered else choice.subject.english,
        choice.subject.person,
        phrase,
        tense,
        negative,
        choice.question,
        adverb,
    )
    text = clause(asked)
    if ordered and choice.subject.person == "1p":
        text = f"let's {text}"
    if built.opener:
        text = f"I {OPENERS[choice.opener][built.opener == 'imperfetto']} that {text}"
    text = f"{end} {text}" if time and time.front and end else f"{text} {end}".strip()
    return text[:1].upper() + text[1:]


def phrase_of(choice: Choice) -> str:
    """The English verb phrase with its object and complement."""
    thing = choice.object
    text = choice.frame.english.format(
        o=(pronoun(thing) if choice.pronoun else thing.english) if thing else "",
        c=choice.complement.english if choice.complement else "",
    )
    return " ".join(text.replace("one's", choice.subject.own).split())


def pronoun(thing: Thing) -> str:
    """it, them, him or her for what a phrase names."""
    if thing.person == "3p":
        return "them"
    return {"f": "her", "m": "him"}[thing.features.gender] if thing.kind in PEOPLE else "it"
