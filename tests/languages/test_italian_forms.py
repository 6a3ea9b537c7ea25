"""Every form of the hand-written tables in `italian/` is what the plug-in makes, and what it reads back."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from goldsmith.languages.italian.adjectives import before_noun, comparative, organic, superlative
from goldsmith.languages.italian.articles import article_forms, articulated
from goldsmith.languages.italian.calendar import day_of_month, full_date, it_is, weekday
from goldsmith.languages.italian.clitics import Clitic
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.numerals import cardinal, ordinal
from goldsmith.languages.italian.phrases import NounPhrase, noun_phrase
from goldsmith.languages.italian.plugin import ITALIAN
from goldsmith.languages.italian.sound import euphonic, joined
from goldsmith.languages.italian.verb_groups import VerbGroup, realised
from goldsmith.languages.language import Features, NotCovered, chosen

PERSONS = ("1s", "2s", "3s", "1p", "2p", "3p")


def table(name: str) -> list[dict[str, str]]:
    path = Path(__file__).parent / "italian" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def finite_forms(rows: list[dict[str, str]]) -> Iterator[tuple[str, Features, str]]:
    for row in rows:
        persons = PERSONS[1:] if row["mood"] == "imperativo" else PERSONS
        for person, text in zip(persons, row["forms"].split(), strict=True):
            yield row["lemma"], Features("", person[1], person[0], row["mood"], row["tense"]), text


def clitics(text: str) -> tuple[Clitic, ...]:
    roles = {"d": "direct", "i": "indirect"}
    found = []
    for code in text.split():
        if code in ("ci", "ne"):
            found.append(Clitic(code))
        elif code.startswith("ne"):
            found.append(Clitic("ne", gender=code[2], number=code[3]))
        else:
            found.append(Clitic(roles[code[0]], person=code[1], gender=code[2:-1], number=code[-1]))
    return tuple(found)


def test_the_tables_hold_eight_hundred_forms_and_more() -> None:
    forms = len(list(finite_forms(table("verbs")))) + 2 * len(table("participles")) + 3 * len(table("nouns"))
    forms += 4 * len(table("adjectives")) + 8 * len(table("prepositions")) - len(table("prepositions"))
    forms += sum(len(table(name)) for name in ("groups", "before_nouns", "phrases", "numbers", "times", "superlatives"))
    assert forms > 2000


@pytest.mark.parametrize("row", table("verbs"), ids=lambda row: " ".join((row["lemma"], row["mood"], row["tense"])))
def test_finite_forms(row: dict[str, str]) -> None:
    for lemma, features, text in finite_forms([row]):
        form = ITALIAN.form(lemma, "verb", features)
        assert form.text == text
        assert form in ITALIAN.analyse(text)


@pytest.mark.parametrize("row", table("participles"), ids=lambda row: row["lemma"])
def test_participles_and_gerunds(row: dict[str, str]) -> None:
    participle = Features("m", "s", mood="participio", tense="passato")
    gerund = Features(mood="gerundio", tense="presente")
    assert ITALIAN.form(row["lemma"], "verb", participle).text == row["participle"]
    assert ITALIAN.form(row["lemma"], "verb", gerund).text == row["gerund"]


@pytest.mark.parametrize("row", table("groups"), ids=lambda row: row["text"])
def test_verb_groups(row: dict[str, str]) -> None:
    person, number, gender = (*row["subject"], "", "", "")[:3]
    group = VerbGroup(
        row["lemma"],
        row["mood"],
        row["tense"],
        Features(gender, number, person),
        clitics(row["clitics"]),
        bool(row["negative"]),
        row["use"],
    )
    assert joined(form.text for form in realised(group)) == row["text"]


@pytest.mark.parametrize("row", table("nouns"), ids=lambda row: f"{row['lemma']} {row['gender']}")
def test_nouns_with_their_articles(row: dict[str, str]) -> None:
    asked = [("s", "definite", "singular"), ("s", "indefinite", "indefinite"), ("p", "definite", "plural")]
    for number, determiner, column in asked:
        phrase = noun_phrase(NounPhrase(row["lemma"], number, determiner, gender=row["gender"]))
        assert phrase.text == row[column]


@pytest.mark.parametrize("row", table("adjectives"), ids=lambda row: row["lemma"])
def test_adjectives(row: dict[str, str]) -> None:
    for shape in ("ms", "fs", "mp", "fp"):
        form = ITALIAN.agree(row["lemma"], "adjective", Features(*shape))
        assert form.text == row[shape]


@pytest.mark.parametrize("row", table("before_nouns"), ids=lambda row: f"{row['text']} {row['following']}")
def test_words_before_a_noun(row: dict[str, str]) -> None:
    features = Features(row["gender"], row["number"])
    assert before_noun(row["lemma"], row["pos"], features, row["following"])[0].text == row["text"]


@pytest.mark.parametrize("row", table("prepositions"), ids=lambda row: row["article"])
def test_prepositions_with_articles(row: dict[str, str]) -> None:
    articles = [form for form in article_forms() if form.text == row["article"] and form.lemma == "il"]
    for preposition in ("di", "a", "da", "in", "su", "con", "per", "tra"):
        forms = articulated(preposition, articles[0])
        assert joined(form.text for form in forms) == row[preposition]


@pytest.mark.parametrize("row", table("phrases"), ids=lambda row: row["text"])
def test_noun_phrases(row: dict[str, str]) -> None:
    asked = NounPhrase(
        row["noun"],
        row["number"],
        row["determiner"],
        tuple(row["adjectives"].split()),
        (row["owner"][0], row["owner"][1]) if row["owner"] else None,
        row["gender"],
        row["preposition"],
    )
    assert noun_phrase(asked).text == row["text"]


@pytest.mark.parametrize("row", table("numbers"), ids=lambda row: row["number"])
def test_numbers(row: dict[str, str]) -> None:
    assert cardinal(int(row["number"])) == row["words"]


@pytest.mark.parametrize("row", table("times"), ids=lambda row: row["time"])
def test_times(row: dict[str, str]) -> None:
    hour, minute = row["time"].split(":")
    assert it_is(int(hour), int(minute)) == row["text"]


@pytest.mark.parametrize("row", table("superlatives"), ids=lambda row: row["lemma"])
def test_superlatives(row: dict[str, str]) -> None:
    assert chosen(superlative(row["lemma"]), Features("m", "s")).text == row["superlative"]


def test_dates() -> None:
    assert day_of_month(date(2024, 5, 1)) == "il primo maggio"
    assert day_of_month(date(2024, 3, 8)) == "l'otto marzo"
    assert day_of_month(date(2024, 4, 11)) == "l'undici aprile"
    assert day_of_month(date(2024, 12, 25)) == "il venticinque dicembre"
    assert weekday(date(2024, 6, 3)) == "lunedì"
    assert full_date(date(2024, 6, 3)) == "lunedì 3 giugno 2024"
    assert full_date(date(2024, 6, 1)) == "sabato 1º giugno 2024"


def test_ordinals() -> None:
    assert ordinal(1, Features("f", "s")).text == "prima"
    assert ordinal(3, Features("m", "p")).text == "terzi"
    assert ordinal(8).text == "ottavo"
    assert ordinal(20, Features("f", "p")).text == "ventesime"


def test_comparison() -> None:
    assert joined(form.text for form in comparative("alto", Features("f", "p"))) == "più alte"
    assert joined(form.text for form in comparative("caro", Features("m", "s"), sign="meno")) == "meno caro"
    assert [form.text for form in organic("buono", "comparativo")] == ["migliore", "migliori", "migliore", "migliori"]
    assert [form.text for form in organic("cattivo", "superlativo assoluto")][:2] == ["pessimo", "pessima"]


def test_a_and_e_before_their_own_vowel() -> None:
    assert euphonic("a", "Ancona") == "ad"
    assert euphonic("a", "Empoli") == "a"
    assert euphonic("e", "Elena") == "ed"
    assert euphonic("e", "io") == "e"
    assert euphonic("di", "Imola") == "di"


@pytest.mark.parametrize(
    ("ask", "rule"),
    [
        (lambda: noun_forms("supercazzola"), "noun.unknown"),
        (lambda: ITALIAN.forms("googlare", "verb"), "verb.unknown"),
        (lambda: ITALIAN.form("pane", "noun", Features(number="p")), "form.none"),
        (lambda: noun_phrase(NounPhrase("cantante")), "noun.gender"),
        (lambda: noun_phrase(NounPhrase("libro", "p", "indefinite")), "article.indefinite"),
        (lambda: noun_phrase(NounPhrase("governo", "s", "partitive")), "article.partitive"),
        (lambda: noun_phrase(NounPhrase("pane", "s", "partitive", preposition="di")), "preposition.partitive"),
        (lambda: noun_phrase(NounPhrase("occhiali", "p", "3")), "number.agreement"),
        (lambda: realised(VerbGroup("telefonare", clitics=clitics("d3ms"))), "clitic.object"),
        (
            lambda: realised(
                VerbGroup("finire", tense="passato prossimo", clitics=clitics("d3ms"), use="intransitive")
            ),
            "auxiliary.use",
        ),
        (
            lambda: realised(VerbGroup("vedere", subject=Features("m", "s", "1"), clitics=clitics("d1s"))),
            "clitic.reflexive",
        ),
        (lambda: realised(VerbGroup("lavare", clitics=(Clitic("reflexive", "2", "s"),))), "clitic.reflexive"),
        (lambda: realised(VerbGroup("essere", clitics=clitics("d3fp"))), "clitic.object"),
        (lambda: superlative("italiano"), "adjective.degree"),
        (lambda: realised(VerbGroup("finire", tense="passato prossimo")), "auxiliary.use"),
        (lambda: realised(VerbGroup("mangiare", tense="passato prossimo", use="essere")), "auxiliary.use"),
        (lambda: realised(VerbGroup("piovere", subject=Features("m", "s", "1"))), "verb.defective"),
        (lambda: realised(VerbGroup("potere", mood="imperativo", subject=Features("m", "s", "2"))), "verb.defective"),
        (
            lambda: realised(VerbGroup("andare", tense="passato prossimo", subject=Features("", "s", "1"))),
            "agreement.subject",
        ),
        (lambda: realised(VerbGroup("vedere", clitics=clitics("d3ms i1s"))), "clitic.cluster"),
        (lambda: cardinal(1_000_001), "number.range"),
        (lambda: ordinal(21), "number.ordinal"),
        (lambda: it_is(24, 0), "time.range"),
        (lambda: articulated("verso", article_forms()[0]), "preposition.unknown"),
    ],
)
def test_what_is_not_covered_is_refused_by_name(ask, rule: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotCovered) as refusal:
        ask()
    assert refusal.value.rule == rule
