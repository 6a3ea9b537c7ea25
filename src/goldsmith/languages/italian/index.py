"""Every form of one word that the plug-in makes, by its text."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from goldsmith.languages.italian.adjectives import ABSOLUTE, ORGANIC, adjective_forms, before_noun, organic, superlative
from goldsmith.languages.italian.articles import article_forms
from goldsmith.languages.italian.clusters import clitic_forms
from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.numerals import cardinal
from goldsmith.languages.italian.pronouns import pronoun_forms
from goldsmith.languages.italian.verb_forms import verb_forms
from goldsmith.languages.italian.words import by_lemma, word
from goldsmith.languages.language import Features, Form

NUMBERS = 1000
"""Numbers below this are known as words."""
NEXT = ("mano", "zio", "amo", "stella")
"""One word for each sound that a word before a noun can depend on."""


@cache
def index() -> Mapping[str, tuple[Form, ...]]:
    """Every form of one word by its lower-case text."""
    found: dict[str, dict[Form, None]] = {}
    for form in known():
        found.setdefault(form.text.lower(), {})[form] = None
    return MappingProxyType({text: tuple(forms) for text, forms in found.items()})


def known() -> Iterator[Form]:
    """Every form of one word that the plug-in makes, but verbs with joined pronouns."""
    for row in table("nouns"):
        yield from noun_forms(row["lemma"])
    for row in table("verbs"):
        yield from verb_forms(row["lemma"])
    for pos in ("adjective", "determiner"):
        for row in table(f"{pos}s"):
            yield from adjective_forms(row["lemma"], pos)
            yield from before_nouns(row["lemma"], pos)
    for row in table("adjectives"):
        if row["graded"] != "no":
            yield from superlative(row["lemma"])
    for lemma in ORGANIC:
        yield from organic(lemma, "comparativo")
    for lemma in ABSOLUTE:
        yield from organic(lemma, "superlativo assoluto")
    yield from article_forms()
    yield from pronoun_forms()
    yield from clitic_forms()
    for lemma, rows in by_lemma().items():
        yield from (word(lemma, row["pos"]) for row in rows)
    for row in table("spellings"):
        yield Form(row["form"], row["lemma"], row["pos"], Features(), "spelling.cut or lengthened")
    for number in range(NUMBERS):
        yield Form(cardinal(number), cardinal(number), "numeral", Features(number="p"), "number.cardinal")


def before_nouns(lemma: str, pos: str) -> Iterator[Form]:
    """The cut forms of a word before a noun: bel, bei, quel, nessun."""
    for form in adjective_forms(lemma, pos):
        for following in NEXT:
            yield from before_noun(lemma, pos, form.features, following)
