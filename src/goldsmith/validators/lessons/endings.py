"""Claims of endings: the feminine ending -a, the ending -o shows the first person, -a becomes -e."""

from collections.abc import Iterator

from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.terms import Term, Terms
from goldsmith.languages.italian.verb_forms import verb_forms
from goldsmith.languages.language import Form, NotCovered
from goldsmith.validators.lessons.analysis import holds, readings
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import is_generic
from goldsmith.validators.lessons.spoken import Finding, Spoken

KINDS = frozenset(("gender", "number", "person", "mood", "tense"))
DIFFERING = 3
"""As many genders and numbers as two forms have that differ in one of them."""
INFLECTED = frozenset(("noun", "adjective", "verb", "determiner"))


def letters_of(text: str) -> str:
    """The letters of an ending; nothing where the text is none."""
    return bare(text) if text.startswith("-") else ""


def has_letters(letters: str, terms: Terms, generic: str, spoken: Spoken) -> Finding:
    """A word that is spoken of has this ending and these terms; false where words have the terms and another ending."""
    told = tuple(term for term in terms if term.kind in KINDS)
    shown = f"-{letters}"
    seen = False
    for text in (*spoken.focus.alone, *spoken.focus.candidates()):
        if text.startswith("-"):
            continue
        for form in readings(text, spoken.scene):
            if form.pos not in INFLECTED or not (generic in ("", "ending", "form") or is_generic(generic, form)):
                continue
            if all(holds(term, form, spoken.scene) for term in told):
                if bare(text).endswith(letters):
                    return Finding(True, shown)
                seen = seen or bool(told)
    return Finding(False if seen else None, shown)


def person_ending(base: str, letters: str, spoken: Spoken) -> Finding:
    """The form for io, tu, noi of a verb that is spoken of has this ending."""
    for pronoun in readings(base, spoken.scene):
        if pronoun.features.use != "subject":
            continue
        terms = (Term("person", (pronoun.features.person,)), Term("number", (pronoun.features.number,)))
        for form in inflected(spoken):
            if form.text.endswith(letters) and all(holds(term, form, spoken.scene) for term in terms):
                return Finding(True, base)
        return Finding(False, base)
    return Finding(None, base)


def inflected(spoken: Spoken) -> Iterator[Form]:
    """The forms of the verbs that are spoken of, in their tenses there; in all tenses where the infinitive is named."""
    for text in spoken.focus.candidates():
        for form in readings(text, spoken.scene):
            if form.pos == "verb" and not form.rule.startswith("verb.compound"):
                for one in forms_of(form):
                    if form.features.mood in ("infinito", one.features.mood) and form.features.tense in (
                        "presente",
                        one.features.tense,
                    ):
                        yield one


def forms_of(form: Form) -> tuple[Form, ...]:
    """All forms of the word."""
    try:
        if form.pos == "verb":
            return verb_forms(form.lemma)
        return noun_forms(form.lemma) if form.pos == "noun" else adjective_forms(form.lemma)
    except NotCovered:
        return ()


def exchanged(spoken: Spoken) -> Finding:
    """`-a becomes -e`: a word that is spoken of has a form with the one ending and a form with the other."""
    old, new = (letters_of(spoken.part(name).text) for name in "so")
    terms = tuple(term for term in (*spoken.terms("z"), *spoken.part("o").terms) if term.kind in KINDS)
    first = tuple(term for term in spoken.part("s").terms if term.kind in KINDS)
    if first and first == terms:
        return Finding(False, f"-{old} -{new}")
    shown = f"-{old} -{new}"
    if not old or not new:
        return Finding(None, shown)
    found = tuple(
        form
        for text in spoken.focus.candidates()
        for form in (readings(text, spoken.scene) or known(text))
        if form.pos in ("noun", "adjective", "verb") and bare(form.text).endswith(old)
    )
    for form in found:
        for one in forms_of(form):
            if swaps(form, one, old, new) and all(holds(term, one, spoken.scene) for term in terms):
                return Finding(True, shown)
    return Finding(False if found else None, shown)


def swaps(form: Form, one: Form, old: str, new: str) -> bool:
    """The two forms of the word differ in these endings and in gender or number, not in both."""
    genders = {form.features.gender, one.features.gender} - {""}
    numbers = {form.features.number, one.features.number} - {""}
    return form.text.endswith(old) and one.text.endswith(new) and len(genders) + len(numbers) <= DIFFERING
