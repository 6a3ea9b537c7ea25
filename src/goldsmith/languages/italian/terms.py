"""The terms in which Italian grammar is explained, in Italian and in English, with the feature values that they name."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from goldsmith.languages.italian.data import table
from goldsmith.languages.language import Features, Form


class Term(NamedTuple):
    """One feature with the values that a term may mean; `kind` is a kind of claim, "use" or "class"."""

    kind: str
    values: tuple[str, ...]


Terms = tuple[Term, ...]


@cache
def terms(medium: str) -> Mapping[str, Terms]:
    """Every term of one language, lower-case, with what it names; a term may name two features."""
    return MappingProxyType({row["term"]: _meant(row) for row in table("terms") if row["language"] == medium})


def _meant(row: Mapping[str, str]) -> Terms:
    kinds, values = row["kind"].split("+"), row["value"].split("+")
    return tuple(Term(kind, tuple(value.split("|"))) for kind, value in zip(kinds, values, strict=True))


@cache
def grammar_words() -> Mapping[str, tuple[Form, ...]]:
    """Words that explain grammar and that the lexicon for learners does not have, by their text."""
    found: dict[str, tuple[Form, ...]] = {}
    for row in table("grammar_words"):
        features = Features(row["gender"], row["number"], row["person"], row["mood"], row["tense"])
        form = Form(row["form"], row["lemma"], row["pos"], features, "grammar word")
        found[row["form"]] = (*found.get(row["form"], ()), form)
    return MappingProxyType(found)
