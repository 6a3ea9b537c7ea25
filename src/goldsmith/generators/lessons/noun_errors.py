"""Errors in noun phrases: articles, gender, plural, prepositions beside articles, the place of adjectives."""

from collections.abc import Iterator
from itertools import pairwise

from goldsmith.generators.lessons.sentences import Said
from goldsmith.generators.lessons.slips import wrong
from goldsmith.languages.italian.articles import definite, indefinite
from goldsmith.languages.italian.plugin import ITALIAN
from goldsmith.languages.italian.sound import IMPURE, PLAIN, VOWEL, onset
from goldsmith.languages.language import Features, Form
from goldsmith.schemas.lessons import Claim, CounterExample

DEFINITE = {("m", "s", PLAIN): "lo", ("m", "s", IMPURE): "il", ("m", "s", VOWEL): "il"}
DEFINITE |= {("m", "p", PLAIN): "gli", ("m", "p", IMPURE): "i", ("m", "p", VOWEL): "i"}
INDEFINITE = {("m", PLAIN): "uno", ("m", IMPURE): "un", ("m", VOWEL): "un'", ("f", VOWEL): "un"}
"""The article that learners take for another sound."""
OWNED = ("mio", "tuo", "suo", "nostro", "vostro")
TAUGHT_AFTER = frozenset(
    (
        "rosso",
        "nero",
        "bianco",
        "verde",
        "giallo",
        "azzurro",
        "grigio",
        "blu",
        "marrone",
        "italiano",
        "inglese",
        "francese",
        "tedesco",
        "spagnolo",
        "giapponese",
        "elettrico",
    )
)
"""Adjectives of colour and origin, which stand after their noun."""


def articles(said: Said) -> Iterator[tuple[int, Form, Form]]:
    """Each definite or indefinite article with the noun directly after it, and its place."""
    for at, (before, form) in enumerate(pairwise(said.sentence.forms)):
        if before.pos == "article" and form.pos == "noun" and before.features.use in ("definite", "indefinite"):
            yield at, before, form


def article(said: Said) -> Iterator[CounterExample]:
    """The article of another sound: il zaino, uno libro, un amica."""
    for at, before, form in articles(said):
        shape, sound = (before.features.gender, before.features.number), onset(form.text)
        listed = (
            DEFINITE.get((*shape, sound)) if before.features.use == "definite" else INDEFINITE.get((shape[0], sound))
        )
        if listed:
            breaks = Claim("article", form.text, before.text)
            yield from wrong(said, "article", (at, at + 2), (listed, form.text), breaks)


def gender(said: Said) -> Iterator[CounterExample]:
    """The article of the other gender: la problema, il mano."""
    for at, before, form in articles(said):
        shape = before.features.gender, before.features.number
        other = "f" if shape[0] == "m" else "m"
        if read_in(form, other):
            continue
        used = before.features.use == "definite"
        swapped = definite(other, shape[1], form.text) if used else indefinite(other, form.text)
        if swapped.text == before.text:
            continue
        breaks = Claim("gender", form.text, form.features.gender)
        yield from wrong(said, "gender", (at, at + 2), (swapped.text, form.text), breaks)


def read_in(form: Form, gender: str) -> bool:
    """The word is a noun or adjective of this gender too: le dolci are sweet ones."""
    wanted = Features(gender, form.features.number)
    return any(one.pos in ("noun", "adjective") and one.features.fits(wanted) for one in ITALIAN.analyse(form.text))


def unarticled(said: Said) -> Iterator[CounterExample]:
    """A possessive without its article, as in English: cerco mia chiave."""
    for at, (form, after) in enumerate(pairwise(said.sentence.forms)):
        if form.features.use == "definite" and form.pos == "article" and after.lemma in OWNED:
            breaks = Claim("rule", form.text, form.rule)
            yield from wrong(said, "article", (at, at + 2), (after.text,), breaks)


def plural(said: Said) -> Iterator[CounterExample]:
    """The singular of a noun where its plural is wanted: due mela."""
    for at, form in enumerate(said.sentence.forms):
        if form.pos != "noun" or form.features.number != "p" or at == 0:
            continue
        before = said.sentence.forms[at - 1]
        if before.pos == "numeral" and form.lemma != form.text:
            breaks = Claim("plural", form.lemma, form.text)
            yield from wrong(said, "plural", (at - 1, at + 1), (before.text, form.lemma), breaks)


def fused(said: Said) -> Iterator[CounterExample]:
    """A preposition beside its article instead of the one word that they make: a il medico."""
    for at, (form, following) in enumerate(pairwise(said.sentence.forms)):
        if form.rule != "preposition.articulated" or form.text == form.lemma:
            continue
        separate = definite(form.features.gender, form.features.number, following.text).text
        breaks = Claim("rule", form.text, form.rule)
        yield from wrong(said, "preposition", (at, at + 2), (form.lemma, separate, following.text), breaks)


def position(said: Said) -> Iterator[CounterExample]:
    """An adjective of colour or origin before its noun, as in English: una rossa macchina."""
    for at, (head, form) in enumerate(pairwise(said.sentence.forms)):
        before = said.sentence.forms[at - 1] if at else None
        if head.pos != "noun" or form.lemma not in TAUGHT_AFTER or before is None or form in said.predicate:
            continue
        if (
            before.pos not in ("article", "numeral")
            or before.text.endswith("'")
            or onset(form.text) != onset(head.text)
        ):
            continue
        breaks = Claim("rule", form.text, form.rule)
        yield from wrong(said, "word order", (at, at + 2), (form.text, head.text), breaks)


MAKERS = (article, unarticled, gender, plural, fused, position)
