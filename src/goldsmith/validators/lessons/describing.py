"""Claims of what a word is: masculine, a participle, a verb of movement, the subject."""

import re
from collections.abc import Sequence

from goldsmith.extractors.lessons.symbols import Symbol
from goldsmith.languages.italian.terms import Term, Terms
from goldsmith.validators.lessons.agreeing import carried, is_head
from goldsmith.validators.lessons.analysis import (
    MOVEMENT,
    applies,
    fits,
    holds,
    lemmas,
    readings,
)
from goldsmith.validators.lessons.casewise import form_is, is_within, within_case
from goldsmith.validators.lessons.endings import has_letters, letters_of
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import GENERIC, entity
from goldsmith.validators.lessons.forms import form_of, subject
from goldsmith.validators.lessons.governing import begins, ends
from goldsmith.validators.lessons.meanings import means
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.spoken import HELPERS, Finding, Spoken, feature_claims
from goldsmith.validators.lessons.traits import unaccented

AGREED = frozenset(("gender", "number", "person"))


UNFINITE = frozenset(("gerundio", "participio", "infinito"))
CLASSED = frozenset(("verb", "noun", "adjective"))


def is_so(spoken: Spoken) -> Finding:
    """Terms are true of the subject."""
    terms, denied = spoken.terms("x"), spoken.terms("y")
    spoken.focus.described = terms
    one = spoken.part("s")
    if letters := letters_of(one.text):
        return has_letters(letters, terms, "", spoken)
    if inner := within_case(spoken.clause.parts.get("x", ())):
        return is_within(inner, spoken)
    conjugation = [symbol for symbol in spoken.clause.parts.get("x", ()) if symbol.value == "conjugation"]
    if conjugation and one.text and conjugated(one.text, conjugation).true is not True:
        return conjugated(one.text, conjugation)
    if "BOTH" in {symbol.kind for symbol in spoken.clause.parts.get("s", ())} and not one.text:
        return both_are(terms, spoken)
    if spoken.focus.case and not one.text:
        return Finding(carried(one, terms, spoken.focus.case, spoken.scene), "")
    if not one.text and one.generic in ("adjective", "participle", "article", "possessive", "ending", "verb"):
        if one.generic == "verb" and any(term.kind == "gender" for term in terms):
            return Finding(False, "")
        for head in spoken.focus.spoken:
            if {term.kind for term in terms} <= AGREED and is_head(head, spoken.scene):
                spoken.focus.place = terms
                terms = tuple(term for term in terms if term != Term("person", ("3",)))
                return Finding(fits(head, terms, spoken.scene), head)
    if one.generic in ("", "conjugation") and not one.text and any(term.kind == "class" for term in terms):
        for text in spoken.focus.candidates():
            wanted = CLASSED if not one.generic else ("verb",)
            if any(form.pos in wanted for form in readings(text, spoken.scene)):
                return Finding(fits(text, terms, spoken.scene), text)
        return Finding(None, "")
    if one.generic == "ending" and any(term.kind == "class" for term in terms):
        return Finding(regular_endings(terms, spoken.scene), "")
    if one.empty or not one.text:
        terms_for = (*terms, *GENERIC.get(one.generic, ()))
        if one.generic == "subject":
            return said_subject(terms, spoken)
        if {term.kind for term in terms} == {"part of speech"} and one.empty:
            return of_kind(terms, spoken)
        for text in spoken.texts("s", lambda text: applies(text, terms, spoken.scene)):
            if one.terms and not fits(text, one.terms, spoken.scene):
                continue
            return stated(text, terms_for, denied, spoken)
        return Finding(None, "")
    return stated(one.text, (*terms, *one.terms, *GENERIC.get(one.generic, ())), denied, spoken)


def conjugated(text: str, symbols: Sequence[Symbol]) -> Finding:
    """The infinitive ends as the verbs of this conjugation do; nothing where no ending is named."""
    endings = [letters_of(symbol.text.split()[0]) for symbol in symbols if symbol.text.startswith("-")]
    written = re.sub("rsi$", "re", bare(text))
    return Finding(all(written.endswith(one) for one in endings) if endings else None, text)


def bothare(spoken: Spoken) -> Finding:
    """Both verbs are in the present: the finite verbs of the targets have the terms."""
    return both_are(spoken.terms("x"), spoken)


