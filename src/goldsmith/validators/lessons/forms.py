"""Claims of what a word is, and of which word it is a form."""

from collections.abc import Iterator
from typing import cast

from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.italian.data import keyed
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.terms import Term, Terms
from goldsmith.languages.italian.verb_forms import verb_forms
from goldsmith.languages.language import Form
from goldsmith.schemas.lessons import Claim, ClaimKind
from goldsmith.validators.lessons.agreeing import goes_with_last, stays
from goldsmith.validators.lessons.analysis import (
    MOVEMENT,
    applies,
    fits,
    holds,
    lemmas,
    of_class,
    readings,
    takes_auxiliary,
)
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import GENERIC, Entity, entity, is_generic
from goldsmith.validators.lessons.governing import article, auxiliary
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.spoken import HELPERS, SINGULAR, Finding, Spoken

AGREED = frozenset(("gender", "number", "person"))


def is_head(text: str, scene: Scene) -> bool:
    """A noun, a name or a subject pronoun."""
    return any(form.pos in ("noun", "name") or form.features.use == "subject" for form in readings(text, scene))


def is_so(spoken: Spoken) -> Finding:
    """Terms are true of the subject."""
    terms, denied = spoken.terms("x"), spoken.terms("y")
    one = spoken.part("s")
    if not one.text and one.generic in ("adjective", "participle", "article", "possessive", "ending", "verb"):
        for head in spoken.focus.spoken:
            if {term.kind for term in terms} <= AGREED and is_head(head, spoken.scene):
                spoken.focus.place = terms
                return Finding(fits(head, terms, spoken.scene), head)
    if one.generic in ("", "conjugation") and not one.text and any(term.kind == "class" for term in terms):
        if any(fits(text, terms, spoken.scene) for text in spoken.focus.spoken):
            return Finding(True, "")
        said = any(applies(text, terms, spoken.scene) for text in spoken.focus.spoken)
        return Finding(
            False if said else any(fits(text, terms, spoken.scene) for text in spoken.focus.candidates()) or None, ""
        )
    if one.generic == "ending" and any(term.kind == "class" for term in terms):
        return Finding(None, "")
    if one.empty or not one.text:
        terms_for = (*terms, *GENERIC.get(one.generic, ()))
        if one.generic == "subject":
            return said_subject(terms, spoken)
        for text in spoken.texts("s", lambda text: applies(text, terms, spoken.scene)):
            if one.terms and not fits(text, one.terms, spoken.scene):
                continue
            return stated(text, terms_for, denied, spoken)
        return Finding(None, "")
    return stated(one.text, (*terms, *one.terms, *GENERIC.get(one.generic, ())), denied, spoken)


def said_subject(terms: Terms, spoken: Spoken) -> Finding:
    """Some subject that was spoken of has the terms; false only where one was spoken of and none has them."""
    spoken_of = [text for text in spoken.focus.named("subject") if text in spoken.focus.spoken]
    if any(fits(text, terms, spoken.scene) for text in spoken.focus.named("subject")):
        return Finding(True, "")
    return Finding(False if spoken_of else None, " ".join(spoken_of))


def stated(text: str, terms: Terms, denied: Terms, spoken: Spoken) -> Finding:
    """The terms are true of the text together, the denied ones not."""
    true = fits(text, terms, spoken.scene)
    if true and denied:
        true = not fits(
            text, (*(term for term in terms if term.kind not in {one.kind for one in denied}), *denied), spoken.scene
        )
    return Finding(true, text, tuple(feature_claims(text, terms)))


def feature_claims(text: str, terms: Terms) -> Iterator[Claim]:
    """The claims that the terms make of the text."""
    for term in terms:
        if term.kind not in ("use", "class"):
            yield Claim(cast(ClaimKind, term.kind), bare(text), term.values[0])


def is_form(spoken: Spoken) -> Finding:
    """The object is the form of something that the terms name."""
    terms = spoken.terms("x")
    generic = entity(spoken.clause.parts["x"]).generic
    scene = spoken.scene
    for base in spoken.texts("f", lambda text: bool(readings(text, scene))):
        if not spoken.described("f", base):
            return Finding(False, base)
        kin = lemmas(base, scene)
        for text in spoken.texts("o", lambda text, kin=kin: bool(lemmas(text, scene) & kin)):  # type: ignore[misc]
            return form_of(base, text, terms, generic, spoken)
        return Finding(None, base)
    return Finding(None, "")


