"""Verb groups, found where they begin: non, pronouns, the verb, and of a compound tense its participle."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from goldsmith.languages.italian.clitics import cut
from goldsmith.languages.italian.grammar.phrases import Words
from goldsmith.languages.italian.grammar.spelled import ANY, Pairs, Word, known, pairs
from goldsmith.languages.italian.verbs import takes_object
from goldsmith.languages.language import Form, NotCovered

HELPING = frozenset(("stare", "potere", "dovere", "volere", "andare", "venire", "finire", "cominciare"))
"""Verbs that take the pronouns of the infinitive or gerund after them."""


class Group(NamedTuple):
    """A verb with what belongs to it; `passive` is essere with the participle of a verb that takes an object."""

    end: int
    lemma: str
    person: str
    number: str
    pairs: Pairs
    mood: str
    clitics: tuple[str, ...] = ()
    passive: bool = False
    tense: str = ""


def groups(words: Words, start: int) -> Iterator[Group]:
    """Every verb group that begins here."""
    place = start + (words[start].low == "non")
    if place >= len(words):
        return
    if place > start and any(form.features.mood == "infinito" for form in words[place].forms):
        for form in words[place].forms:
            if form.features.mood == "infinito":
                yield Group(place + 1, form.lemma, "2", "s", ANY, "imperativo")  # non parlare
    clitics: tuple[str, ...] = ()
    for _ in range(3):
        if place >= len(words):
            return
        yield from finite(words, place, clitics)
        if not any(form.rule.startswith("clitic") for form in words[place].forms):
            return
        clitics = (*clitics, words[place].low)
        place += 1


def finite(words: Words, place: int, clitics: tuple[str, ...]) -> Iterator[Group]:
    """The groups whose finite verb stands here."""
    for form in words[place].read_as("verb"):
        if not form.features.person or uncut(clitics, words[place].low):
            continue
        if form.lemma in ("essere", "avere", "venire"):
            yield from compound(words, place, form, clitics)
        if reflexive(form, clitics) and not (
            clitics and clitics[-1] in ("lo", "li", "l'") and not (has_object(form.lemma) or form.lemma in HELPING)
        ):
            yield plain(form, place + 1, clitics)


def uncut(clitics: tuple[str, ...], verb: str) -> bool:
    """The last pronoun has a vowel that is dropped before this verb: la ho."""
    return (
        bool(clitics) and clitics[-1] in ("lo", "la") and cut(clitics[-1], verb, second=len(clitics) > 1) != clitics[-1]
    )


def plain(form: Form, end: int, clitics: tuple[str, ...]) -> Group:
    """A simple tense."""
    gender = pairs(form) if form.features.gender else ANY
    return Group(
        end, form.lemma, form.features.person, form.features.number, gender, form.features.mood, clitics, False,
        form.features.tense,
    )  # fmt: skip


OWN = {"1s": "m", "2s": "t", "3s": "s", "1p": "c", "2p": "v", "3p": "s"}


def reflexive(form: Form, clitics: tuple[str, ...]) -> bool:
    """A pronominal verb has its own pronoun before it, or at its end in an order."""
    if not form.lemma.endswith("rsi") or "+clitic" in form.rule:
        return True
    first = OWN[form.features.person + form.features.number]
    return any(one[0] == first and one[1:] in ("i", "e", "'") for one in clitics)


@lru_cache(maxsize=4096)
def has_object(lemma: str) -> bool:
    """The verb may have a direct object."""
    try:
        return takes_object(lemma) and lemma != "essere"
    except NotCovered:
        return False


def compound(words: Words, place: int, helper: Form, clitics: tuple[str, ...]) -> Iterator[Group]:
    """The helper at this place with the participle after it, adverbs between."""
    end = place + 1
    while (
        end < len(words)
        and end < place + 4
        and words[end].read_as("adverb")
        and words[end].low != "non"
        and not participles(words[end])
    ):
        end += 1
    if end >= len(words):
        return
    last = words[end]
    for past in participles(last):
        text = " ".join((*clitics[-1:], words[place].low, last.low)).replace("' ", "'")
        for form in known(text):
            if form.lemma == past.lemma and form.features.person == helper.features.person:
                yield plain(form, end + 1, clitics)
        person = place > 0 and (words[place - 1].name or words[place - 1].read_as("pronoun"))
        if person and not any(word.low.startswith("da") for word in words[end:]):
            continue
        if helper.lemma != "avere" and helper.features.person == "3" and not clitics and has_object(past.lemma):
            left = frozenset(pair for pair in pairs(past) if pair[1] == helper.features.number)
            if left:
                yield Group(end + 1, past.lemma, "3", helper.features.number, left, helper.features.mood, (), True)
    for form in last.forms:  # è stata letta
        if (
            form.lemma == "essere"
            and form.features.mood == "participio"
            and helper.lemma == "essere"
            and end + 1 < len(words)
        ):
            for past in participles(words[end + 1]):
                left = pairs(past) & pairs(form)
                if left and has_object(past.lemma) and {number for _, number in left} == {helper.features.number}:
                    yield Group(end + 2, past.lemma, helper.features.person, helper.features.number, left, "", (), True)


def participles(word: Word) -> tuple[Form, ...]:
    """The readings as participio passato."""
    return tuple(form for form in word.forms if form.features.mood == "participio")
