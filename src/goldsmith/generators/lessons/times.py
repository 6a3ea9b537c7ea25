"""Words of time: when a sentence says that it happens, where they stand, and their English."""

from dataclasses import dataclass
from functools import cache

from goldsmith.languages.italian.data import Row, table
from goldsmith.languages.italian.frames import known_by
from goldsmith.languages.italian.phrases import NounPhrase, noun_phrase
from goldsmith.languages.italian.words import word
from goldsmith.languages.language import Form


@dataclass(frozen=True, slots=True)
class Time:
    """A word or phrase of time; `within` is the adverb that stands in the verb; `when` are letters of Frame.when."""

    forms: tuple[Form, ...]
    english: str
    when: str
    within: str = ""
    front: bool = False


@cache
def times(when: str, level: str) -> tuple[Time, ...]:
    """What fits one part of time and a learner of this level."""
    return tuple(time(row) for row in table("times") if when in row["when"] and known_by(level, row["level"]))


def time(row: Row) -> Time:
    """One row of the table."""
    if row["kind"] == "within":
        return Time((), row["english"], row["when"], row["word"])
    if row["kind"] == "word":
        return Time((word(row["word"], "adverb"),), row["english"], row["when"])
    adjectives = (row["adjective"],) if row["adjective"] else ()
    phrase = noun_phrase(NounPhrase(row["word"], "s", row["determiner"], adjectives))
    return Time(phrase.forms, row["english"], row["when"])
