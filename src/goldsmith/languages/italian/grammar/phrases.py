"""Noun phrases, phrases with a preposition and predicates, found where they begin; every word agrees and fits the next."""

from collections.abc import Iterator
from typing import NamedTuple

from goldsmith.languages.italian.articles import FUSED
from goldsmith.languages.italian.data import keyed
from goldsmith.languages.italian.grammar.lists import words_of
from goldsmith.languages.italian.grammar.spelled import (
    ANY,
    Pairs,
    Word,
    article_pairs,
    before_pairs,
    fused_pairs,
    pairs,
)
from goldsmith.languages.language import Form

Words = tuple[Word, ...]
BEFORE = words_of("before")
"""Adjectives that may stand before their noun."""
GRADES = words_of("grades")
POSSESSIVES = frozenset(("mio", "tuo", "suo", "nostro", "vostro"))
BARE = words_of("bare")
"""Nouns that stand without an article although they are counted."""
TIMES = words_of("times")


class Phrase(NamedTuple):
    """A noun phrase from one word to another; `bare` has no determiner, `timely` tells a time."""

    end: int
    pairs: Pairs
    bare: bool
    timely: bool
    person: str = "3"
    lemma: str = ""
    owned: bool = False


def kin(phrase: Phrase) -> bool:
    """One relative, who has a possessive without an article."""
    return row_topic(phrase.lemma) == "kin" and all(number == "s" for _, number in phrase.pairs)


def noun_phrases(words: Words, start: int, *, bound: Pairs = ANY, determined: bool = False) -> Iterator[Phrase]:
    """Every noun phrase that begins here, several joined by `e` as one plural among them."""
    for first in simple_phrases(words, start, bound=bound, determined=determined):
        yield first
        yield from joined(words, first)


def joined(words: Words, first: Phrase) -> Iterator[Phrase]:
    """The phrase with what follows after `e`."""
    if first.end < len(words) and words[first.end].low in ("e", "ed"):
        for second in simple_phrases(words, first.end + 1):
            genders = {gender for gender, _ in first.pairs} & {gender for gender, _ in second.pairs}
            gender = "f" if genders == {"f"} else "m"
            either = frozenset(((gender, "p"),)) if len(genders) < 2 else frozenset((("f", "p"), ("m", "p")))
            person = min(first.person, second.person)
            yield Phrase(second.end, either, first.bare and second.bare, first.timely and second.timely, person)


def simple_phrases(
    words: Words, start: int, *, bound: Pairs = ANY, determined: bool = False, bare: bool = True
) -> Iterator[Phrase]:
    """One noun with its determiners and adjectives, a pronoun, or a name."""
    if start >= len(words):
        return
    word = words[start]
    following = words[start + 1].low if start + 1 < len(words) else ""
    if not determined and following and following[0].isalpha():
        for form in word.forms:
            if form.pos == "article" and (left := article_pairs(word.low, following) & bound):
                yield from simple_phrases(words, start + 1, bound=left, determined=True, bare=False)
                break
    yield from before_head(words, start, bound, determined, bare)
    yield from heads(words, start, bound, determined, bare)


def before_head(words: Words, start: int, bound: Pairs, determined: bool, bare: bool) -> Iterator[Phrase]:
    """A determiner, numeral or adjective before what follows."""
    word, rest = words[start], start + 1
    if rest >= len(words):
        return
    following = words[rest].low
    for form in word.read_as("determiner", "adjective", "numeral"):
        if form.pos == "adjective" and form.lemma not in BEFORE and form.features.degree == "":
            continue
        if form.pos != "numeral" and following[0].isalpha():
            left = (before_pairs(word.low, form, following) or plain(word, form, words, rest)) & bound
        else:
            left = pairs(form) & bound
        if left:
            fixed = determined or form.pos != "adjective"
            owned = form.lemma in POSSESSIVES and not determined
            found = simple_phrases(words, rest, bound=left, determined=fixed, bare=bare and form.pos == "adjective")
            yield from (
                phrase._replace(bare=True, owned=True) if owned and not kin(phrase) else phrase for phrase in found
            )


def plain(word: Word, form: Form, words: Words, rest: int) -> Pairs:
    """Tutto before an article, and a determiner before another one."""
    if form.lemma in ("tutto", "entrambi", "ambedue") or words[rest].read_as("determiner"):
        return pairs(form)
    return frozenset()


