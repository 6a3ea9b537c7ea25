"""Typical errors in a sentence: what learners say instead, where the engine is sure that it is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from goldsmith.generators.lessons.sentences import Said
from goldsmith.languages.italian.articles import definite, indefinite
from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.endings import PRESENT
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.plugin import ITALIAN
from goldsmith.languages.italian.sound import IMPURE, PLAIN, VOWEL, joined, onset
from goldsmith.languages.italian.verb_forms import PERSONS, verb_form
from goldsmith.languages.italian.verbs import regular, verb
from goldsmith.languages.language import Features, Form
from goldsmith.schemas.lessons import Claim, CounterExample, ErrorKind

DEFINITE = {("m", "s", PLAIN): "lo", ("m", "s", IMPURE): "il", ("m", "s", VOWEL): "il"}
DEFINITE |= {("m", "p", PLAIN): "gli", ("m", "p", IMPURE): "i", ("m", "p", VOWEL): "i"}
INDEFINITE = {("m", PLAIN): "uno", ("m", IMPURE): "un", ("m", VOWEL): "un'", ("f", VOWEL): "un"}
"""The article that learners take for another sound."""
OWNED = ("mio", "tuo", "suo", "nostro", "vostro")
TAUGHT_AFTER = frozenset(
    (
        "rosso",
        "nero",
        "bianco",
        "verde",
        "giallo",
        "azzurro",
        "grigio",
        "blu",
        "marrone",
        "italiano",
        "inglese",
        "francese",
        "tedesco",
        "spagnolo",
        "giapponese",
        "elettrico",
    )
)
"""Adjectives of colour and origin, which stand after their noun."""


def errors(said: Said) -> tuple[CounterExample, ...]:
    """Every typical error that the sentence gives room for."""
    found: dict[str, CounterExample] = {}
    for maker in MAKERS:
        for error in maker(said):
            found.setdefault(error.sentence, error)
    return tuple(found.values())


def wrong(
    said: Said, kind: ErrorKind, span: tuple[int, int], texts: Sequence[str], breaks: Claim
) -> Iterator[CounterExample]:
    """The sentence with other words in one place; none where that changes nothing."""
    start, stop = span
    forms = [form.text for form in said.sentence.forms]
    text = joined([*forms[:start], *texts, *forms[stop:]])
    sentence = text[:1].upper() + text[1:] + said.sentence.mark
    if sentence != said.text:
        yield CounterExample(kind, joined(texts), joined(forms[start:stop]), sentence, breaks)


def place(said: Said, form: Form) -> int:
    """Where a word of the sentence stands."""
    return next(i for i, one in enumerate(said.sentence.forms) if one is form or one == form)


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


def articles(said: Said) -> Iterator[tuple[int, Form, Form]]:
    """Each definite or indefinite article with the noun directly after it, and its place."""
    for at, (before, form) in enumerate(pairwise(said.sentence.forms)):
        if before.pos == "article" and form.pos == "noun" and before.features.use in ("definite", "indefinite"):
            yield at, before, form


def article(said: Said) -> Iterator[CounterExample]:
    """The article of another sound: il zaino, uno libro, un amica."""
    for at, before, form in articles(said):
        shape, sound = (before.features.gender, before.features.number), onset(form.text)
        listed = (
            DEFINITE.get((*shape, sound)) if before.features.use == "definite" else INDEFINITE.get((shape[0], sound))
        )
        if listed:
            breaks = Claim("article", form.text, before.text)
            yield from wrong(said, "article", (at, at + 2), (listed, form.text), breaks)


def gender(said: Said) -> Iterator[CounterExample]:
    """The article of the other gender: la problema, il mano."""
    for at, before, form in articles(said):
        shape = before.features.gender, before.features.number
        other = "f" if shape[0] == "m" else "m"
        if len({one.features.gender for one in noun_forms(form.lemma) if one.features.number == shape[1]}) > 1:
            continue
        used = before.features.use == "definite"
        swapped = definite(other, shape[1], form.text) if used else indefinite(other, form.text)
        if swapped.text == before.text:
            continue
        breaks = Claim("gender", form.text, form.features.gender)
        yield from wrong(said, "gender", (at, at + 2), (swapped.text, form.text), breaks)


def unarticled(said: Said) -> Iterator[CounterExample]:
    """A possessive without its article, as in English: cerco mia chiave."""
    for at, (form, after) in enumerate(pairwise(said.sentence.forms)):
        if form.features.use == "definite" and form.pos == "article" and after.lemma in OWNED:
            breaks = Claim("rule", form.text, form.rule)
            yield from wrong(said, "article", (at, at + 2), (after.text,), breaks)


def plural(said: Said) -> Iterator[CounterExample]:
    """The singular of a noun where its plural is wanted: due mela."""
    for at, form in enumerate(said.sentence.forms):
        if form.pos != "noun" or form.features.number != "p" or at == 0:
            continue
        before = said.sentence.forms[at - 1]
        if before.pos == "numeral" and form.lemma != form.text:
            breaks = Claim("plural", form.lemma, form.text)
            yield from wrong(said, "plural", (at - 1, at + 1), (before.text, form.lemma), breaks)


def fused(said: Said) -> Iterator[CounterExample]:
    """A preposition beside its article instead of the one word that they make: a il medico."""
    for at, (form, following) in enumerate(pairwise(said.sentence.forms)):
        if form.rule != "preposition.articulated" or form.text == form.lemma:
            continue
        separate = definite(form.features.gender, form.features.number, following.text).text
        breaks = Claim("rule", form.text, form.rule)
        yield from wrong(said, "preposition", (at, at + 2), (form.lemma, separate, following.text), breaks)


def position(said: Said) -> Iterator[CounterExample]:
    """An adjective of colour or origin before its noun, as in English: una rossa macchina."""
    for at, (head, form) in enumerate(pairwise(said.sentence.forms)):
        before = said.sentence.forms[at - 1] if at else None
        if head.pos != "noun" or form.lemma not in TAUGHT_AFTER or before is None or form in said.predicate:
            continue
        if (
            before.pos not in ("article", "numeral")
            or before.text.endswith("'")
            or onset(form.text) != onset(head.text)
        ):
            continue
        breaks = Claim("rule", form.text, form.rule)
        yield from wrong(said, "word order", (at, at + 2), (form.text, head.text), breaks)


def pronoun_order(said: Said) -> Iterator[CounterExample]:
    """The pronoun after a finite verb, as in English: Maria legge lo."""
    for at, (form, after) in enumerate(pairwise(said.sentence.forms)):
        simple = after.features.mood in ("indicativo", "condizionale", "congiuntivo") and not is_compound(said)
        if form.features.use == "direct" and simple and after.features.person:
            breaks = Claim("rule", form.text, form.rule)
            yield from wrong(said, "word order", (at, at + 2), (after.text, form.lemma), breaks)


MAKERS = (
    auxiliary,
    agreement,
    person,
    participle,
    regularised,
    article,
    unarticled,
    gender,
    plural,
    fused,
    position,
    pronoun_order,
)
