"""Claims of which word another is a form of, and of what the subject, the article or the participle is."""

from goldsmith.languages.italian.data import keyed
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.languages.italian.terms import Term, Terms
from goldsmith.languages.italian.verb_forms import verb_forms
from goldsmith.languages.language import Form
from goldsmith.schemas.lessons import Claim
from goldsmith.validators.lessons.agreeing import goes_with_last, stays
from goldsmith.validators.lessons.analysis import (
    fits,
    holds,
    lemmas,
    of_class,
    readings,
)
from goldsmith.validators.lessons.endings import person_ending
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import GENERIC, Entity, entity, is_generic
from goldsmith.validators.lessons.governing import article, auxiliary
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.spoken import HELPERS, SINGULAR, Finding, Spoken, feature_claims


def is_form(spoken: Spoken) -> Finding:
    """The object is the form of something that the terms name."""
    terms = spoken.terms("x")
    generic = entity(spoken.clause.parts["x"]).generic
    scene = spoken.scene
    for symbol in spoken.clause.parts.get("p", ()):
        terms = (*terms, *personal_terms(symbol.text, scene))
    feature = spoken.part("f")
    if not feature.text and feature.terms and spoken.part("o").text and not spoken.clause.relation.startswith("not"):
        return Finding(fits(spoken.part("o").text, (*terms, *feature.terms), scene), spoken.part("o").text)
    if any(symbol.kind == "BOTH" for symbol in spoken.clause.parts.get("o", ())) and spoken.part("f").text:
        last = spoken.focus.spoken[:2]
        each = [form_of(spoken.part("f").text, text, terms, generic, spoken).true for text in last]
        return Finding(None if len(each) < 2 else None if None in each else all(each), " ".join(last))
    for base in spoken.texts("f", lambda text: bool(readings(text, scene))):
        if not spoken.described("f", base):
            return Finding(False, base)
        kin = lemmas(base, scene)
        if generic == "auxiliary" and not spoken.part("o").text:
            for text in spoken.texts("o", lambda text: bool(lemmas(text, scene) & HELPERS)):
                return auxiliary(base, text, scene)
        for text in spoken.texts("o", lambda text, kin=kin: bool(lemmas(text, scene) & kin)):  # type: ignore[misc]
            return form_of(base, text, terms, generic, spoken)
        return Finding(None, base)
    return Finding(None, "")


def personal_terms(text: str, scene: Scene) -> Terms:
    """The person and number of a subject pronoun; what no form has where the text is none."""
    for form in readings(text, scene):
        if form.features.use == "subject":
            return (Term("person", (form.features.person,)), Term("number", (form.features.number,)))
    return (Term("person", ()),)


def form_of(base: str, text: str, terms: Terms, generic: str, spoken: Spoken) -> Finding:
    """The text is what the terms name of the base."""
    scene = spoken.scene
    if generic == "auxiliary":
        return auxiliary(base, text, scene)
    if generic == "lemma" and not terms:
        return Finding(bare(text) in lemmas(base, scene), text, (Claim("lemma", bare(base), bare(text)),))
    if generic == "ending":
        if any(form.features.use == "subject" for form in readings(base, scene)):
            return person_ending(base, text.strip("-"), spoken)
        return Finding(bare(base).endswith(text.strip("-")), text)
    if any(term.kind == "part of speech" and term.values == ("article",) for term in terms) or generic == "article":
        features = tuple(term for term in terms if term.kind in ("gender", "number", "use"))
        return article(base, text, scene) if not features or fits(text, features, scene) else Finding(False, text)
    if generic in ("gender", "number", "person", "tense", "mood", "subject", "object"):
        return Finding(None, text)
    if (plural := PLURALS.get(bare(base))) and ("number", ("p",)) in {(term.kind, term.values) for term in terms}:
        return Finding(bare(text) in plural, text)
    own = {form.lemma for form in readings(base, scene)}
    gendered = any(term.kind == "gender" for term in terms)
    if not any(term.kind in ("number", "person", "mood", "tense", "degree") for term in terms):
        terms = (*terms, *same_number(base, scene))
    forms = readings(text, scene)
    if not (bare(text) in scene.readings and any(term.kind == "person" for term in terms)):
        forms = (*forms, *known(bare(text)))
    true = any(
        (form.lemma in own or (gendered and couple(form, base))) and all(holds(term, form, scene) for term in terms)
        for form in forms
    )
    claims = [Claim("lemma", bare(text), bare(base)), Claim("form", bare(base), bare(text))]
    kinds = {(term.kind, term.values) for term in terms}
    if ("number", ("p",)) in kinds:
        claims.append(Claim("plural", bare(base), bare(text)))
    if ("gender", ("f",)) in kinds:
        claims.append(Claim("feminine", bare(base), bare(text)))
    claims += feature_claims(text, terms)
    return Finding(true, text, tuple(claims))


