"""Terms that are said of a word in a case: feminine in the plural, irregular in the future."""

from collections.abc import Sequence
from itertools import groupby

from goldsmith.extractors.lessons.symbols import Symbol
from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.terms import Terms
from goldsmith.languages.language import Form
from goldsmith.validators.lessons.analysis import (
    fits,
    holds,
    of_class,
    readings,
)
from goldsmith.validators.lessons.endings import forms_of
from goldsmith.validators.lessons.entities import terms_of
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.spoken import Finding, Spoken


def within_case(symbols: Sequence[Symbol]) -> tuple[tuple[Terms, Terms], ...]:
    """The terms before and after each `in`: masculine in the singular but feminine in the plural."""
    found = []
    for joined, group in groupby(symbols, lambda symbol: symbol.kind == "AND"):
        part = tuple(group)
        place = next((number for number, symbol in enumerate(part) if symbol.kind == "IN"), 0)
        terms, case = terms_of(part[:place]), terms_of(part[place:])
        if terms and case:
            found.append((terms, case))
        elif not joined:
            return ()
    return tuple(found)


def named_form(terms: Terms, spoken: Spoken) -> None:
    """What is said next of `it` is of the form that the terms name."""
    spoken.focus.heard = tuple(term for term in terms if term.kind not in ("class", "part of speech"))


def is_within(pairs: Sequence[tuple[Terms, Terms]], spoken: Spoken) -> Finding:
    """In every case that is named one of the word's forms has the terms that are said of it."""
    each = [in_one(terms, case, spoken) for terms, case in pairs]
    return min(each, key=lambda found: (found.true is not False, found.true is not None))


def in_one(terms: Terms, case: Terms, spoken: Spoken) -> Finding:
    """Of the forms of the word that the case names one has the terms."""
    both = (*terms, *case)
    for text in spoken.texts("s", lambda one: bool(readings(one, spoken.scene))):
        if not {"class"} & {term.kind for term in terms} and fits(text, both, spoken.scene):
            return Finding(True, text)
        return Finding(has_form(text, both, spoken.scene), text)
    return Finding(None, "")


def has_form(text: str, terms: Terms, scene: Scene) -> bool | None:
    """The word has a form with these terms; a class is said of the rule by which that form is made."""
    classes = [value for term in terms if term.kind == "class" for value in term.values]
    others = [term for term in terms if term.kind not in ("class", "part of speech")]
    if classes == ["isc"]:
        return any(of_class("isc", form) for form in readings(text, scene))
    forms = [
        one
        for form in readings(text, scene)
        for one in forms_of(form)
        if all(holds(term, one, scene) for term in others)
    ]
    if not forms or not set(classes) <= {"regular", "irregular"}:
        return False if not classes else None
    return all(any((not by_rule(one)) == (value == "irregular") for one in forms) for value in classes)


def by_rule(form: Form) -> bool:
    """The form is made by the rule of its conjugation or class."""
    if form.pos == "verb":
        return not form.rule.endswith("irregular")
    return "listed" not in form.rule and "gender" not in form.rule


def form_is(spoken: Spoken) -> Finding:
    """In the plural uovo becomes feminine: one form of the word has what both terms name."""
    terms = (*spoken.terms("z"), *spoken.terms("x"))
    if any(term.kind == "class" for term in terms):
        named_form(terms, spoken)
        for text in spoken.texts("s", lambda one: bool(readings(one, spoken.scene))):
            return Finding(has_form(text, terms, spoken.scene), text)
        return Finding(None, "")
    for text in spoken.texts(
        "s", lambda one: any(form.pos in ("noun", "adjective") for form in readings(one, spoken.scene))
    ):
        for form in readings(text, spoken.scene):
            if form.pos in ("noun", "adjective"):
                return Finding(any(all(holds(term, one, spoken.scene) for term in terms) for one in every(form)), text)
    return Finding(None, "")


def every(form: Form) -> tuple[Form, ...]:
    """All forms of the word."""
    return noun_forms(form.lemma) if form.pos == "noun" else adjective_forms(form.lemma)
