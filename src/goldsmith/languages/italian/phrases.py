"""Noun phrases: article or determiner, possessive, adjectives and noun, every word agreeing and fitted to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldsmith.languages.italian.adjectives import adjective_forms, before_noun, row_of
from goldsmith.languages.italian.articles import FUSED, articulated, definite, indefinite, partitive, simple
from goldsmith.languages.italian.nouns import noun, noun_forms
from goldsmith.languages.italian.numerals import cardinal
from goldsmith.languages.italian.pronouns import possessive, takes_article
from goldsmith.languages.italian.sound import joined
from goldsmith.languages.language import Features, Form, NotCovered, chosen

ARTICLES = ("definite", "indefinite", "partitive", "")
DETERMINERS = frozenset(
    [
        "questo",
        "quello",
        "nessuno",
        "alcuno",
        "ciascuno",
        "ogni",
        "qualche",
        "molto",
        "poco",
        "tanto",
        "troppo",
        "parecchio",
    ]
)
"""Determiners that stand in the article's place."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that belong together, and the features that the rest of the clause agrees with."""

    forms: tuple[Form, ...]
    features: Features

    @property
    def text(self) -> str:
        """The words as written."""
        return joined(form.text for form in self.forms)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """What is asked for. `determiner` is one of ARTICLES, of DETERMINERS, or digits; `owner` is person and number;
    `gender` is needed for nouns of both genders alone.
    """

    noun: str
    number: str = "s"
    determiner: str = "definite"
    adjectives: tuple[str, ...] = ()
    owner: tuple[str, str] | None = None
    gender: str = ""
    preposition: str = ""


def noun_phrase(asked: NounPhrase) -> Phrase:
    """The phrase, built from its end, because each word before the noun depends on the sound of the next."""
    head = head_form(asked)
    after = [adjective_of(word, head) for word in asked.adjectives if not stands_before(word)]
    forms = [head, *after]
    for word in reversed([word for word in asked.adjectives if stands_before(word)]):
        forms.insert(0, before_noun(word, "adjective", head.features, forms[0].text)[0])
    if asked.owner:
        forms.insert(0, possessive(*asked.owner, head.features))
    return Phrase((*opening(asked, head, forms), *forms), agreeing(head))


def agreeing(head: Form) -> Features:
    """What a verb and a predicate agree with."""
    return Features(head.features.gender, head.features.number, "3")


def head_form(asked: NounPhrase) -> Form:
    """The noun itself; raises NotCovered for a number that it lacks and for a gender that is not said."""
    if len(noun(asked.noun)["gender"]) > 1 and not asked.gender:
        raise NotCovered("noun.gender", f"{asked.noun!r} is masculine or feminine; say which")
    forms = noun_forms(asked.noun)
    number = asked.number
    if asked.gender and len(noun(asked.noun)["gender"]) > 1:
        return chosen(forms, Features(asked.gender, number))
    return chosen(forms, Features(number=number))


def stands_before(adjective: str) -> bool:
    """The lexicon places this adjective before its noun."""
    return row_of(adjective, "adjective")["place"] == "before"


def adjective_of(lemma: str, head: Form) -> Form:
    """The adjective after the noun or as a predicate."""
    return chosen(adjective_forms(lemma), Features(head.features.gender, head.features.number))


def opening(asked: NounPhrase, head: Form, forms: Sequence[Form]) -> tuple[Form, ...]:
    """Preposition, article or determiner before the rest of the phrase."""
    words = determiner(asked, head, forms)
    if not asked.preposition:
        return words
    if asked.determiner == "partitive" and asked.preposition in FUSED:
        raise NotCovered("preposition.partitive", f"{asked.preposition!r} does not stand before a partitive article")
    if words and words[0].features.use == "definite":
        return (*articulated(asked.preposition, words[0]), *words[1:])
    return (simple(asked.preposition), *words)


def determiner(asked: NounPhrase, head: Form, forms: Sequence[Form]) -> tuple[Form, ...]:
    """What stands in the article's place; nothing where it is not wanted or a relative is owned."""
    gender, number = head.features.gender, head.features.number
    following = forms[0].text
    if asked.determiner.isdigit():
        return (counted(int(asked.determiner), head, following),)
    if asked.determiner == "definite":
        modified = bool(asked.adjectives)
        if asked.owner and not takes_article(forms[0].lemma, asked.noun, number, modified=modified):
            return ()
        return (definite(gender, number, following),)
    if asked.determiner == "indefinite":
        if number == "p":
            raise NotCovered("article.indefinite", "the indefinite article has no plural; ask for the partitive")
        return (indefinite(gender, following),)
    if asked.determiner == "partitive":
        if number == "s" and noun(asked.noun)["count"] not in ("mass", "both"):
            raise NotCovered("article.partitive", f"{asked.noun!r} is counted: no partitive in the singular")
        return (partitive(gender, number, following),)
    if asked.determiner in DETERMINERS:
        return (before_noun(asked.determiner, "determiner", head.features, following)[0],)
    if asked.determiner:
        raise NotCovered("determiner.unknown", f"{asked.determiner!r} is no determiner that stands for the article")
    return ()


def counted(count: int, head: Form, following: str) -> Form:
    """A number before its noun; one is the indefinite article."""
    number = "s" if count == 1 else "p"
    if noun(head.lemma)["plural"] == "+":
        raise NotCovered("number.agreement", f"{head.text!r} is a plural that is not counted")
    if head.features.number != number or count >= 1_000_000:
        raise NotCovered("number.agreement", f"{count} with {head.text!r}")
    if count == 1:
        return indefinite(head.features.gender, following)
    return Form(cardinal(count), cardinal(count), "numeral", Features(number="p"), "number.cardinal")


def name(text: str, gender: str) -> Phrase:
    """A person's name given by the caller."""
    form = Form(text, text, "name", Features(gender, "s", "3"), "name")
    return Phrase((form,), form.features)


def coordinated(first: Phrase, second: Phrase) -> Phrase:
    """Two phrases with e: plural, masculine if either is, of the lower person: io e Anna, noi."""
    word = Form("e", "e", "conjunction", Features(), "conjunction")
    genders = {first.features.gender, second.features.gender}
    gender = "f" if genders == {"f"} else "m" if "m" in genders else ""
    person = min(first.features.person, second.features.person)
    return Phrase((*first.forms, word, *second.forms), Features(gender, "p", person))
