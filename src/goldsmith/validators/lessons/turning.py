"""Claims that one form becomes another."""

from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.languages.italian.terms import Term
from goldsmith.languages.language import Form
from goldsmith.schemas.lessons import Claim
from goldsmith.validators.lessons.analysis import contains, holds, lemmas, readings
from goldsmith.validators.lessons.endings import exchanged
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.forms import couple
from goldsmith.validators.lessons.governing import STANDS
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.spoken import Finding, Spoken

PHRASE = 2
"""So many words are a phrase."""


def becomes(spoken: Spoken) -> Finding:
    """One form turns into another of the same word, or an error into what is right."""
    terms = (*spoken.terms("z"),)
    scene, other = spoken.scene, spoken.part("o")
    if not other.text:
        return Finding(None, "")
    if other.text.startswith("-") and spoken.part("s").text.startswith("-"):
        return exchanged(spoken)
    if other.text.endswith("-") and spoken.part("s").text:
        made = [
            text for text in spoken.focus.candidates() if lemmas(text, scene) & lemmas(spoken.part("s").text, scene)
        ]
        return Finding(any(bare(text).startswith(bare(other.text.strip("-"))) for text in made) or None, other.text)
    if other.text.startswith("-") or other.text.endswith("-"):
        return Finding(None, other.text)
    if (bare(spoken.part("s").text), bare(other.text)) in scene.corrected:
        return Finding(contains(other.text, terms, scene) if terms else True, other.text)
    if not terms and turned_whole(spoken.part("s").text, other.text, scene):
        return Finding(True, other.text)
    for text in spoken.texts("s", lambda one: bool(readings(one, scene))):
        if not spoken.part("s").text and bare(text) == bare(other.text):
            continue
        if bare(text) in scene.wrong:
            return Finding(bare(other.text) == scene.wrong[bare(text)] or scene.in_targets(other.text), text)
        if bare(text) in ("lo", "la") and bare(other.text) == "l'":
            return Finding(True, text)
        if bare(text) in STANDS and bare(other.text) in STANDS and not STANDS[bare(text)] & STANDS[bare(other.text)]:
            return Finding(False, other.text)
        found = [
            form for form in readings(other.text, scene) if form.lemma in lemmas(text, scene) or couple(form, text)
        ]
        if not found and not spoken.part("s").text:
            continue
        if not any(term.kind in ("gender", "tense", "mood") for term in terms):
            found = [form for form in found if form.pos == "noun" or keeps_gender(form, text, scene)]
        true = any(all(holds(term, form, scene) for term in terms) for form in found) and bare(text) != bare(other.text)
        if true and not terms and spoken.part("s").text and is_only_respelled(text, other.text, scene):
            return Finding(None, text)
        number = [Claim("plural", bare(text), bare(other.text))] if Term("number", ("p",)) in terms else []
        return Finding(true, text, (Claim("form", bare(text), bare(other.text)), *number))
    return Finding(None, "")


def turned_whole(text: str, other: str, scene: Scene) -> bool:
    """Each word of the one phrase is a form of its counterpart in the other, which stands in a target."""
    left, right = bare(text).split(), bare(other).split()
    if len(left) != len(right) or len(left) < PHRASE or not scene.in_targets(other) or left == right:
        return False
    pairs = zip(left, right, strict=True)
    return all({form.lemma for form in known(one)} & {form.lemma for form in known(two)} for one, two in pairs)


def keeps_gender(form: Form, text: str, scene: Scene) -> bool:
    """The form does not differ in gender from every reading of the text, unless they differ in nothing else."""
    before = [one for one in readings(text, scene) if one.lemma == form.lemma]
    genders = {one.features.gender for one in before} | {""}
    same_number = any(one.features.number == form.features.number for one in before)
    return same_number or form.features.gender in genders or not form.features.gender


def is_only_respelled(text: str, other: str, scene: Scene) -> bool:
    """Nothing says which form is meant and the two differ in several ways."""
    return not readings(text, scene) or not readings(other, scene)
