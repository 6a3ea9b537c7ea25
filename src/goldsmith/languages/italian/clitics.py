"""Unstressed pronouns: their forms, how two combine, and how they stand before or are joined to a verb."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goldsmith.languages.italian.sound import VOWELS
from goldsmith.languages.language import Features, Form, NotCovered

THIRD = {("m", "s"): "lo", ("f", "s"): "la", ("m", "p"): "li", ("f", "p"): "le"}
SHARED = {("1", "s"): "mi", ("2", "s"): "ti", ("1", "p"): "ci", ("2", "p"): "vi"}
BEFORE_ANOTHER = {"mi": "me", "ti": "te", "si": "se", "ci": "ce", "vi": "ve", "gli": "glie", "le": "glie"}
ROLES = ("direct", "indirect", "reflexive", "ci", "ne")
DOUBLING = frozenset(("fa'", "da'", "di'", "sta'", "va'"))
"""Imperatives of one syllable, after which the pronoun's consonant is doubled: dammi, fallo, vacci."""


@dataclass(frozen=True, slots=True)
class Clitic:
    """One unstressed pronoun by its role; `ne` may carry the gender and number of what it stands for."""

    role: str
    person: str = ""
    number: str = ""
    gender: str = ""

    @property
    def text(self) -> str:
        """The pronoun alone before a consonant."""
        if self.role in ("ci", "ne"):
            return self.role
        shared = SHARED.get((self.person, self.number))
        if shared and self.role in ROLES:
            return shared
        if self.role == "direct" and (self.gender, self.number) in THIRD:
            return THIRD[self.gender, self.number]
        if self.role == "indirect":
            return "le" if (self.gender, self.number) == ("f", "s") else "gli"
        if self.role == "reflexive":
            return "si"
        raise NotCovered("clitic.unknown", f"no pronoun for {self}")

    @property
    def form(self) -> Form:
        """The pronoun as a form."""
        features = Features(self.gender, self.number, self.person, use=self.role)
        return Form(self.text, self.text, "pronoun", features, f"clitic.{self.role}")

    @property
    def third_object(self) -> bool:
        """lo, la, li, le: they ask the participle after avere to agree."""
        return self.role == "direct" and self.person in ("", "3")


def combined(clitics: Sequence[Clitic]) -> tuple[Form, ...]:
    """The pronouns as they stand together: none, one, or two as me lo, se ne, glielo; other pairs are not covered."""
    if len(clitics) < 2:
        return tuple(clitic.form for clitic in clitics)
    if len(clitics) > 2:
        raise NotCovered("clitic.cluster", "more than two pronouns together")
    first, second = clitics
    pair = first.role in ("indirect", "reflexive", "ci") and (second.third_object or second.role == "ne")
    if not pair:
        raise NotCovered("clitic.cluster", f"{first.text} with {second.text}")
    changed = BEFORE_ANOTHER[first.text]
    if changed == "glie":
        form = second.form
        return (Form("glie" + form.text, "glie" + form.text, "pronoun", form.features, "clitic.glielo"),)
    return Form(changed, first.text, "pronoun", first.form.features, "clitic.before another"), second.form


def before_verb(clitics: Sequence[Clitic], verb: str) -> tuple[Form, ...]:
    """The pronouns before a finite verb, cut before forms of avere and essere: l'ho, gliel'ha, c'è, ce n'è."""
    forms = combined(clitics)
    if not forms:
        return ()
    last = forms[-1]
    ours = last.text == "ci" and last.features.use != "ci"  # ci eravamo svegliati, but c'eravamo
    text = last.text if ours else cut(last.text, verb, second=len(forms) > 1)
    return *forms[:-1], Form(text, last.lemma, "pronoun", last.features, last.rule)


def cut(pronoun: str, verb: str, *, second: bool) -> str:
    """The pronoun before this verb, without its vowel where it is dropped; `second` if another stands before it."""
    have = re.match(r"(ho|hai|ha|abb|av|eb)", verb) is not None
    be = verb[0] in "eè" and re.match(r"(è|er[aio]|erano|erav)", verb) is not None
    if pronoun.endswith(("lo", "la")) and (have or (be and second)):  # se l'è lavata, but lo è
        return pronoun[:-1] + "'"
    return pronoun[:-1] + "'" if pronoun in ("ci", "ne") and be else pronoun


def joined_to(verb: Form, clitics: Sequence[Clitic]) -> Form:
    """The verb with pronouns joined to its end: darlo, facendolo, dammi, fallo, vattene, darglielo."""
    if not clitics:
        return verb
    tail = "".join(form.text for form in combined(clitics))
    text = verb.text
    if verb.features.mood == "infinito":
        text = text[:-2] if text.endswith("rre") else text[:-1]
    elif text in DOUBLING:
        text = text[:-1] + ("" if tail.startswith("gli") else tail[0])
    elif text[-1] not in VOWELS:
        raise NotCovered("clitic.joined", f"{verb.text!r} takes no pronoun at its end")
    return Form(text + tail, verb.lemma, "verb", verb.features, verb.rule + "+clitic")
