"""Errors in verbs: auxiliary, agreement, person, irregular forms, the place of pronouns."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from goldsmith.generators.lessons.sentences import Said
from goldsmith.generators.lessons.slips import place, wrong
from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.endings import PRESENT
from goldsmith.languages.italian.plugin import ITALIAN
from goldsmith.languages.italian.sound import joined
from goldsmith.languages.italian.verb_forms import PERSONS, verb_form
from goldsmith.languages.italian.verbs import regular, verb
from goldsmith.languages.language import Features, Form
from goldsmith.schemas.lessons import Claim, CounterExample


def auxiliary(said: Said) -> Iterator[CounterExample]:
    """Essere for avere and the reverse, for verbs that take one alone: ho andato."""
    if not is_compound(said) or len(auxiliaries(said.main).choice) > 1:
        return
    words = [form for form in said.verb if form.pos == "verb"]
    helper, past = words[0], words[-1]
    other = "avere" if helper.lemma == "essere" else "essere"
    swapped = verb_form(other, replace(helper.features, gender="", use=""))
    ending = past.text[:-1] + "o" if other == "avere" else past.text
    if any(form.pos == "pronoun" for form in said.verb) or read_as(joined((swapped.text, ending)), said.main):
        return
    start, stop = place(said, helper), place(said, past) + 1
    between = [form.text for form in said.sentence.forms[start + 1 : stop - 1]]
    breaks = Claim("auxiliary", said.main, helper.lemma)
    yield from wrong(said, "auxiliary", (start, stop), (swapped.text, *between, ending), breaks)


def read_as(text: str, lemma: str) -> bool:
    """The engine knows the text as a form of this lemma."""
    return any(form.lemma == lemma for form in ITALIAN.analyse(text))


def is_compound(said: Said) -> bool:
    """The verb is an auxiliary with a participle."""
    return any(form.features.mood == "participio" for form in said.verb)


def agreement(said: Said) -> Iterator[CounterExample]:
    """A participle after essere or li, or an adjective, left in the masculine singular."""
    subject, shape = said.subject, said.subject.features
    wanted = f"{shape.gender} {shape.number}"
    heads = [
        form for form in (*said.verb, *said.predicate) if form.features.gender and form.pos in ("verb", "adjective")
    ]
    for form in heads:
        direct = [one for one in said.verb if one.features.use == "direct" and one.text == "li"]
        if not direct and any(one.features.use == "direct" for one in said.verb):
            continue  # l'ho visto is right of something else, le ho detto of her
        about = direct[0].text if direct else subject.phrase.text
        breaks = Claim(
            "agreement", form.text, f"{form.features.gender} {form.features.number}" if direct else wanted, about
        )
        plain = masculine(form)
        known = direct or not subject.hidden
        if known and plain != form.text and (form.features.gender, form.features.number) != ("m", "s"):
            at = place(said, form)
            yield from wrong(said, "agreement", (at, at + 1), (plain,), breaks)


def masculine(form: Form) -> str:
    """The masculine singular of a participle or adjective; of a word with one singular, that."""
    plain = Features("m", "s", mood=form.features.mood, tense=form.features.tense)
    return ITALIAN.form(form.lemma, form.pos, plain).text


def person(said: Said) -> Iterator[CounterExample]:
    """The verb in another person than its subject, who is named."""
    finite = next((form for form in said.verb if form.pos == "verb" and form.features.person), None)
    if finite is None or said.subject.hidden or finite.features.mood == "imperativo" or said.main == "piacere":
        return
    number = "p" if finite.features.number == "s" else "s"
    other = verb_form(
        finite.lemma, Features(number=number, person="3", mood=finite.features.mood, tense=finite.features.tense)
    )
    at = place(said, finite)
    if other.text == finite.text or said.sentence.forms[at - 1].text.endswith("'"):
        return
    breaks = Claim("agreement", finite.text, f"3 {finite.features.number}", said.subject.phrase.text)
    yield from wrong(said, "conjugation", (at, at + 1), (other.text,), breaks)


def participle(said: Said) -> Iterator[CounterExample]:
    """A participle made regular: prenduto, aprito."""
    for form in said.verb:
        item = verb(said.main) if form.features.mood == "participio" else None
        if item is None or not item.cell("participle") or item.infinitive[-3:] not in ("ere", "ire"):
            continue
        ending = {"ere": "ut", "ire": "it"}[item.infinitive[-3:]] + form.text[-1]
        text = item.infinitive[:-3] + ending
        if item.infinitive in ("fare", "dire") or ITALIAN.analyse(text):
            continue
        features = " ".join(value for value in form.features.values if value)
        at = place(said, form)
        yield from wrong(said, "participle", (at, at + 1), (text,), Claim("form", said.main, form.text, features))


def regularised(said: Said) -> Iterator[CounterExample]:
    """The present of an irregular verb or one in -isc- with regular endings: andano, puliono."""
    for form in said.verb:
        now = (form.features.mood, form.features.tense) == ("indicativo", "presente") and form.pos == "verb"
        item = verb(form.lemma) if now else None
        if item is None or not (item.cell("present") or item.model == "isc") or item.infinitive[-3:] not in PRESENT:
            continue
        plain = replace(item, model="", irregular=(), conjugation=item.infinitive[-3:])
        text = regular(plain, PRESENT)[PERSONS.index((form.features.person, form.features.number))][0]
        at = place(said, form)
        elided = said.sentence.forms[at - 1].text.endswith("'")
        if form.lemma in ("essere", "avere") or ITALIAN.analyse(text) or elided:
            continue
        breaks = Claim("form", form.lemma, form.text, " ".join(value for value in form.features.values if value))
        yield from wrong(said, "conjugation", (at, at + 1), (text,), breaks)


def pronoun_order(said: Said) -> Iterator[CounterExample]:
    """The pronoun after a finite verb, as in English: Maria legge lo."""
    for at, (form, after) in enumerate(pairwise(said.sentence.forms)):
        simple = after.features.mood in ("indicativo", "condizionale", "congiuntivo") and not is_compound(said)
        if form.features.use == "direct" and simple and after.features.person:
            breaks = Claim("rule", form.text, form.rule)
            yield from wrong(said, "word order", (at, at + 2), (after.text, form.lemma), breaks)


MAKERS = (auxiliary, agreement, person, participle, regularised, pronoun_order)
