"""What every language plug-in offers: lemmas, their forms with features, the analysis of a form, and agreement.

A plug-in is a package of this folder that implements `Language`. It covers what its lexicon holds and no more: whatever
is outside raises `NotCovered` by the name of the rule that stops, and is never guessed. Feature values are the terms of
the language's own grammar ("passato prossimo"), so that a claim about a form can be compared with them word by word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Features:
    """What a form expresses; an empty string means that it is not marked for that."""

    gender: str = ""
    number: str = ""
    person: str = ""
    mood: str = ""
    tense: str = ""
    degree: str = ""
    use: str = ""

    def fits(self, wanted: "Features") -> bool:
        """Everything that `wanted` marks is marked the same here."""
        return all(not value or value == own for value, own in zip(wanted.values, self.values, strict=True))

    @property
    def values(self) -> tuple[str, ...]:
        """The values in the order of the fields."""
        return self.gender, self.number, self.person, self.mood, self.tense, self.degree, self.use


@dataclass(frozen=True, slots=True)
class Form:
    """One word as it is written in a text, what it is a form of, and the rule that made it."""

    text: str
    lemma: str
    pos: str
    features: Features
    rule: str


@dataclass(frozen=True, slots=True)
class Lemma:
    """An entry of the lexicon: the citation form, its meaning in English, and the CEFR level at which it is learned."""

    lemma: str
    pos: str
    gloss: str
    level: str
    features: Features


class NotCovered(Exception):
    """The language plug-in does not cover what was asked; `rule` names what stopped it."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"{rule}: {reason}")
        self.rule = rule
        self.reason = reason


class Language(Protocol):
    """One language, by its ISO 639-1 code."""

    code: str

    def lemmas(self) -> tuple[Lemma, ...]:
        """The lexicon, in the order of its files."""
        ...

    def forms(self, lemma: str, pos: str) -> tuple[Form, ...]:
        """Every form of one word that a lemma has; of several spellings of one form the preferred one comes first."""
        ...

    def form(self, lemma: str, pos: str, features: Features) -> Form:
        """The preferred form that expresses these features."""
        ...

    def analyse(self, text: str) -> tuple[Form, ...]:
        """Every reading of a written form; none when the plug-in does not know it."""
        ...

    def agree(self, lemma: str, pos: str, head: Features) -> Form:
        """The form that agrees with a head in every feature that both mark."""
        ...


def chosen(forms: Iterable[Form], wanted: Features) -> Form:
    """The first form that fits; raises NotCovered when none does."""
    candidates = tuple(forms)
    for form in candidates:
        if form.features.fits(wanted):
            return form
    name = f"{candidates[0].pos} {candidates[0].lemma!r}" if candidates else "no form"
    raise NotCovered("form.none", f"{name} has no form for {marked(wanted)}")


def marked(features: Features) -> str:
    """The features that are set, in words: "f p", "indicativo presente 3 s"."""
    return " ".join(value for value in features.values if value) or "no features"