def form_of(base: str, text: str, terms: Terms, generic: str, spoken: Spoken) -> Finding:
    """The text is what the terms name of the base."""
    scene = spoken.scene
    if generic == "auxiliary":
        return auxiliary(base, text, scene)
    if generic == "ending":
        return Finding(bare(base).endswith(text.strip("-")), text)
    if any(term.kind == "part of speech" and term.values == ("article",) for term in terms) or generic == "article":
        features = tuple(term for term in terms if term.kind in ("gender", "number", "use"))
        return article(base, text, scene) if not features or fits(text, features, scene) else Finding(False, text)
    if generic in ("gender", "number", "person", "tense", "mood", "subject", "object"):
        return Finding(None, text)
    own = {form.lemma for form in readings(base, scene)}
    gendered = any(term.kind == "gender" for term in terms)
    if not any(term.kind in ("number", "person", "mood", "tense", "degree") for term in terms):
        terms = (*terms, *same_number(base, scene))
    true = any(
        (form.lemma in own or (gendered and couple(form, base))) and all(holds(term, form, scene) for term in terms)
        for form in (*readings(text, scene), *known(bare(text)))
    )
    claims = [Claim("lemma", bare(text), bare(base)), Claim("form", bare(base), bare(text))]
    kinds = {(term.kind, term.values) for term in terms}
    if ("number", ("p",)) in kinds:
        claims.append(Claim("plural", bare(base), bare(text)))
    if ("gender", ("f",)) in kinds:
        claims.append(Claim("feminine", bare(base), bare(text)))
    claims += feature_claims(text, terms)
    return Finding(true, text, tuple(claims))


def same_number(base: str, scene: Scene) -> Terms:
    """The number of a noun or adjective, as a term; nothing where it may have both."""
    numbers = {form.features.number for form in readings(base, scene) if form.pos in ("noun", "adjective")}
    return (Term("number", (min(numbers),)),) if len(numbers) == 1 and "" not in numbers else ()


def couple(form: Form, base: str) -> bool:
    """The two nouns name a man and a woman of one kind: amico, amica."""
    rows = keyed("nouns")
    if form.pos != "noun" or bare(base) not in rows:
        return False
    pair = sorted((rows[form.lemma]["gloss"], rows[bare(base)]["gloss"]))
    return "(man)" in pair[0] + pair[1] and pair[0].replace("(man)", "").replace("(woman)", "") == pair[1].replace(
        "(woman)", ""
    ).replace("(man)", "")


def form_is(spoken: Spoken) -> Finding:
    """In the plural uovo becomes feminine: one form of the word has what both terms name."""
    terms = (*spoken.terms("z"), *spoken.terms("x"))
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


def has(spoken: Spoken) -> Finding:
    """The subject has a form or a feature."""
    if not spoken.part("o").text:
        return is_so(spoken)
    terms = spoken.terms("x")
    for base in spoken.texts("s", lambda one: bool(readings(one, spoken.scene))):
        return form_of(base, spoken.part("o").text, terms, entity(spoken.clause.parts["x"]).generic, spoken)
    return Finding(None, "")


def aside(spoken: Spoken) -> Finding:
    """An apposition: terms of what was spoken of last."""
    terms = spoken.terms("x")
    for text in spoken.focus.spoken[:1]:
        if "f" in spoken.parts:
            return (
                form_of(spoken.part("f").text, text, terms, "", spoken) if spoken.part("f").text else Finding(None, "")
            )
        found = stated(text, terms, (), spoken)
        loose = {term.kind for term in terms} <= {"part of speech", "mood", "tense", "use"}
        return found if found.true or not loose else Finding(None, text)
    return Finding(None, "")


def is_a(spoken: Spoken) -> Finding:
    """The verb is one of movement; the noun is the subject."""
    kind = spoken.part("o").generic
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
        said = {
            form.features.tense
            for forms in spoken.scene.readings.values()
            for form in forms
            if form.features.mood == "indicativo"
        }
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


def no_change(spoken: Spoken) -> Finding:
    """The participle after avere, and a noun or adjective of one form, do not change."""
    scene = spoken.scene
    for text in spoken.texts(
        "s",
        lambda one: any(
            form.pos in ("noun", "adjective") or form.features.mood == "participio" or "compound" in form.rule
            for form in readings(one, scene)
        ),
    ):
        found = readings(text, scene)
        if any(form.features.mood == "participio" or "compound" in form.rule for form in found):
            return Finding(takes_auxiliary(text, "avere", scene), text)
        return Finding(any(of_class("invariable", form) for form in found), text)
    return Finding(None, "")


def lemma_of(spoken: Spoken) -> Finding:
    """The form is one of the lemma."""
    base = spoken.part("o").text
    text = spoken.part("s").text or next(
        (
            one
            for one in spoken.focus.candidates()
            if bare(one) != bare(base) and any(form.pos == "verb" for form in readings(one, spoken.scene))
        ),
        "",
    )
    own = {bare(one) for one in lemmas(text, spoken.scene)}
    terms = spoken.terms("z")
    true = any(
        bare(form.lemma) == bare(base) and all(holds(term, form, spoken.scene) for term in terms)
        for form in readings(text, spoken.scene)
    )
    claims = (Claim("lemma", bare(text), bare(base)), *feature_claims(text, terms))
    return Finding(true if own else None, text, claims)


