"""Whether what is said of a class of words holds: counted over the words of the lexicon."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from goldsmith.extractors.lessons.symbols import Symbol
from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.italian.articles import definite, indefinite
from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.data import keyed
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.sound import IMPURE, VOWEL, VOWELS, onset
from goldsmith.languages.italian.verb_forms import verb_forms
from goldsmith.languages.language import Form, NotCovered
from goldsmith.validators.lessons.analysis import MOVEMENT, of_class
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import terms_of
from goldsmith.validators.lessons.spoken import ARTICLES, HELPERS, Finding, Spoken

USUAL = 0.85
"""The share of a class above which something is said of it without more; `most` says more than half."""
FEW = 5
FORMS: dict[str, Callable[[str], tuple[Form, ...]]] = {
    "noun": noun_forms,
    "verb": verb_forms,
    "adjective": adjective_forms,
}
TABLES = {"noun": "nouns", "verb": "verbs", "adjective": "adjectives"}


def lawful(spoken: Spoken) -> Finding:
    """The share of the class that has what is said of it is as large as the statement says."""
    subject, said = spoken.clause.parts["s"], spoken.clause.parts["o"]
    shown = " ".join(symbol.text for symbol in (*subject, *said))
    test = predicate(said, subject)
    forms = tuple(members(subject))
    if test is None or len(forms) < FEW:
        return Finding(None, shown)
    held = [answer for form in forms if (answer := test(form)) is not None]
    if not held:
        return Finding(None, shown)
    return Finding(enough(sum(held), len(held), quantity((*subject, *said))), shown)


def quantity(symbols: Sequence[Symbol]) -> str:
    """What is said of how many."""
    return next((symbol.text.lower() for symbol in symbols if symbol.kind == "ALL"), "")


def enough(having: int, total: int, amount: str) -> bool | None:
    """Whether so many of all are enough for the statement; nothing where that is a matter of taste."""
    if amount in ("all", "every", "always", "any", "each"):
        return having == total
    if amount in ("many", "some", "often"):
        return having >= FEW
    if amount == "most":
        return 2 * having > total
    if amount:
        return None
    return True if having >= USUAL * total else False if 2 * having < total else None


def members(subject: Sequence[Symbol]) -> Iterator[Form]:
    """The words of the lexicon that the subject names, in their citation forms."""
    terms = terms_of(subject)
    names = [value for term in terms if term.kind == "part of speech" for value in term.values]
    verbal = any(symbol.value in ("conjugation", "movement") or "verbs" in symbol.text.lower() for symbol in subject)
    pos = next((name for name in names if name in TABLES), "verb" if verbal else "noun")
    for form in citation(pos):
        if all(holding(term.kind, term.values, form) for term in terms) and conditioned(subject, form):
            yield form


@cache
def citation(pos: str) -> tuple[Form, ...]:
    """The citation form of every word of one part of speech."""
    found = []
    for lemma in keyed(TABLES[pos]):
        try:
            forms = FORMS[pos](lemma)
        except NotCovered:
            continue
        found += [form for form in forms if form.text == lemma and (pos != "verb" or form.features.mood == "infinito")][
            :1
        ]
    return tuple(found)


def holding(kind: str, values: Sequence[str], form: Form) -> bool:
    """One term of the subject is true of a word; the number says of which form something is said."""
    if kind == "gender":
        return form.features.gender in values
    if kind == "class":
        return any(of_class(value, form) for value in values)
    return kind in ("part of speech", "number")


def conditioned(subject: Sequence[Symbol], form: Form) -> bool:
    """How the word begins and ends is as the subject says."""
    for before, symbol in zip((None, *subject), subject, strict=False):
        text = bare(symbol.text)
        if symbol.value == "movement" and form.lemma not in MOVEMENT:
            return False
        if symbol.value == "conjugation" and not form.text.endswith(symbol.text.split()[0].strip("-").lower()):
            return False
        if before is None or before.kind not in ("IN", "END", "BEGIN", "WITH"):
            continue
        begins = before.kind == "BEGIN"
        if symbol.kind == "M":
            if not (form.text.startswith(text) if begins else form.text.endswith(text)):
                return False
        elif not sounding(symbol.value, form.text, begins=begins):
            return False
    return True


def sounding(value: str, text: str, *, begins: bool) -> bool:
    """The word begins or ends with this kind of sound."""
    if not begins:
        return {"vowel": text[-1] in VOWELS, "consonant": text[-1] not in VOWELS, "accented": text[-1] in "àèéìòù"}.get(
            value, False
        )
    try:
        sound = onset(text)
    except NotCovered:
        return False
    return {"vowel": sound == VOWEL, "impure": sound == IMPURE, "consonant": sound != VOWEL}.get(value, False)


Test = Callable[[Form], bool | None]


def predicate(said: Sequence[Symbol], subject: Sequence[Symbol]) -> Test | None:
    """What is said of each word, as a test of it."""
    kinds = {symbol.kind for symbol in said}
    terms = terms_of(said)
    quoted = [bare(symbol.text) for symbol in said if symbol.kind == "M"]
    plural = any(term.kind == "number" and term.values == ("p",) for term in (*terms, *terms_of(subject)))
    if said[0].kind == "NOCHANGE" or (said[0].kind == "NOT" and "CHANGE" in kinds and not quoted):
        return (
            (lambda form: of_class("invariable", form))
            if kinds <= {"NOT", "CHANGE", "NOCHANGE", "IN", "T", "ITS", "g"}
            else None
        )
    if "NOT" in kinds:
        return None
    if said[0].kind == "BE" and not quoted:
        return described(terms, said)
    if "TAKE" in kinds and len(quoted) == 1:
        return taking(quoted[0], plural=plural)
    return turned(quoted, said, terms) if quoted else None


def described(terms: Sequence, said: Sequence[Symbol]) -> Test | None:  # type: ignore[type-arg]
    """The word is masculine, reflexive, invariable."""
    told = [term for term in terms if term.kind in ("gender", "class")]
    if not told or len(told) < len(terms) or not {symbol.kind for symbol in said} <= {"BE", "T", "ALL", "o"}:
        return None
    return lambda form: all(holding(term.kind, term.values, form) for term in told)


def taking(text: str, *, plural: bool) -> Test | None:
    """The word takes this article or this auxiliary."""
    if text in HELPERS:
        return lambda form: tuple(auxiliaries(form.lemma).choice) == (text,) if form.pos == "verb" else None
    if text not in ARTICLES:
        return None

    def test(form: Form) -> bool | None:
        if form.pos != "noun" or len(form.features.gender) != 1:
            return None
        number = "p" if plural else "s"
        own = [one for one in noun_forms(form.lemma) if one.features.number == number]
        try:
            articles = {definite(one.features.gender, number, one.text).text for one in own}
            articles |= {indefinite(one.features.gender, one.text).text for one in own if number == "s"}
        except NotCovered:
            return None
        return text in articles if own else None

    return test


def turned(quoted: Sequence[str], said: Sequence[Symbol], terms: Sequence) -> Test | None:  # type: ignore[type-arg]
    """The plural or the participle has this ending, in place of the one that is named before it."""
    if not all(symbol.text.startswith("-") for symbol in said if symbol.kind == "M") or len(quoted) > 2:
        return None
    values = {value for term in terms for value in term.values}
    ending, before = quoted[-1], quoted[0] if len(quoted) > 1 else ""
    if mood := next((one for one in ("participio", "gerundio") if one in values), ""):
        return lambda form: (
            any(one.text.endswith(ending) for one in verb_forms(form.lemma) if one.features.mood == mood)
            if form.pos == "verb"
            else None
        )
    if values - {"p"} or ("p" not in values and said[0].kind not in ("BECOME", "CHANGE")):
        return None

    def test(form: Form) -> bool | None:
        if form.pos not in ("noun", "adjective") or not form.text.endswith(before):
            return None
        forms = noun_forms(form.lemma) if form.pos == "noun" else adjective_forms(form.lemma)
        plurals = [
            one for one in forms if one.features.number == "p" and one.features.gender in (form.features.gender, "")
        ]
        return (
            any(one.text.endswith(ending) for one in plurals or forms if one.features.number == "p")
            if plurals
            else None
        )

    return test
