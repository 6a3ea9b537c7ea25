"""Words that never change: adverbs, prepositions, conjunctions, pronouns without forms, interjections."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from goldsmith.languages.italian.data import Row, table
from goldsmith.languages.language import Features, Form, NotCovered


@cache
def by_lemma() -> Mapping[str, tuple[Row, ...]]:
    """The rows of the table by lemma; one lemma may be several parts of speech."""
    found: dict[str, tuple[Row, ...]] = {}
    for row in table("words"):
        found[row["lemma"]] = (*found.get(row["lemma"], ()), row)
    return MappingProxyType(found)


def word(lemma: str, pos: str = "") -> Form:
    """An invariable word; of several parts of speech the first in the lexicon, unless one is named."""
    for row in by_lemma().get(lemma, ()):
        if pos in ("", row["pos"]):
            return Form(lemma, lemma, row["pos"], Features(), f"{row['pos']}.invariable")
    raise NotCovered(f"{pos or 'word'}.unknown", f"the lexicon has no {pos or 'invariable word'} {lemma!r}")
