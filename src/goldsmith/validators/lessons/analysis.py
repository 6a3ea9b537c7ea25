"""What the language's own analysis says of a word or short phrase: its readings, and whether terms hold of one of them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.data import keyed
from goldsmith.languages.italian.grammar.groups import groups
from goldsmith.languages.italian.grammar.lists import words_of
from goldsmith.languages.italian.grammar.phrases import noun_phrases, with_preposition
from goldsmith.languages.italian.grammar.spelled import known, words
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.terms import Term
from goldsmith.languages.italian.verbs import takes_object
from goldsmith.languages.language import Features, Form, NotCovered
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.scene import Scene

MOVEMENT = words_of("movement")
WISHED = frozenset(("volere", "potere", "dovere", "piacere", "preferire"))
"""Verbs whose conditional is a polite wish or request."""
POS = {"noun": ("noun", "name"), "article": ("article",), "verb": ("verb",)}


def readings(text: str, scene: Scene) -> tuple[Form, ...]:
    """The readings that the text has in the plan's sentences, else those of the analysis."""
    clean = bare(text)
    if found := scene.readings.get(clean):
        return found
    if text in scene.names:
        return (Form(text, text, "name", Features(scene.names[text].replace("mf", ""), "s", "3"), "name"),)
    return analysed(text.strip(" .!?…").replace("’", "'"), tuple(sorted(scene.names.items())))


@lru_cache(maxsize=16384)
def analysed(text: str, names: tuple[tuple[str, str], ...]) -> tuple[Form, ...]:
    """The readings of a word, a compound tense, or of the head of a noun phrase or verb group."""
    cut = words(text, dict(names))
    if found := known(text):
        return found
    return tuple(dict.fromkeys((*_nominal(cut), *_verbal(cut))))


def _nominal(cut: Sequence) -> Iterator[Form]:  # type: ignore[type-arg]
    for start in range(min(2, len(cut))):
        for phrase in noun_phrases(tuple(cut), start):
            if phrase.end == len(cut) and any(word.low in ("e", "ed") for word in cut):
                genders = {gender for gender, _ in phrase.pairs}
                features = Features(genders.pop() if len(genders) == 1 else "", "p", phrase.person)
                yield Form(" ".join(word.low for word in cut), "", "noun", features, "coordinated")
            elif phrase.end == len(cut) and (start == 0 or phrase.end in with_preposition(tuple(cut), 0)):
                for word in cut:
                    for form in word.read_as("noun"):
                        if (form.features.gender, form.features.number) in phrase.pairs:
                            yield form


def _verbal(cut: Sequence) -> Iterator[Form]:  # type: ignore[type-arg]
    for start in range(len(cut)):
        for group in groups(tuple(cut), start):
            if group.end == len(cut):
                genders = {gender for gender, _ in group.pairs}
                gender = genders.pop() if len(genders) == 1 else ""
                features = Features(gender, group.number, group.person, group.mood, group.tense)
                rule = "passive" if group.passive else "verb group"
                yield Form(" ".join(word.low for word in cut[start:]), group.lemma, "verb", features, rule)


def holds(term: Term, form: Form, scene: Scene) -> bool:
    """One term is true of one reading."""
    features = form.features
    if term.kind == "part of speech":
        return any(form.pos in POS.get(value, (value,)) for value in term.values)
    if term.kind == "class":
        return any(of_class(value, form) for value in term.values)
    if term.kind == "gender" and form.pos == "name" and not features.gender:
        return True
    if term.kind == "tense" and form.rule.endswith("+clitic") and features.mood == "imperativo" and finite(form.text):
        return False
    own = {
        "gender": features.gender,
        "number": features.number,
        "person": features.person,
        "mood": features.mood,
        "tense": features.tense,
        "degree": features.degree,
        "use": features.use,
    }[term.kind]
    if term.kind == "tense" and features.mood in ("participio", "infinito", "gerundio") and "presente" in term.values:
        return own == "presente"
    return own in term.values


def finite(text: str) -> bool:
    """The word is a form of the indicative, which is what a tense is said of: viaggiavi, and not viaggia with vi."""
    return any(form.features.mood == "indicativo" for form in known(text))


