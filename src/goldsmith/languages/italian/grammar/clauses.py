"""Whether a text is Italian as the lexicon and a shallow grammar know it, or the place from which on it is not.

Checked: every word is known; articles, adjectives, participles and verbs agree with what they stand beside; each auxiliary
is one that its verb takes; pronouns, prepositions and articles stand before something that they go with; a verb without
objects has none. Not checked: sense, the choice of preposition, mood and tense, agreement across clauses.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from goldsmith.languages.italian.grammar.groups import Group, groups, has_object
from goldsmith.languages.italian.grammar.lists import lines_of, words_of
from goldsmith.languages.italian.grammar.phrases import (
    Phrase,
    Words,
    noun_phrases,
    predicates,
    row_topic,
    with_preposition,
)
from goldsmith.languages.italian.grammar.spelled import ANY, Pairs, words

MODAL = words_of("modal")
COPULA = words_of("copula")
THIRD = {"lo": ("m", "s"), "la": ("f", "s"), "li": ("m", "p"), "le": ("f", "p")}
MEASURED = words_of("measured")
FOR_SUBJECT = words_of("for subject")
IDIOMS = tuple(tuple(line.split()) for line in lines_of("idioms"))
"""Expressions that stand as a whole wherever an adverb may."""
IN_IDIOMS = frozenset(word for idiom in IDIOMS for word in idiom)
LINKS = words_of("links")


PREDICATED = frozenset(("person", "kin", "time", "weather", "abstract", "school", ""))
"""Topics of nouns that stand without an article after essere."""
TAUGHT = frozenset(("studiare", "insegnare", "imparare"))


class State(NamedTuple):
    """What a clause has so far: its subject, its verb, the last thing said, and whether an object stands there."""

    subject: tuple[str, Pairs] | None = None
    verb: Group | None = None
    last: str = ""
    object: bool = False
    linked: bool = False
    outer: tuple[str, Pairs] | None = None


FRESH = State()


def problem(text: str, names: Mapping[str, str] | None = None) -> str:
    """Why the text is no Italian that is covered, with the words at which it stops; empty where nothing is wrong."""
    return _problem(text, tuple(sorted((names or {}).items())))


@lru_cache(maxsize=16384)
def _problem(text: str, names: tuple[tuple[str, str], ...]) -> str:
    cut = words(text, dict(names))
    reached = furthest(cut)
    if reached == len(cut):
        return ""
    for word in cut:
        if word.text[0].isalpha() and not word.forms and not word.name and word.low not in IN_IDIOMS:
            return f"unknown word {word.text!r}"
    shown = " ".join(word.text for word in cut[max(0, reached - 2) : reached + 2])
    return f"not joined as the grammar knows it: {shown!r}"


def furthest(cut: Words) -> int:
    """The number of words that a reading of the text reaches at most."""
    seen: set[tuple[int, State]] = set()
    pending = [(0, FRESH)]
    best = 0
    while pending:
        place, state = pending.pop()
        if (place, state) in seen:
            continue
        seen.add((place, state))
        best = max(best, place)
        if best == len(cut):
            return best
        pending.extend(steps(cut, place, state))
    return best


def steps(cut: Words, place: int, state: State) -> Iterator[tuple[int, State]]:
    """Every next thing that may follow."""
    word = cut[place]
    asked = any(
        one.low in ("che", "quanti", "quante", "quale", "quali", "cosa", "quanto", "quanta", "cos'") for one in cut
    )
    if (
        lacks_object(state)
        and not asked
        and (word.read_as("preposition") or not word.text[0].isalnum())
        and not word.read_as("adverb", "pronoun", "article")
    ):
        return
    if not word.text[0].isalnum():
        yield place + 1, FRESH._replace(last="mark")
        return
    for idiom in IDIOMS:
        if tuple(one.low for one in cut[place : place + len(idiom)]) == idiom:
            yield place + len(idiom), state._replace(last="adverb")
    asking = any(one.text in "?!" for one in cut)
    if asking and word.low in ("che", "quale", "quali", "quanto", "quanta", "quanti", "quante"):
        yield from ((phrase.end, State(last="adverb")) for phrase in noun_phrases(cut, place + (word.low == "che")))
    listed = word.low in ("e", "ed", "o", "od") and state.subject is not None and state.verb is None
    if word.low in LINKS and not listed:
        yield place + 1, FRESH._replace(last="link")
        if word.low in ("che", "cui") and state.verb is None:
            yield place + 1, FRESH._replace(last="link", outer=state.subject)
        yield place + 1, state._replace(last="link", linked=True, object=False)
    if word.low[0].isdigit() or word.read_as("adverb", "interjection"):
        yield place + 1, state._replace(last="adverb" if word.low != "non" else "non")
    yield from ((end, state._replace(last="phrase")) for end in with_preposition(cut, place))
    yield from ((group.end, after) for group in groups(cut, place) if (after := said(state, group)))
    for phrase in noun_phrases(cut, place):
        yield from ((phrase.end, after) for after in named(state, phrase, cut, place))
    for end, pairs in predicates(cut, place, said=state.verb is not None):
        if predicated(state, pairs):
            yield end, state._replace(last="predicate", object=state.verb is not None)
    yield from verbals(cut, place, state)


def lacks_object(state: State) -> bool:
    """The last word is a form of avere alone, which always has something."""
    verb = state.verb
    return verb is not None and state.last == "verb" and verb.lemma == "avere" and not verb.clitics


def verbals(cut: Words, place: int, state: State) -> Iterator[tuple[int, State]]:
    """Infinitives and gerunds, where something asks for them."""
    for form in cut[place].read_as("verb"):
        if form.features.mood == "gerundio":
            yield place + 1, going_on(state, form.lemma)
        if form.features.mood == "infinito" and infinitive_fits(cut, place, state):
            yield place + 1, going_on(state, form.lemma)


def going_on(state: State, lemma: str) -> State:
    """The clause goes on with the objects of this verb."""
    group = Group(0, lemma, "", "", ANY, "infinito")
    return State(state.subject, group, "infinitive")


def infinitive_fits(cut: Words, place: int, state: State) -> bool:
    """An infinitive stands after a preposition, a modal verb, an adjective, or where a clause begins."""
    before = cut[place - 1] if place else None
    if before is None or before.read_as("preposition") or state.last in ("predicate", "link", "mark"):
        return True
    if state.verb is None:
        return state.subject is None
    return state.verb.lemma in MODAL | FOR_SUBJECT | COPULA and state.last in ("verb", "adverb")


def said(state: State, group: Group) -> State | None:
    """The clause with this verb, where its subject allows it."""
    if state.last == "non":
        return None
    if state.verb is not None and state.outer:  # il libro che leggo è bello
        return said(State(state.outer), group)
    if state.verb is not None and not state.linked:
        return None
    subject = state.subject
    if subject:
        person, pairs = subject
        fits = person == group.person and any(pair in group.pairs and pair[1] == group.number for pair in pairs)
        if not fits and not (state.linked and state.verb is not None) and not fronted(group, pairs):
            return None
        if fits:
            both = frozenset(pair for pair in pairs if pair in group.pairs and pair[1] == group.number)
            return State((person, both), group, "verb", outer=state.outer)
    return State(None, group, "verb", outer=state.outer)


def fronted(group: Group, pairs: Pairs) -> bool:
    """What stands before the verb is taken up by a pronoun: la mela la mangio."""
    return any(clitic == "l'" or THIRD.get(clitic) in pairs for clitic in group.clitics)


def predicated(state: State, pairs: Pairs) -> bool:
    """An adjective here says something of the subject and agrees with it, or is an exclamation of its own."""
    if state.verb is None:
        return state.subject is None and state.last in ("", "mark", "link", "adverb")
    if state.object and not state.linked:
        return False
    if state.verb.mood == "infinito":
        return state.verb.lemma in COPULA
    if state.verb.lemma not in COPULA:
        return False
    if state.verb.passive:
        return False
    number = state.verb.number
    of_verb = frozenset(pair for pair in pairs if pair[1] == number and pair in state.verb.pairs)
    polite = state.verb.person == "2" and number == "p"
    if state.subject:
        return any(pair in state.subject[1] for pair in of_verb)
    return bool(of_verb) or polite


def named(state: State, phrase: Phrase, cut: Words, place: int) -> Iterator[State]:
    """The clause with a noun phrase in it: a time, the subject, an object or what is meant by the verb."""
    if phrase.timely and not (phrase.bare and state.verb is None and place):
        yield state._replace(last="adverb")
    if state.verb is None:
        if (state.subject is None or state.linked) and (not phrase.bare or alone(cut, place, phrase)):
            yield State((phrase.person, phrase.pairs), None, "subject")
        return
    if state.last == "non":
        return
    yield from behind_verb(state, phrase)


def alone(cut: Words, place: int, phrase: Phrase) -> bool:
    """A bare phrase is a line of its own: Buona domanda!, or it follows a question word."""
    ends = phrase.end == len(cut) or not cut[phrase.end].text[0].isalnum()
    return (ends and phrase.end - place > 1 and not phrase.owned) or (
        place > 0 and cut[place - 1].low in ("che", "quale", "quanto")
    )


def behind_verb(state: State, phrase: Phrase) -> Iterator[State]:
    """An object, a predicate or a subject after its verb."""
    verb = state.verb
    if verb is None or verb.passive:
        return
    if verb.mood == "infinito":
        if (
            not state.object
            and (has_object(verb.lemma) or verb.lemma in COPULA or verb.lemma.endswith("rsi"))
            and not phrase.bare
        ):
            yield state._replace(last="object", object=True, linked=False)
        return
    agreeing = phrase.person == verb.person and any(pair[1] == verb.number for pair in phrase.pairs & verb.pairs)
    there = verb.lemma == "essere" and ("c'" in verb.clitics or "ci" in verb.clitics)
    if there and not (agreeing or verb.person in "12"):
        return
    if phrase.bare and verb.lemma == "essere" and row_topic(phrase.lemma) not in PREDICATED:
        return
    if phrase.bare and verb.lemma in TAUGHT:
        yield state._replace(last="object", object=True, linked=False)
    if (
        (verb.lemma in COPULA | MEASURED and not (state.last == "predicate" and state.object))
        or (state.subject is None and agreeing and not phrase.bare)
        or (
            takes(verb)
            and not state.object
            and not phrase.bare
            and (verb.lemma not in FOR_SUBJECT or (has_object(verb.lemma) and verb.lemma not in ("piacere", "mancare")))
        )
    ):
        yield state._replace(last="object", object=True, linked=False)
    elif verb.mood == "imperativo" and phrase.lemma == "":
        yield state._replace(last="object")


def takes(verb: Group) -> bool:
    """The verb may have an object behind it, no pronoun stands for it already."""
    if verb.lemma.endswith("rsi"):
        return True
    return has_object(verb.lemma) and not any(clitic in ("lo", "la", "li", "l'") for clitic in verb.clitics)
