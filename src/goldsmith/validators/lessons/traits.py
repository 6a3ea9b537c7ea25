"""How a word is written and inflected: with an accent, without an article, alike for both genders."""

from goldsmith.extractors.lessons.patterns import Clause
from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.terms import Term
from goldsmith.validators.lessons.analysis import of_class, readings, takes_auxiliary
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.sayings import says
from goldsmith.validators.lessons.spoken import Finding, Spoken

MARKS = {"apostrophe": "'", "accent": "àèéìòù"}


def spelled(spoken: Spoken) -> Finding:
    """The words are written with an apostrophe, with an accent."""
    named = " ".join(symbol.text.lower() for symbol in spoken.clause.parts["e"])
    marks = next((letters for name, letters in MARKS.items() if name in named), "")
    found = says(spoken._replace(parts={"o": spoken.part("o")}, clause=Clause("says", {})))
    if not marks or not found.true:
        return found if marks else Finding(None, "")
    return Finding(any(letter in marks for letter in spoken.part("o").text.replace("’", "'")), spoken.part("o").text)


def elided(spoken: Spoken) -> Finding:
    """`La loses its vowel`: a word of the lesson is written with the apostrophe that this word would have."""
    text = bare(spoken.part("s").text)
    written = " ".join((*spoken.focus.alone, *spoken.focus.spoken, *spoken.scene.texts)).lower()
    cut = f"{text[:-1]}'"
    found = text in ("lo", "la", "una") and f" {cut}" in f" {written}".replace("’", "'")
    return Finding(found or None, text)


def bare_noun(spoken: Spoken) -> Finding:
    """`A casa` stands without an article: no article is in the words, nor before them in the targets."""
    if spoken.part("s").generic != "article":
        return Finding(None, "")
    text = spoken.part("o").text or next(iter(spoken.focus.spoken), "")
    words = bare(text).replace("'", "' ").split()
    if not words:
        return Finding(None, text)
    if any(form.pos == "article" or form.rule == "preposition.articulated" for word in words for form in known(word)):
        return Finding(False, text)
    if len(words) > 1:
        return Finding(True if not spoken.scene.problem(text) else None, text)
    for target in spoken.scene.texts:
        before, found, _ = f" {target} ".partition(f" {bare(text)} ")
        last = before.split()[-1:] if found else []
        if last:
            return Finding(
                not any(form.pos == "article" or "articulated" in form.rule for form in known(last[0])), text
            )
    return Finding(None, text)


def accented(spoken: Spoken) -> Finding:
    """The word is written with an accent; of other objects only a rule can tell."""
    text = spoken.part("s").text
    named = " ".join(symbol.text.lower() for symbol in spoken.clause.parts.get("o", ()))
    if spoken.part("o").generic == "object":
        return transitive(spoken)
    if not text or "accent" not in named:
        return Finding(None, text)
    return Finding(any(letter in "àèéìòù" for letter in text.lower()), text)


def unaccented(spoken: Spoken) -> Finding:
    """No accent is written: the last word that was spoken of has none; of other sounds only a rule can tell."""
    said = [symbol.text.lower() for name in "so" for symbol in spoken.clause.parts.get(name, ())]
    if said[:1] != ["no"] or "accent" not in " ".join(said) or said[-1] != "written":
        return Finding(None, "")
    text = next(spoken.focus.candidates(), "")
    return Finding(not any(letter in "àèéìòù" for letter in text.lower()), text)


def transitive(spoken: Spoken) -> Finding:
    """The verb can have a direct object."""
    for text in spoken.texts("s", lambda one: any(form.pos == "verb" for form in readings(one, spoken.scene))):
        verbs = [form for form in readings(text, spoken.scene) if form.pos == "verb"]
        return Finding(any(of_class("transitive", form) for form in verbs), text)
    return Finding(None, "")


def changes_gender(spoken: Spoken) -> Finding:
    """The noun has another gender in the plural."""
    if spoken.part("o").generic != "gender" or any(term.values != ("p",) for term in spoken.terms("z")):
        return Finding(None, "")
    for text in spoken.texts("s", lambda one: any(form.pos == "noun" for form in readings(one, spoken.scene))):
        form = next(form for form in readings(text, spoken.scene) if form.pos == "noun")
        return Finding(len({one.features.gender for one in noun_forms(form.lemma)}) > 1, text)
    return Finding(None, "")


def no_change(spoken: Spoken) -> Finding:
    """The participle after avere, and a noun or adjective of one form, do not change."""
    scene = spoken.scene
    own = readings(spoken.part("s").text, scene) if spoken.part("s").text else ()
    if own and all(form.pos in ("pronoun", "adverb", "preposition", "conjunction") for form in own):
        return Finding(
            all(form.features.use in ("", "reflexive", "indirect") for form in own) or None, spoken.part("s").text
        )
    if any(term != Term("number", ("p",)) for term in spoken.terms("z")):
        return Finding(None, "")
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


def same_gender(spoken: Spoken) -> Finding:
    """The adjective has one form for both genders."""
    if {value for term in spoken.terms("x") for value in term.values} != {"m", "f"}:
        return Finding(None, "")
    for text in spoken.texts("s", lambda one: any(form.pos == "adjective" for form in readings(one, spoken.scene))):
        lemma = next(form.lemma for form in readings(text, spoken.scene) if form.pos == "adjective")
        written = {form.features.gender: form.text for form in adjective_forms(lemma) if form.features.number == "s"}
        return Finding(len(set(written.values())) == 1, text)
    return Finding(None, "")
