"""Short sentences: a subject, a verb group that agrees with it, and what follows; every word is a form with its rule."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.italian.phrases import Phrase
from goldsmith.languages.italian.sound import joined
from goldsmith.languages.italian.verb_groups import VerbGroup, realised
from goldsmith.languages.italian.words import word
from goldsmith.languages.language import Features, Form, NotCovered, chosen

BETWEEN = frozenset(("già", "ancora", "mai", "sempre", "appena", "spesso", "più", "anche", "quasi"))
"""Adverbs that stand between auxiliary and participle, or after a simple verb."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence with their features and rules, and its mark."""

    forms: tuple[Form, ...]
    mark: str = "."

    @property
    def text(self) -> str:
        """The sentence as written, with its capital and mark."""
        text = joined(form.text for form in self.forms)
        return text[:1].upper() + text[1:] + self.mark


@dataclass(frozen=True, slots=True)
class Clause:
    """What is asked for. `subject` gives the verb its person, number and gender, and is not said when `hidden`;
    `subject_after` puts it behind the verb, as with piacere and c'è; `rest` follows in order; `adverb` is one of BETWEEN.
    """

    subject: Phrase
    verb: VerbGroup
    rest: tuple[Phrase, ...] = ()
    adverb: str = ""
    hidden: bool = False
    subject_after: bool = False
    mark: str = "."


def sentence(asked: Clause) -> Sentence:
    """The clause as a sentence."""
    features = asked.subject.features
    verb = list(realised(replace(asked.verb, subject=features)))
    if asked.adverb:
        verb[place_of_adverb(verb) : place_of_adverb(verb)] = [adverb(asked.adverb)]
    rest = [form for phrase in asked.rest for form in phrase.forms]
    subject = () if asked.hidden else asked.subject.forms
    if asked.subject_after:
        return Sentence((*verb, *subject, *rest), asked.mark)
    return Sentence((*subject, *verb, *rest), asked.mark)


def adverb(lemma: str) -> Form:
    """An adverb of the kind that stands inside the verb group."""
    if lemma not in BETWEEN:
        raise NotCovered("adverb.place", f"{lemma!r} does not stand between auxiliary and participle")
    return word(lemma, "adverb")


def place_of_adverb(verb: Iterable[Form]) -> int:
    """Before a participle, else after the verb."""
    forms = list(verb)
    return len(forms) - 1 if forms[-1].features.mood == "participio" else len(forms)


def predicate(adjective: str, subject: Features) -> Phrase:
    """An adjective after essere, diventare, sembrare, agreeing with the subject."""
    form = chosen(adjective_forms(adjective), Features(subject.gender, subject.number))
    return Phrase((form,), subject)


def words(*lemmas: str) -> Phrase:
    """Words that never change, of whatever part of speech the lexicon has first: ieri, con calma."""
    return Phrase(tuple(word(lemma) for lemma in lemmas), Features())