def subject_in_english(spoken: Spoken) -> Finding:
    """The cats are the subject: the words mean a subject of the targets."""
    text = " ".join(symbol.text for symbol in spoken.clause.parts["s"])
    if spoken.part("o").generic != "subject":
        return Finding(None, text)
    return Finding(any(means(one, text, spoken.scene) for one in spoken.scene.subjects) or None, text)


REGULAR = frozenset(("imperfetto", "futuro semplice"))


def regular_endings(terms: Terms, scene: Scene) -> bool | None:
    """The endings of the future and the imperfect are the same for all verbs."""
    told = {value for term in terms for value in term.values}
    tenses = {
        form.features.tense for forms in scene.readings.values() for form in forms if form.features.mood == "indicativo"
    }
    return True if told == {"regular"} and tenses & REGULAR else None


def seems(spoken: Spoken) -> Finding:
    """How a word sounds is compared where that is a class of forms: more polite."""
    return is_so(spoken) if all(term.kind == "class" for term in spoken.terms("x")) else Finding(None, "")


def both_are(terms: Terms, spoken: Spoken) -> Finding:
    """The terms are true of the last two words that were spoken of."""
    if any(term.values == ("verb",) for term in spoken.part("s").terms):
        told = tuple(term for term in terms if term.kind in ("tense", "mood", "person", "number"))
        verbs = [
            (text, form)
            for text, forms in spoken.scene.readings.items()
            for form in forms
            if form.pos == "verb" and form.features.person
        ]
        return Finding(
            all(fits(text, told, spoken.scene) for text, _ in verbs) if len(verbs) > 1 and told else None, ""
        )
    last = spoken.focus.spoken[:2]
    return Finding(all(fits(text, terms, spoken.scene) for text in last) if len(last) == 2 else None, " ".join(last))


def is_ending(spoken: Spoken) -> Finding:
    """A noun in -o, a word that begins with a vowel: the terms and the ending or the beginning are true."""
    if (more := spoken.terms("k")) and not any(
        fits(text, more, spoken.scene) for text in spoken.texts("s", lambda one: applies(one, more, spoken.scene))
    ):
        return Finding(None, "")
    described, spelled = is_so(spoken), (begins if spoken.clause.relation == "isbegins" else ends)(spoken)
    return min(described, spelled, key=lambda found: (found.true is not False, found.true is not None))


def of_kind(terms: Terms, spoken: Spoken) -> Finding:
    """`It is a noun`: the last word of that kind is meant from here on."""
    for text in spoken.focus.candidates():
        if fits(text, terms, spoken.scene):
            spoken.focus.take(text)
            return Finding(True, text)
    return Finding(None, "")


def said_subject(terms: Terms, spoken: Spoken) -> Finding:
    """Some subject that was spoken of has the terms; false only where one was spoken of and none has them."""
    scene = spoken.scene
    named = [
        text
        for text in spoken.focus.named("subject")
        if not scene.in_targets(text) or not scene.subjects.isdisjoint(bare(text).replace("'", "' ").split())
    ]
    spoken_of = [text for text in named if text in spoken.focus.spoken]
    if any(fits(text, terms, scene) for text in named):
        spoken.focus.place = terms
        return Finding(True, "")
    if not spoken.scene.subjects and not spoken_of:
        verbs = [
            form
            for forms in spoken.scene.readings.values()
            for form in forms
            if form.features.person and form.pos == "verb"
        ]
        told = [term for term in terms if term.kind in ("number", "person")]
        if verbs and len(told) == len(terms):
            return Finding(any(all(holds(term, form, spoken.scene) for term in told) for form in verbs), "")
    return Finding(False if spoken_of else None, " ".join(spoken_of))


def stated(text: str, terms: Terms, denied: Terms, spoken: Spoken) -> Finding:
    """The terms are true of the text together, the denied ones not."""
    spoken.focus.described = spoken.focus.said = terms
    true = fits(text, terms, spoken.scene)
    if true and denied:
        true = not fits(
            text, (*(term for term in terms if term.kind not in {one.kind for one in denied}), *denied), spoken.scene
        )
    return Finding(true, text, tuple(feature_claims(text, terms)))


