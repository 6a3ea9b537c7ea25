"""Where and when without a choice: the preposition that usage has settled for a noun, with its article or without."""

from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.phrases import NounPhrase, Phrase, noun_phrase
from goldsmith.languages.language import NotCovered


def place(noun: str, *, gender: str = "") -> Phrase:
    """To or at a place, in a means of transport or a season: a scuola, al mare, in centro, dal medico, in estate."""
    for row in table("places"):
        if row["noun"] == noun:
            determiner = "definite" if row["article"] == "yes" else ""
            return noun_phrase(NounPhrase(noun, "s", determiner, gender=gender, preposition=row["preposition"]))
    raise NotCovered("place.preposition", f"no settled preposition is known for {noun!r}")
