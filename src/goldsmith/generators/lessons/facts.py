"""What is true of a sentence: its tokens, and every claim that may be made of its words."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from goldsmith.generators.lessons.sentences import Said
from goldsmith.languages.english.nouns import plural
from goldsmith.languages.english.verbs import verb_form
from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.data import keyed
from goldsmith.languages.italian.frames import plain_gloss
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.sound import joined
from goldsmith.languages.italian.verb_groups import COMPOUND
from goldsmith.languages.language import Features, Form, chosen, marked
from goldsmith.schemas.lessons import Claim, ClaimKind, Target, Token

GLOSSED = {"noun": "nouns", "verb": "verbs", "adjective": "adjectives"}
BEING = {"be": ["am", "are", "were"]}
RULED = ("article", "noun", "adjective", "determiner", "verb", "pronoun")
"""The parts of speech whose forms follow rules worth telling."""
SIMPLE_TENSE = {(mood, simple): tense for (mood, tense), simple in COMPOUND.items()}


def target(said: Said, speaker: str = "") -> Target:
    """The sentence as a target of a plan."""
    return Target(said.text, tuple(token(form) for form in said.sentence.forms), said.english, speaker)  # type: ignore[arg-type]


def token(form: Form) -> Token:
    """One word of it."""
    return Token(form.text, form.lemma, form.pos, form.rule, *form.features.values)


def claims(saids: Iterable[Said]) -> tuple[Claim, ...]:
    """Everything that may be claimed of these sentences, each claim once."""
    found: dict[Claim, None] = {}
    for said in saids:
        for claim in facts(said):
            found[claim] = None
    return tuple(found)


def facts(said: Said) -> Iterator[Claim]:
    """The claims of one sentence."""
    forms = said.sentence.forms
    yield Claim("translation", said.text, said.english)
    for form in forms:
        yield from word_facts(form, said.english)
    for before, form in pairwise(forms):
        if form.pos == "noun" and before.pos == "article":
            yield Claim("article", form.text, before.text)
    for thing in said.things:
        yield from phrase_facts(thing.phrase.forms)
    for form in said.predicate:
        yield agreement(form, said.subject.features, said.subject.phrase.text)
    if said.verb:
        yield from verb_facts(said)
    if said.clause:
        yield from (claim for claim in facts(said.clause) if claim.kind != "translation")


def word_facts(form: Form, english: str) -> Iterator[Claim]:
    """The rule of a word, and what holds of a noun or an adjective by itself."""
    if form.pos in RULED or form.rule == "preposition.articulated":
        yield Claim("rule", form.text, form.rule)
    if form.pos not in ("noun", "adjective"):
        return
    yield Claim("part of speech", form.text, form.pos)
    yield Claim("lemma", form.text, form.lemma)
    yield Claim("number", form.text, form.features.number)
    if (
        form.pos == "adjective"
        or len({one.features.gender for one in noun_forms(form.lemma) if one.text == form.text}) == 1
    ):
        yield Claim("gender", form.text, form.features.gender)
    yield from meanings(form.lemma, form.pos, english)
    if form.pos == "noun":
        yield from plural_of(form)
    if form.pos == "adjective" and form.features.gender == "m" and not form.rule.endswith("before noun"):
        feminine = chosen(adjective_forms(form.lemma), Features("f", form.features.number))
        if feminine.text != form.text:
            yield Claim("feminine", form.text, feminine.text)


def meanings(lemma: str, pos: str, english: str) -> Iterator[Claim]:
    """The glosses of a lemma that stand in the translation; each of them where none does."""
    glosses = [plain_gloss(gloss) for gloss in keyed(GLOSSED[pos])[lemma]["gloss"].split(";")]
    meant = [gloss for gloss in glosses if stands_in(gloss, pos, english)]
    for gloss in meant or glosses:
        yield Claim("meaning", lemma, gloss)


def stands_in(gloss: str, pos: str, english: str) -> bool:
    """The gloss is said in the translation, in whatever form."""
    first, gap, rest = gloss.removeprefix("to ").partition(" ")
    if pos == "verb":
        said = [
            verb_form(first, form) + gap + rest for form in ("base", "third", "past", "participle", "ing")
        ] + BEING.get(first, [])
    else:
        said = [gloss, plural(gloss)]
    return re.search(rf"\b({'|'.join(map(re.escape, said))})\b", english, re.IGNORECASE) is not None


def plural_of(form: Form) -> Iterator[Claim]:
    """The singular and the plural of a noun of one gender that has both."""
    many = [one.text for one in noun_forms(form.lemma) if one.features.number == "p" and one.text != form.lemma]
    if many and len(keyed("nouns")[form.lemma]["gender"]) == 1:
        yield Claim("plural", form.lemma, many[0])


def phrase_facts(forms: tuple[Form, ...]) -> Iterator[Claim]:
    """The adjectives and determiners of a noun phrase agree with its noun."""
    heads = [form for form in forms if form.pos == "noun"]
    for form in forms:
        if heads and form.pos in ("adjective", "determiner"):
            yield agreement(form, heads[0].features, heads[0].text)


def agreement(form: Form, head: Features, about: str) -> Claim:
    """A form agrees in gender and number with what it speaks of."""
    return Claim("agreement", form.text, f"{head.gender} {head.number}", about)


def verb_facts(said: Said) -> Iterator[Claim]:
    """What holds of the verb and its helper."""
    words = [form for form in said.verb if form.pos == "verb"]
    finite = next(form for form in words if form.features.person)
    last = words[-1]
    yield from meanings(said.main, "verb", said.english)
    shown = not said.subject.hidden and finite.features.mood != "imperativo"
    if shown:
        person = f"{finite.features.person} {finite.features.number}"
        yield Claim("agreement", finite.text, person, said.subject.phrase.text)
    if last.features.mood == "participio":
        yield from compound_facts(said, finite, last)
        return
    for form in words:
        yield from simple_facts(form)


def simple_facts(form: Form) -> Iterator[Claim]:
    """Mood, tense, person and number of one verb form; its lemma, and the form of the lemma."""
    if form.features.mood:
        yield Claim("mood", form.text, form.features.mood)
        yield Claim("tense", form.text, form.features.tense)
    if form.features.person:
        yield Claim("person", form.text, form.features.person)
        yield Claim("number", form.text, form.features.number)
    yield Claim("lemma", form.text, form.lemma)
    if "+clitic" not in form.rule and "negativo" not in form.rule:
        yield Claim("form", form.lemma, form.text, marked(form.features))


def compound_text(said: Said) -> str:
    """The auxiliary and participle with the pronouns before them: si è svegliata, l'ho letta."""
    return joined(form.text for form in said.verb if form.text != "non")


def compound_facts(said: Said, helper: Form, past: Form) -> Iterator[Claim]:
    """Tense, auxiliary and agreement of a compound verb."""
    text = compound_text(said)
    tense = SIMPLE_TENSE[helper.features.mood, helper.features.tense]
    yield from statements(
        text, mood=helper.features.mood, tense=tense, person=helper.features.person, number=helper.features.number
    )
    yield Claim("lemma", text, said.main)
    lone = len(auxiliaries(said.main).choice) == 1
    yield Claim("auxiliary", said.main, helper.lemma, "" if lone else text)
    yield Claim("form", said.main, past.text, marked(past.features))
    if helper.lemma == "essere":
        yield Claim("gender", past.text, past.features.gender)
        about = said.subject.phrase.text if not said.subject.hidden else ""
        if about:
            yield agreement(past, said.subject.features, about)
    for form in said.verb:
        if form.features.use == "direct":
            yield agreement(past, form.features, form.text)


def statements(subject: str, **values: str) -> Iterator[Claim]:
    """One claim for each feature that is marked."""
    kinds: tuple[ClaimKind, ...] = ("mood", "tense", "person", "number")
    for kind in kinds:
        if values[kind]:
            yield Claim(kind, subject, values[kind])