PLURALS = {"il": ("i",), "lo": ("gli",), "la": ("le",), "l'": ("gli", "le")}
"""The plurals of the articles, each of its own singular."""


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
    if spoken.part("s").text and not spoken.described("s", text):
        return Finding(False, text)
    own = {bare(one) for one in lemmas(text, spoken.scene)}
    terms = spoken.terms("z")
    true = any(
        bare(form.lemma) == bare(base) and all(holds(term, form, spoken.scene) for term in terms)
        for form in readings(text, spoken.scene)
    )
    claims = (Claim("lemma", bare(text), bare(base)), *feature_claims(text, terms))
    return Finding(true if own else None, text, claims)


NEAR = 2
"""Of so many words that were spoken of last one is meant."""


def is_same(spoken: Spoken) -> Finding:
    """`The subject is Maria`, `its plural is mele`, `it is mele`."""
    one, other = spoken.part("s"), spoken.part("o")
    if not other.text:
        return Finding(None, "")
    if one.text:
        return same_words(one, other, spoken)
    if one.empty and (named := spoken.focus.heard or spoken.focus.meant) and not fits(other.text, named, spoken.scene):
        return Finding(False, other.text)
    if one.generic in ("auxiliary", "pronoun") and elsewhere(one, other.text, spoken):
        return Finding(False, other.text)
    if one.generic == "auxiliary" or (one.empty and bare(other.text) in HELPERS):
        for verb in spoken.texts(
            "f",
            lambda text: any(form.pos == "verb" and form.lemma not in HELPERS for form in readings(text, spoken.scene)),
        ):
            return auxiliary(verb, other.text, spoken.scene)
    if one.generic == "conjugation" and other.text.endswith("-"):
        return stem(other.text, spoken)
    if one.generic == "ending":
        for text in spoken.focus.candidates():
            return Finding(bare(text).endswith(other.text.strip("-")), text)
    if one.generic == "article" or any(term.values == ("article",) for term in one.terms):
        features = tuple(term for term in one.terms if term.kind in ("gender", "number", "use"))
        if features and not fits(other.text, features, spoken.scene):
            return Finding(False, other.text)
        nouns = list(dict.fromkeys(spoken.focus.named("noun")))
        near = [noun for noun in nouns if noun in spoken.focus.spoken[:NEAR]] or nouns[:1]
        each = [article(noun, other.text, spoken.scene) for noun in near]
        return max(each, key=lambda found: bool(found.true), default=Finding(None, other.text))
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


def stem(text: str, spoken: Spoken) -> Finding:
    """A verb form of the lesson begins with these letters, which are no whole word."""
    letters = bare(text.strip("-"))
    words = [
        one for one in spoken.focus.candidates() if any(form.pos == "verb" for form in readings(one, spoken.scene))
    ]
    return Finding(any(bare(one).startswith(letters) for one in words) or None, text)


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
    if {"gender", "number"} <= {term.kind for term in one.terms}:
        return True
    said = any(term.kind == "number" for term in one.terms)
    return goes_with_last(text, spoken, only_subjects=one.generic in ("participle", "verb"), numbers=not said)


def related(text: str, terms: Terms, spoken: Spoken) -> Finding:
    """The text is a form of a word that was spoken of or stands in the targets."""
    true = bool(fits(text, terms, spoken.scene))
    own = lemmas(text, spoken.scene)
    for before in spoken.focus.candidates():
        found = readings(before, spoken.scene)
        if not any(form.pos in ("noun", "verb", "adjective") for form in found):
            continue
        if own & {form.lemma for form in found} or any(
            couple(form, one.lemma) for form in readings(text, spoken.scene) for one in found
        ):
            claims = (Claim("plural", bare(before), bare(text)), Claim("form", bare(before), bare(text)))
            return Finding(true, text, claims)
    return Finding(None if true else False, text)


def same_words(one: Entity, other: Entity, spoken: Spoken) -> Finding:
    """`M is the verb M`: one is the other's lemma or article."""
    if other.generic == "lemma":
        return Finding(bare(other.text) in lemmas(one.text, spoken.scene), one.text)
    if bare(one.text) == bare(other.text):
        return Finding(any(of_class("invariable", form) for form in readings(one.text, spoken.scene)) or None, one.text)
    return Finding(None, one.text)


def subject(text: str, spoken: Spoken) -> Finding:
    """The text is a noun phrase that a verb of the targets agrees with."""
    said = [form for form in readings(text, spoken.scene) if form.pos in ("noun", "name", "pronoun")]
    own = spoken.scene.subjects
    if spoken.scene.cut_short(text):
        return Finding(None, text)
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