def has(spoken: Spoken) -> Finding:
    """The subject has a form or a feature."""
    terms = spoken.terms("x")
    if not spoken.part("o").text:
        if terms == (Term("number", ("p",)),):
            return form_is(spoken)
        if {"class", "mood"} <= {term.kind for term in terms} or {"class", "tense"} <= {term.kind for term in terms}:
            return form_is(spoken)
        spoken.focus.described = terms
        return is_so(spoken)
    for base in spoken.texts("s", lambda one: bool(readings(one, spoken.scene))):
        if not spoken.described("s", base):
            return Finding(False, base)
        return form_of(base, spoken.part("o").text, terms, entity(spoken.clause.parts["x"]).generic, spoken)
    return Finding(None, "")


def aside(spoken: Spoken) -> Finding:
    """An apposition: terms of what was spoken of last."""
    terms = spoken.terms("x")
    if all(term.values == ("polite",) for term in terms):
        return Finding(True, "")
    if (inner := within_case(spoken.clause.parts["x"])) and "f" not in spoken.parts:
        return is_within(inner, spoken)
    for text in spoken.focus.spoken[:1]:
        if "f" in spoken.parts:
            return (
                form_of(spoken.part("f").text, text, terms, "", spoken) if spoken.part("f").text else Finding(None, "")
            )
        found = stated(text, terms, (), spoken)
        loose = {term.kind for term in terms} <= {"part of speech", "mood", "tense", "use"}
        unfinite = all(term.kind == "part of speech" or set(term.values) & UNFINITE for term in terms)
        if unfinite and not found.true and any(fits(one, terms, spoken.scene) for one in spoken.scene.readings):
            return Finding(True, text)
        return found if found.true or not loose else Finding(None, text)
    return Finding(None, "")


def apposed(spoken: Spoken) -> Finding:
    """`The participle, andata`: the word has the terms."""
    texts = [symbol.text for name in "so" for symbol in spoken.clause.parts.get(name, ()) if symbol.kind == "M"]
    each = [fits(text, spoken.terms("x"), spoken.scene) for text in texts]
    return Finding(None if None in each else all(each), " ".join(texts))


def is_a(spoken: Spoken) -> Finding:
    """The verb is one of movement; the noun is the subject."""
    kind = spoken.part("o").generic
    if kind == "sound":
        return unaccented(spoken)
    if kind == "conjugation" and spoken.part("s").text:
        return conjugated(spoken.part("s").text, spoken.clause.parts["o"])
    if kind == "lemma" and spoken.part("s").text:
        return Finding(
            bare(spoken.part("s").text) in lemmas(spoken.part("s").text, spoken.scene), spoken.part("s").text
        )
    if spoken.terms("z") and not fits(spoken.part("s").text, spoken.terms("z"), spoken.scene):
        return Finding(None, kind)
    tenses = {
        "habit": ("imperfetto",),
        "description": ("imperfetto",),
        "ongoing": ("imperfetto",),
        "completed": ("passato prossimo", "passato remoto"),
    }
    if kind in tenses and (
        of := [value for term in spoken.focus.place if term.kind == "tense" for value in term.values]
    ):
        return Finding(not set(of).isdisjoint(tenses[kind]), kind)
    if kind in tenses:
        own = readings(spoken.part("s").text, spoken.scene) if spoken.part("s").text else ()
        every_one = (form for forms in spoken.scene.readings.values() for form in forms)
        said = {form.features.tense for form in own or every_one if form.features.mood == "indicativo"}
        return Finding(bool(said & set(tenses[kind])), kind)
    if kind == "subject" and spoken.part("s").text:
        return subject(spoken.part("s").text, spoken)
    if kind == "verb" and spoken.part("s").text:
        return Finding(
            any(form.pos == "verb" for form in readings(spoken.part("s").text, spoken.scene)), spoken.part("s").text
        )
    if kind == "auxiliary":
        for text in spoken.texts("s", lambda one: any(form.pos == "verb" for form in readings(one, spoken.scene))):
            return Finding(bool(lemmas(text, spoken.scene) & HELPERS), text)
    if kind == "object" and bare(spoken.part("s").text) in spoken.scene.subjects:
        return Finding(False, spoken.part("s").text)
    if kind == "movement":
        for text in spoken.texts(
            "s",
            lambda one: any(form.pos == "verb" and form.lemma not in HELPERS for form in readings(one, spoken.scene)),
        ):
            return Finding(bool(lemmas(text, spoken.scene) & MOVEMENT), text)
    return Finding(None, "")
