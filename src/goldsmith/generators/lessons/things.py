"""What a sentence speaks of: people, things and places, each as an Italian phrase with its English."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from goldsmith.languages.english.nouns import indefinite
from goldsmith.languages.italian.articles import simple
from goldsmith.languages.italian.data import keyed, table
from goldsmith.languages.italian.frames import Slot, english_noun, known_by, names, place_phrases, plain_gloss
from goldsmith.languages.italian.nouns import noun
from goldsmith.languages.italian.phrases import NounPhrase, Phrase, coordinated, name, noun_phrase
from goldsmith.languages.italian.places import place
from goldsmith.languages.italian.pronouns import subject_pronoun
from goldsmith.languages.italian.sound import euphonic
from goldsmith.languages.italian.words import word
from goldsmith.languages.language import Features, Form

NUMBERS = ("two", "three", "four")
OWNERS = {"1s": "my", "2s": "your", "1p": "our", "2p": "your", "3p": "their"}
PRONOUNS = {"1s": "I", "2s": "you", "1p": "we", "2p": "you", "3p": "they"}
DETERMINED: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "i": ("s", "indefinite", "a"),
        "d": ("s", "definite", "the"),
        "D": ("p", "definite", "the"),
        "p": ("s", "partitive", "some"),
        "P": ("p", "partitive", "some"),
        "o": ("s", "definite", "own"),
        "O": ("p", "definite", "own"),
        "r": ("s", "definite", "own"),
        "R": ("p", "definite", "own"),
        "n": ("p", "number", ""),
        "t": ("s", "questo", "this"),
        "T": ("p", "questo", "these"),
        "g": ("s", "definite", ""),
        "G": ("p", "definite", ""),
        "z": ("s", "", ""),
    }
)
"""The letters of the tables: the Italian number and determiner, and the English determiner; r is owned in English alone."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A phrase with its English; `person` is the English person of a verb after it, `features` the Italian ones.

    `asked` is the noun phrase that was asked for, of a name or a place none.
    """

    phrase: Phrase
    english: str
    person: str
    kind: str
    asked: NounPhrase | None = None
    hidden: bool = False

    @property
    def features(self) -> Features:
        """What agrees with it."""
        return self.phrase.features

    @property
    def owner(self) -> tuple[str, str]:
        """The person and number that own what is its own."""
        return self.features.person, self.features.number

    @property
    def own(self) -> str:
        """my, your, his and so on, said by its gender."""
        if self.person != "3s":
            return OWNERS[self.person]
        return "its" if self.kind == "animal" else "her" if self.features.gender == "f" else "his"


@cache
def usable(slot: Slot, level: str) -> tuple[str, ...]:
    """The nouns of a slot that a learner of this level knows; of names all."""
    if slot.kind in ("name", "city"):
        return slot.nouns or tuple(row["name"] for row in names("person" if slot.kind == "name" else "city"))
    if slot.kind == "word":
        return slot.nouns
    return tuple(lemma for lemma in slot.nouns if known_by(level, noun(lemma)["level"]))


OF_THINGS = {"caro": "expensive", "breve": "short"}
SHARED = ("kin", "friend", "car", "room", "dwelling", "pet")
"""What several people may own one of together."""


def determiners(slot: Slot, owner: Thing | None, *, unfit: str) -> str:
    """The determiners of a slot but for unfit ones, where others are left; what nobody owns, or several at once, is definite."""
    letters = slot.determiners
    several = owner is not None and owner.features.number == "p" and slot.kind not in SHARED
    if owner is None or owner.kind == "animal" or several:
        letters = letters.replace("o", "d").replace("O", "D")
    if owner is None:
        letters = letters.replace("r", "d").replace("R", "D")
    return "".join(letter for letter in letters if letter not in unfit) or letters


def draw_thing(
    rng: random.Random, slot: Slot, level: str, owner: Thing | None, *, unfit: str = "", plain: bool = False
) -> Thing:
    """A phrase for a slot; the owner, if there is one, is who the sentence is about."""
    lemma = rng.choice(usable(slot, level))
    if slot.kind in ("name", "city"):
        return named(lemma, slot.kind)
    letter = rng.choice(determiners(slot, owner, unfit=unfit))
    gender = "m" if slot.kind == "language" else rng.choice(noun(lemma)["gender"])
    attribute = "" if plain else draw_attribute(rng, slot.kind, letter, level)
    return determined(lemma, letter, slot.kind, owner, gender, attribute, rng.randrange(2, 5))


def draw_attribute(rng: random.Random, kind: str, letter: str, level: str) -> str:
    """An adjective for one noun phrase in three, where the kind has some."""
    known = adjectives(kind, "attribute", level)
    fitting = [word for word in known if letter in "inP" or (letter in "dD" and word not in ("buono", "bello"))]
    wanted = rng.randrange(3) == 0
    return rng.choice(fitting) if fitting and wanted else ""


@cache
def adjectives(kind: str, use: str, level: str) -> tuple[str, ...]:
    """The adjectives that go with a kind of noun as attribute or as predicate, as far as the learner knows them."""
    row = qualities().get(kind)
    return tuple(word for word in split(row[use]) if known_by(level, keyed("adjectives")[word]["level"])) if row else ()


def split(cell: str) -> tuple[str, ...]:
    """The words of a cell."""
    return tuple(word for word in cell.split("/") if word)


@cache
def qualities() -> Mapping[str, Mapping[str, str]]:
    """The adjectives that go with each kind of noun, as attributes and as predicates."""
    return MappingProxyType({row["kind"]: row for row in table("qualities")})


def determined(
    lemma: str,
    letter: str,
    kind: str,
    owner: Thing | None = None,
    gender: str = "",
    attribute: str = "",
    count: int = 2,
) -> Thing:
    """A noun phrase by the letter of its determiner, with its English."""
    number, determiner, _ = DETERMINED[letter]
    asked = NounPhrase(
        lemma,
        number,
        str(count) if determiner == "number" else determiner,
        (attribute,) if attribute else (),
        owner.owner if owner and letter in "oO" else None,
        gender,
    )
    text, many = determined_english(asked, letter, owner, count)
    return Thing(noun_phrase(asked), text, "3p" if many else "3s", kind, asked)


def determined_english(asked: NounPhrase, letter: str, owner: Thing | None, count: int) -> tuple[str, bool]:
    """The English of a noun phrase, and whether a verb after it is in the plural."""
    number, _, english = DETERMINED[letter]
    known = english_noun(asked.noun)
    many = known.counted == "p" or (number == "p" and known.counted != "m")
    adjectives = " ".join(english_adjective(adjective) for adjective in asked.adjectives)
    head = f"{adjectives} {known.plural if many else known.singular}".strip()
    if letter == "n":
        return f"{NUMBERS[count - 2]} {head}", many
    if english == "a" and not many:
        return indefinite(head), many
    said = owner.own if owner and english == "own" else {"this": "these"}.get(english, english) if many else english
    return f"{said} {head}".strip(), many


def english_adjective(lemma: str) -> str:
    """The first gloss of an adjective, but for those whose other gloss is said of things; nothing for none."""
    return OF_THINGS.get(lemma) or plain_gloss(keyed("adjectives")[lemma]["gloss"]) if lemma else ""


def named(text: str, kind: str = "name") -> Thing:
    """A person's name or a city's."""
    row = next(row for row in table("names") if row["name"] == text)
    return Thing(name(text, row["gender"]), row["english"] or text, "3s", kind)


def both(first: Thing, second: Thing) -> Thing:
    """Two people together, with ed before another e."""
    phrase = coordinated(first.phrase, second.phrase)
    forms = tuple(
        spelled(form, after) if form.pos == "conjunction" else form
        for form, after in zip(phrase.forms, (*phrase.forms[1:], phrase.forms[-1]), strict=True)
    )
    return Thing(replace(phrase, forms=forms), f"{first.english} and {second.english}", "3p", "name")


def spelled(form: Form, after: Form) -> Form:
    """The words a and e as they are written before the next."""
    return replace(form, text=euphonic(form.text, after.text))


def speaker(person: str, number: str, gender: str, *, hidden: bool = True) -> Thing:
    """io, tu, noi, voi, and lui, lei, loro, which the verb alone shows unless the pronoun is said."""
    features = Features(gender, number, person)
    form = subject_pronoun(features)
    english = PRONOUNS.get(person + number) or ("she" if gender == "f" else "he")
    return Thing(Phrase((form,), features), english, person + number, "speaker", hidden=hidden)


def formal(gender: str) -> Thing:
    """Lei, who is addressed: the third person in Italian, you in English."""
    return replace(speaker("3", "s", gender), english="you", person="2s")


def with_preposition(thing: Thing, preposition: str) -> Thing:
    """The same phrase after a preposition, fused with its article."""
    asked = replace(thing.asked, preposition=preposition) if thing.asked else None
    phrase = noun_phrase(asked) if asked else Phrase((simple(preposition), *thing.phrase.forms), thing.features)
    first, *rest = phrase.forms
    return replace(
        thing, asked=asked, phrase=replace(phrase, forms=(spelled(first, rest[0]) if rest else first, *rest))
    )


def owned_by(thing: Thing, before: Thing, owner: Thing) -> Thing:
    """What was one's own, now another's own; anything else as it is."""
    if thing.asked is None or not thing.english.startswith(f"{before.own} "):
        return thing
    asked = replace(thing.asked, owner=owner.owner) if thing.asked.owner else thing.asked
    english = owner.own + thing.english.removeprefix(before.own)
    return replace(thing, asked=asked, phrase=noun_phrase(asked), english=english)


def located(lemma: str, link: str) -> Thing:
    """At or to a place, by the preposition that usage has settled."""
    return Thing(place(lemma, gender="m"), place_phrases()[lemma][link], "3s", "place")


def adverbial(lemma: str) -> Thing:
    """An adverb after the verb, by its first gloss: presto, early."""
    form = word(lemma, "adverb")
    gloss = next(row["gloss"] for row in table("words") if (row["lemma"], row["pos"]) == (lemma, "adverb"))
    return Thing(Phrase((form,), Features()), plain_gloss(gloss), "3s", "word")


def in_city(text: str, link: str) -> Thing:
    """In or to a city: a Roma for both."""
    row = next(row for row in names("city") if row["name"] == text)
    phrase = Phrase((simple("a"), name(text, "f").forms[0]), Features())
    return Thing(phrase, f"{'to' if link == 'to' else 'in'} {row['english']}", "3s", "city")
