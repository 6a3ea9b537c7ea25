"""Verb frames: which verbs go with which subjects, objects and complements so that a sentence makes sense, and in English."""

from dataclasses import dataclass
from functools import cache

from goldsmith.languages.english.nouns import plural
from goldsmith.languages.italian.data import Row, keyed, table
from goldsmith.languages.italian.verbs import row_of
from goldsmith.languages.language import NotCovered

LEVELS = ("A1", "A2", "B1", "B2")
PEOPLE = ("name", "kin", "person", "friend")
"""The kinds that `people` stands for."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What may fill a place: nouns, and the determiners that they may have, as letters of `noun_phrases.DETERMINED`."""

    kind: str
    nouns: tuple[str, ...]
    determiners: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of a verb.

    `when` says where in time it makes sense: n going on now, h every day, w every week, p in the past, f in the future,
    i as an order, m after want, must and can, s as a state; b that it happens in a moment, l that it lasts; P and F that
    it may be said of last or next week, 0 that no word of time goes with it, a that it is not denied, g that no child
    does it. `link` is the complement's preposition, or `at` or `to` for places, `city` for cities and `word` for adverbs.
    `english` is a verb phrase with {o} and {c} for object and complement.
    """

    verb: str
    use: str
    when: str
    subject: str
    objects: tuple[Slot, ...]
    link: str
    complements: tuple[Slot, ...]
    english: str

    @property
    def level(self) -> str:
        """The level at which the verb is learned."""
        return row_of(self.verb)["level"]


def known_by(level: str, word_level: str) -> bool:
    """A word of this level is known to a learner of that level."""
    return LEVELS.index(word_level) <= LEVELS.index(level)


@cache
def frames() -> tuple[Frame, ...]:
    """The table, in its order."""
    return tuple(frame(row) for row in table("frames"))


def frame(row: Row) -> Frame:
    """One row of the table."""
    link, _, spec = row["with"].partition(":")
    if link == "word":
        complements: tuple[Slot, ...] = (Slot("word", tuple(spec.split("/")), ""),)
    else:
        complements = places(spec) if link in ("at", "to") else () if link == "city" else slots(spec)
    if link == "city":
        link, complements = f"city:{spec}", (Slot("city", (), ""),)
    return Frame(
        row["verb"], row["use"], row["when"], row["subject"], slots(row["object"]), link, complements, row["english"]
    )


def slots(spec: str) -> tuple[Slot, ...]:
    """What "clothes:id|shoes" names by the table of kinds; "=colazione:d" is one noun, people all kinds of them."""
    found = []
    for part in spec.split("|") if spec else ():
        name, _, letters = part.partition(":")
        if name.startswith("="):
            found.append(Slot("fixed", (name[1:],), letters or "z"))
        elif name == "people":
            found.extend(one(kind, "d" if kind == "person" else "o") for kind in PEOPLE)
        else:
            found.append(one(name, letters))
    return tuple(found)


def one(kind: str, letters: str = "") -> Slot:
    """The nouns of one kind with these determiners or all that it allows; names of people and cities have none."""
    if kind in ("name", "city"):
        return Slot(kind, (), "")
    row = kinds().get(kind)
    if row is None:
        raise NotCovered("kind.unknown", f"no nouns of kind {kind!r}")
    return Slot(kind, tuple(row["nouns"].split("/")), letters or row["determiners"])


def places(spec: str) -> tuple[Slot, ...]:
    """What "home/=bar/parco" names: kinds of place, and after = the nouns themselves."""
    names, _, nouns = spec.partition("=")
    listed = [row["noun"] for name in names.split("/") if name for row in table("place_phrases") if row["kind"] == name]
    return (Slot("place", (*listed, *(noun for noun in nouns.split("/") if noun)), ""),)


@cache
def kinds() -> dict[str, Row]:
    """The kinds of noun by name."""
    return {row["kind"]: row for row in table("kinds")}


@cache
def place_phrases() -> dict[str, Row]:
    """Places by noun, with their English."""
    return {row["noun"]: row for row in table("place_phrases")}


@dataclass(frozen=True, slots=True)
class EnglishNoun:
    """The English of a noun; counted "" in singular and plural, "m" in the singular alone, "p" in the plural alone."""

    singular: str
    plural: str
    counted: str


def english_noun(lemma: str) -> EnglishNoun:
    """The English of a noun: the table's, or the first gloss with its regular plural."""
    row = english_nouns().get(lemma)
    text = row["english"] if row else plain_gloss(keyed("nouns")[lemma]["gloss"])
    counted = row["count"] if row else ""
    return EnglishNoun(text, text if counted == "p" else (row and row["plural"]) or plural(text), counted)


@cache
def english_nouns() -> dict[str, Row]:
    """The nouns whose English is not the first gloss, or is not counted as it is."""
    return {row["noun"]: row for row in table("english_nouns")}


def plain_gloss(gloss: str) -> str:
    """The first of several glosses, without what stands in brackets."""
    return gloss.split(";")[0].split("(")[0].strip()


@cache
def names(kind: str) -> tuple[Row, ...]:
    """The proper names of one kind: person or city."""
    return tuple(row for row in table("names") if row["kind"] == kind)