def heads(words: Words, start: int, bound: Pairs, determined: bool, bare: bool) -> Iterator[Phrase]:
    """The noun, name or pronoun itself with the adjectives after it; an adjective or number after an article alone."""
    word = words[start]
    if word.name and word.text[0].isupper():
        yield Phrase(start + 1, frozenset((gender, "s") for gender in word.name), False, False)
    for form in word.read_as("noun"):
        if left := pairs(form) & bound:
            timely = row_topic(form.lemma) == "time" or form.lemma in TIMES
            loose = bare and not stands_bare(form)
            yield from after(words, Phrase(start + 1, left, loose, timely, lemma=form.lemma))
    if determined:
        place = start + (word.low in ("più", "meno"))
        for form in words[place].read_as("adjective", "determiner", "numeral") if place < len(words) else ():
            if left := pairs(form) & bound:
                yield Phrase(place + 1, left, False, form.pos == "numeral")
    elif bound == ANY:
        for form in word.read_as("pronoun"):
            if not form.rule.startswith("clitic"):
                person = form.features.person or "3"
                yield Phrase(start + 1, pairs(form), False, False, person)
        for form in word.read_as("determiner", "numeral"):
            yield Phrase(start + 1, pairs(form), form.lemma in POSSESSIVES, False)


def row_topic(lemma: str) -> str:
    """The topic of a noun of the lexicon."""
    return keyed("nouns").get(lemma, {}).get("topic", "")


def stands_bare(form: Form) -> bool:
    """The noun needs no article: a plural, a mass noun, a name of a language or month, a feeling after avere."""
    row = keyed("nouns").get(form.lemma, {})
    timely = row.get("topic") == "time" and row.get("count") in ("mass", "single")
    return (
        form.features.number == "p"
        or row.get("count") in ("mass", "both")
        or form.lemma in BARE
        or timely
        or form.lemma.endswith("dì")
    )


def after(words: Words, phrase: Phrase) -> Iterator[Phrase]:
    """The phrase alone, and with each further adjective behind it."""
    yield phrase
    place = phrase.end
    if place < len(words) and words[place].low in ("e", "ed"):
        place += 1
    while place < len(words) and words[place].low in GRADES:
        place += 1
    if place >= len(words):
        return
    for form in words[place].read_as("adjective", "determiner", "verb"):
        if form.pos == "verb" and form.features.mood != "participio":
            continue
        if form.pos == "determiner" and form.lemma not in OWNERS:
            continue
        if left := pairs(form) & phrase.pairs:
            yield from after(words, phrase._replace(end=place + 1, pairs=left))
    if words[place].name and row_topic(phrase.lemma) in ("person", "kin"):
        yield phrase._replace(end=place + 1)


OWNERS = words_of("owners")


def with_preposition(words: Words, start: int) -> Iterator[int]:
    """Where phrases with a preposition that begin here may end."""
    word, rest = words[start], start + 1
    prepositions = word.read_as("preposition")
    if not prepositions or rest >= len(words):
        return
    following = words[rest].low
    for form in prepositions:
        if form.rule == "preposition.articulated":
            bound = fused_pairs(word.low, form.lemma, following) if following[0].isalpha() else ANY
            ends = noun_phrases(words, rest, bound=bound, determined=True) if bound else ()
            yield from (phrase.end for phrase in ends)
        else:
            yield from bare_complements(words, rest)


def bare_complements(words: Words, rest: int) -> Iterator[int]:
    """What follows a preposition without an article of its own."""
    word = words[rest]
    fused = any(form.lemma in FUSED for form in words[rest - 1].read_as("preposition"))
    if fused and word.low in ("il", "lo", "la", "l'", "i", "gli", "le") and not words[rest - 1].read_as("adverb"):
        return
    yield from (phrase.end for phrase in noun_phrases(words, rest))
    if any(form.features.mood == "infinito" for form in word.forms) or word.read_as("adverb", "preposition"):
        yield rest + 1
    if word.low in ("cui", "chi", "che", "cosa", "dove", "quando") or word.low[0].isdigit():
        yield rest + 1
    if word.read_as("adjective") and word.low not in ("",):
        yield rest + 1


def predicates(words: Words, start: int, *, said: bool) -> Iterator[tuple[int, Pairs]]:
    """An adjective or participle that says something of the subject, with words of degree before it."""
    place = start
    while place < len(words) and words[place].low in GRADES:
        place += 1
    if place < len(words):
        for form in words[place].read_as("adjective", *(("determiner",) if said else ())):
            yield place + 1, pairs(form)
