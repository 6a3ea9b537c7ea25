"""Which English words are meanings of Italian ones."""

from functools import cache, lru_cache

from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.meanings import SMALL, glosses, plain


@cache
def gloss_words() -> frozenset[str]:
    """The words of all meanings in the lexicon."""
    return frozenset(
        word
        for name in ("nouns", "verbs", "adjectives", "words")
        for row in table(name)
        for word in plain(row["gloss"]).split()
        if word not in SMALL
    )


@lru_cache(maxsize=4096)
def glossed_by(text: str) -> frozenset[str]:
    """The words of the meanings of an Italian text."""
    return frozenset(
        word
        for one in bare(text).replace("'", "' ").split()
        for form in known(one)
        for gloss in glosses(form.lemma, form.pos)
        for word in gloss.split()
    )
