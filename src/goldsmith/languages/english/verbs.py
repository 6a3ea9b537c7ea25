"""English verbs: the forms of one and the clause around it, in the tenses that translations need."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

TENSES: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "present": ((), "third"),
        "present continuous": (("be",), "ing"),
        "past": ((), "past"),
        "past continuous": (("was",), "ing"),
        "present perfect": (("have",), "participle"),
        "past perfect": (("had",), "participle"),
        "future": (("will",), "base"),
        "future perfect": (("will", "have"), "participle"),
        "conditional": (("would",), "base"),
        "conditional perfect": (("would", "have"), "participle"),
        "can": (("can",), "base"),
        "imperative": ((), "base"),
    }
)
"""The auxiliaries of each tense, and the form of the main verb."""
BE = {"1s": ("am", "was"), "3s": ("is", "was")}
"""The present and past of be; the other persons have are and were."""


@cache
def irregular() -> Mapping[str, Mapping[str, str]]:
    """The irregular verbs by their base."""
    text = files("goldsmith.languages.english").joinpath("irregular_verbs.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["base"]: row for row in csv.DictReader(text.splitlines())})


def verb_form(base: str, form: str) -> str:
    """The third person, past, participle or ing-form of a verb, regular unless the table has it."""
    if form == "base":
        return base
    if listed := irregular().get(base, {}).get(form):
        return listed
    stem = base[:-1] if base.endswith("e") else base
    consonant_y = base.endswith("y") and base[-2] not in "aeiou"
    if form == "third":
        return (
            f"{base[:-1]}ies" if consonant_y else base + ("es" if base.endswith(("s", "x", "ch", "sh", "o")) else "s")
        )
    if form == "ing":
        return base + "ing" if base.endswith("ee") else stem + "ing"
    return f"{base[:-1]}ied" if consonant_y else stem + "ed"


def be(person: str, *, past: bool) -> str:
    """am, is, are, was or were."""
    return BE.get(person, ("are", "were"))[past]


@dataclass(frozen=True, slots=True)
class EnglishClause:
    """What is asked for: a subject with its person ("3s"), a verb phrase that begins with a base form, one of TENSES.

    `adverb` is one that stands before the main verb (always, already); an imperative has an empty subject.
    """

    subject: str
    person: str
    phrase: str
    tense: str
    negative: bool = False
    question: bool = False
    adverb: str = ""


def clause(asked: EnglishClause) -> str:
    """The clause in lower case as far as its words allow, without a mark."""
    base, _, rest = asked.phrase.partition(" ")
    helpers, main = parts(asked, base)
    first = helpers[:1]
    negation = ["not"] if asked.negative else []
    adverbs = [asked.adverb] if asked.adverb else []
    if helpers == ["can"] and negation and not asked.question:
        first, negation = ["cannot"], []
    after = [*negation, *adverbs, *helpers[1:], *main]
    if asked.question:
        words = [*first, asked.subject, *after]
    elif not helpers and base == "be" and asked.tense != "imperative":
        words = [asked.subject, *main, *negation, *adverbs]
    else:
        words = [asked.subject, *first, *after]
    return " ".join(word for word in (*words, rest) if word)


def parts(asked: EnglishClause, base: str) -> tuple[list[str], list[str]]:
    """The auxiliaries, agreeing with the subject and with do where English wants it, and the main verb."""
    helpers, form = TENSES[asked.tense]
    plain = not helpers
    if plain and base == "be" and asked.tense != "imperative":
        verb = be(asked.person, past=asked.tense == "past")
        return ([verb], []) if asked.question else ([], [verb])
    if plain and (asked.negative or asked.question):
        past = asked.tense == "past"
        support = "did" if past else "does" if asked.person == "3s" and asked.tense == "present" else "do"
        return [support], [base]
    if form == "third" and asked.person != "3s":
        form = "base"
    agreed = [agreeing(helper, asked.person) for helper in helpers[:1]]
    return [*agreed, *helpers[1:]], [verb_form(base, form)]


def agreeing(helper: str, person: str) -> str:
    """The first auxiliary in its person; will, would, can and had have one form."""
    if helper in ("be", "was"):
        return be(person, past=helper == "was")
    return "has" if helper == "have" and person == "3s" else helper