def is_same(spoken: Spoken) -> Finding:
    """`The subject is Maria`, `its plural is mele`, `it is mele`."""
    one, other = spoken.part("s"), spoken.part("o")
    if not other.text:
        return Finding(None, "")
    if one.text:
        return same_words(one, other, spoken)
    if one.generic in ("auxiliary", "pronoun") and elsewhere(one, other.text, spoken):
        return Finding(False, other.text)
    if one.generic == "auxiliary":
        for verb in spoken.texts(
            "f",
            lambda text: any(form.pos == "verb" and form.lemma not in HELPERS for form in readings(text, spoken.scene)),
        ):
            return auxiliary(verb, other.text, spoken.scene)
    if one.generic == "ending":
        for text in spoken.focus.candidates():
            return Finding(bare(text).endswith(other.text.strip("-")), text)
    if one.generic == "article" or any(term.values == ("article",) for term in one.terms):
        features = tuple(term for term in one.terms if term.kind in ("gender", "number", "use"))
        if features and not fits(other.text, features, spoken.scene):
            return Finding(False, other.text)
        for noun in spoken.focus.named("noun"):
            return article(noun, other.text, spoken.scene)
    if one.generic == "subject":
        return subject(other.text, spoken)
    if one.generic in ("gender", "number", "person", "tense", "mood", "object", "position", "movement"):
        return Finding(None, "")
    terms = (*one.terms, *other.terms, *GENERIC.get(one.generic, ()), *GENERIC.get(other.generic, ()))
    if (
        one.generic == "participle"
        and stays(other.text, spoken.scene)
        and not fits(other.text, (Term("gender", ("m",)), SINGULAR), spoken.scene)
    ):
        return Finding(False, other.text)
    if one.generic in ("participle", "verb", "adjective", "noun", "pronoun", "possessive"):
        return Finding(bool(fits(other.text, terms, spoken.scene)) and follows(one, other.text, spoken), other.text)
    if one.terms or one.generic:
        return related(other.text, terms, spoken)
    return Finding(fits(other.text, terms, spoken.scene) if terms else not spoken.scene.problem(other.text), other.text)


def elsewhere(one: Entity, text: str, spoken: Spoken) -> bool:
    """The targets have an auxiliary or a pronoun of this kind, and it is another than the text."""
    scene = spoken.scene
    if spoken.focus.spoken and one.generic == "auxiliary":
        return False
    here = {
        word
        for word, forms in scene.readings.items()
        for form in forms
        if is_generic(one.generic, form) and all(holds(term, form, scene) for term in one.terms)
    }
    return bool(here) and bare(text) not in here and bare(text) not in HELPERS


def follows(one: Entity, text: str, spoken: Spoken) -> bool:
    """The form goes with the subject or with the noun that was spoken of last."""
    said = any(term.kind == "number" for term in one.terms)
    return goes_with_last(text, spoken, only_subjects=one.generic in ("participle", "verb"), numbers=not said)


def related(text: str, terms: Terms, spoken: Spoken) -> Finding:
    """The text is a form of what was spoken of last that can have such forms."""
    own = lemmas(text, spoken.scene)
    true = bool(fits(text, terms, spoken.scene))
    for before in spoken.focus.spoken:
        found = readings(before, spoken.scene)
        if any(form.pos in ("noun", "verb", "adjective") for form in found) and bare(before) != bare(text):
            kin = bool(own & {form.lemma for form in found}) or any(
                couple(form, one.lemma) for form in readings(text, spoken.scene) for one in found
            )
            return Finding(
                true and kin, text, (Claim("plural", bare(before), bare(text)), Claim("form", bare(before), bare(text)))
            )
    return Finding(true, text)


def same_words(one: Entity, other: Entity, spoken: Spoken) -> Finding:
    """`M is the verb M`: one is the other's lemma or article."""
    if other.generic == "lemma":
        return Finding(bare(other.text) in lemmas(one.text, spoken.scene), one.text)
    return Finding(None, one.text)


def subject(text: str, spoken: Spoken) -> Finding:
    """The text is a noun phrase that a verb of the targets agrees with."""
    said = [form for form in readings(text, spoken.scene) if form.pos in ("noun", "name", "pronoun")]
    own = spoken.scene.subjects
    if own and spoken.scene.in_targets(text):
        return Finding(not own.isdisjoint(bare(text).replace("'", "' ").split()), text)
    if not said:
        return Finding(False, text)
    for target in spoken.scene.plan.targets:
        for token in target.tokens:
            if (
                token.person
                and token.pos == "verb"
                and any(
                    (form.features.person or "3") == token.person and form.features.number in ("", token.number)
                    for form in said
                )
            ):
                return Finding(True, text)
    return Finding(False if any(form.pos == "pronoun" for form in said) else None, text)


def ends_of(spoken: Spoken) -> Finding:
    """`The participle of mangiare ends in -ato`: the form that the terms name has this ending."""
    terms, letters = spoken.terms("x"), spoken.part("o").text.strip("-").lower()
    scene = spoken.scene
    for base in spoken.texts("f", lambda one: any(form.pos == "verb" for form in readings(one, scene))):
        for form in readings(base, scene):
            if form.pos == "verb" and letters:
                found = [one for one in verb_forms(form.lemma) if all(holds(term, one, scene) for term in terms)]
                return Finding(any(one.text.endswith(letters) for one in found) if found else None, base)
    return Finding(None, letters)