def of_class(value: str, form: Form) -> bool:
    """irregular, regular, reflexive, transitive, intransitive or invariable."""
    if value == "reflexive" and form.features.mood == "infinito":
        return form.text.endswith("rsi")
    if value == "reflexive":
        return form.lemma.endswith("rsi") or form.rule in ("clitic.reflexive",)
    if value == "invariable":
        return unchanging(form)
    if value == "exception":
        return exceptional(form)
    if value == "isc":
        return form.pos == "verb" and keyed("verbs").get(form.lemma, {}).get("model", "") == "isc"
    if value == "polite":
        return form.features.mood == "condizionale" and form.lemma in WISHED
    if form.pos != "verb":
        return (
            value == "irregular"
            and form.pos == "noun"
            and any("listed" in one.rule or "gender" in one.rule for one in noun_forms(form.lemma))
        )
    if value in ("transitive", "intransitive"):
        return takes_object(form.lemma) == (value == "transitive")
    row = keyed("verbs").get(form.lemma, {})
    irregular = row.get("model", "") not in ("", "isc") or "irregular" in form.rule
    return irregular == (value == "irregular")


def exceptional(form: Form) -> bool:
    """A masculine noun in -a, a feminine one in -o, a noun with a plural of its own, an irregular verb."""
    if form.pos == "noun":
        crossed = (form.features.gender, form.lemma[-1:]) in (("m", "a"), ("f", "o"))
        return crossed or of_class("irregular", form)
    return form.pos == "verb" and of_class("irregular", form)


def unchanging(form: Form) -> bool:
    """The singular and the plural are written alike."""
    if form.pos == "noun":
        return any(one.features.number == "p" and one.text == form.lemma for one in noun_forms(form.lemma))
    return form.pos == "adjective" and {one.text for one in adjective_forms(form.lemma)} == {form.lemma}


def fits(text: str, terms: Iterable[Term], scene: Scene) -> bool | None:
    """All the terms hold of one reading together; nothing where the text has no reading.

    The gender of what may be an article is that of the article, though gli as a pronoun may stand for women.
    """
    wanted = tuple(terms)
    found = readings(text, scene) or within(text, scene)
    if not found:
        return None
    if {term.kind for term in wanted} <= {"gender", "number"}:
        found = tuple(form for form in found if form.pos == "article") or found
    return any(all(holds(term, form, scene) for term in wanted) for form in found)


def contains(text: str, terms: Iterable[Term], scene: Scene) -> bool | None:
    """The text has the terms, or in a longer text one of its words has them."""
    wanted = tuple(terms)
    cut = bare(text).replace("'", "' ").split()
    if len(cut) < 3 and (len(cut) < 2 or readings(text, scene)):
        return fits(text, wanted, scene)
    forms = (*within(text, scene), *(form for word in cut for form in scene.readings.get(word) or known(word)))
    return any(all(holds(term, form, scene) for term in wanted) for form in forms)


def within(text: str, scene: Scene) -> tuple[Form, ...]:
    """The readings of the compound tenses and verbs inside a longer text."""
    cut = bare(text).replace("'", "' ").split()
    pairs = (
        [" ".join(cut[place : place + 2]).replace("' ", "'") for place in range(len(cut) - 1)] if len(cut) > 2 else []
    )
    pairs += [" ".join(cut[place : place + 3]).replace("' ", "'") for place in range(len(cut) - 2)]
    compounds = tuple(form for pair in pairs for form in known(pair) if form.rule.startswith("verb.compound"))
    return (
        compounds or tuple(form for word in cut for form in known(word) if form.pos == "verb" and form.features.person)
        if len(cut) > 2
        else ()
    )


def applies(text: str, terms: Iterable[Term], scene: Scene) -> bool:
    """The text is of a kind of which such terms can be said at all."""
    kinds = {term.kind for term in terms}
    for form in readings(text, scene):
        marked = {
            name for name, value in zip(Features.__dataclass_fields__, form.features.values, strict=True) if value
        } | {"part of speech", "class"}
        if form.pos == "name":
            marked.add("gender")
        if kinds <= marked:
            return True
    return False


def lemmas(text: str, scene: Scene) -> frozenset[str]:
    """The lemmas that the text may be a form of."""
    return frozenset(form.lemma for form in readings(text, scene))


def takes_auxiliary(text: str, helper: str, scene: Scene) -> bool | None:
    """The verb takes this auxiliary always or, as the text stands, here."""
    answers = []
    found = readings(text, scene)
    for form in [form for form in found if form.lemma == bare(text)] or found:
        if form.pos != "verb":
            continue
        if form.rule.startswith("verb.compound."):
            answers.append(form.rule.endswith(helper))
            continue
        try:
            choice = auxiliaries(form.lemma).choice
        except NotCovered:
            continue
        if len(choice) == 1:
            answers.append(choice[0] == helper)
        else:
            answers.append(
                any(
                    claim.kind == "auxiliary" and claim.subject == form.lemma and claim.value == helper
                    for claim in scene.plan.claims
                )
            )
    return any(answers) if answers else None
