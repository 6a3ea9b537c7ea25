"""Every row of the Italian lexicon is well formed, and every form that it promises can be made."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from goldsmith.languages.italian.adjectives import TABLES, adjective_forms, superlative
from goldsmith.languages.italian.auxiliaries import USES, auxiliaries
from goldsmith.languages.italian.data import Row, keyed, table
from goldsmith.languages.italian.index import index
from goldsmith.languages.italian.nouns import noun_forms, regular_plural
from goldsmith.languages.italian.plugin import ITALIAN
from goldsmith.languages.italian.verb_forms import verb_forms
from goldsmith.languages.italian.verb_groups import TENSES, VerbGroup, realised
from goldsmith.languages.italian.verbs import verb
from goldsmith.languages.language import Features, NotCovered

LEXICON = ("nouns", "verbs", "adjectives", "determiners", "words")
WORD = re.compile(r"[a-zàèéìòù]+(?:[ '-][a-zàèéìòù]+)*|Natale|Pasqua")
GLOSS = re.compile(r"[a-zA-Z'é-][A-Za-z'é;() -]*")


def words(text: str) -> bool:
    return WORD.fullmatch(text) is not None and unicodedata.is_normalized("NFC", text)


def test_the_lexicon_holds_fifteen_hundred_lemmas_and_no_word_twice() -> None:
    lemmas = [(lemma.lemma, lemma.pos) for lemma in ITALIAN.lemmas()]
    assert len(lemmas) >= 1500
    assert [lemma for lemma, count in Counter(lemmas).items() if count > 1] == []


@pytest.mark.parametrize("name", LEXICON)
def test_rows_are_well_formed(name: str) -> None:
    for row in table(name):
        assert None not in row.values()
        assert words(row["lemma"]), row
        assert GLOSS.fullmatch(row["gloss"]), row
        assert row["level"] in ("A1", "A2", "B1"), row


def noun_rows() -> list[Row]:
    return list(table("nouns"))


def test_every_noun_has_a_gender_and_a_plural_or_says_that_it_has_none() -> None:
    for row in noun_rows():
        forms = noun_forms(row["lemma"])
        assert row["gender"] in ("m", "f", "mf"), row
        assert (row["count"] in ("mass", "single")) == (row["plural"] == "-"), row
        assert row["count"] in ("", "mass", "single", "both"), row
        assert all(words(form.text) for form in forms), row
        numbers = {form.features.number for form in forms}
        assert numbers == {"-": {"s"}, "+": {"p"}}.get(row["plural"], {"s", "p"}), row


def test_a_plural_is_like_its_singular_but_for_the_end() -> None:
    for row in noun_rows():
        for form in noun_forms(row["lemma"]):
            shared = min(len(row["lemma"].split()[0]) - 2, 3)
            assert form.text[:shared] == row["lemma"][:shared] or row["lemma"] == "dio", form


def test_no_plural_is_listed_that_the_rules_make() -> None:
    """What the rules say already would only hide a change of theirs."""
    listed = [row for row in noun_rows() if re.fullmatch("[a-z]+", row["plural"])]
    assert [row["lemma"] for row in listed if by_rule(row) == row["plural"]] == []


def by_rule(row: Row) -> str:
    try:
        return regular_plural(row["lemma"], row["gender"])[0]
    except NotCovered:
        return ""


def single_words(ending: str) -> dict[str, str]:
    rows = (row for row in noun_rows() if " " not in row["lemma"])
    return {row["lemma"]: row["gender"] for row in rows if row["lemma"].endswith(ending)}


def test_nouns_in_o_are_masculine_but_for_the_known_ones() -> None:
    feminine = {lemma for lemma, gender in single_words("o").items() if gender != "m"}
    assert feminine == {"mano", "radio", "foto", "moto", "auto"}


def test_nouns_in_a_are_feminine_but_for_the_known_ones() -> None:
    masculine = {lemma for lemma, gender in single_words("a").items() if gender == "m"}
    known = "problema sistema programma schema diploma tema clima panorama pianeta poeta pigiama cinema"
    assert masculine == set(known.split())


def test_nouns_in_zione_and_ta_are_feminine() -> None:
    for row in noun_rows():
        if row["lemma"].endswith(("zione", "sione", "tà", "tù", "trice", "essa")):
            assert row["gender"] == "f", row


def test_every_adjective_and_determiner_has_its_forms() -> None:
    for pos, name in TABLES.items():
        for row in table(name):
            forms = adjective_forms(row["lemma"], pos)
            assert len(forms) in (2, 4), row
            assert all(words(form.text) for form in forms), row


def test_every_graded_adjective_has_a_superlative() -> None:
    for row in table("adjectives"):
        if row["graded"] != "no":
            assert all(form.text[:-1].endswith("issim") for form in superlative(row["lemma"])), row


def test_every_verb_row_names_a_class_that_exists() -> None:
    for row in table("verbs"):
        assert row["frame"] in ("t", "i", "ti", "m", "r"), row
        assert (row["frame"] == "r") == row["lemma"].endswith("rsi"), row
        assert row["only"] in ("", "3", "noimp"), row
        assert verb(row["lemma"]).conjugation in ("are", "ere", "ire"), row


def test_no_irregular_row_is_without_a_verb() -> None:
    used = {row["lemma"] if row["model"] == "irr" else row["model"] for row in table("verbs")}
    used |= {verb(row["lemma"]).infinitive for row in table("verbs")}
    assert {lemma for lemma in keyed("irregular_verbs") if lemma not in used} == set()


def test_every_verb_has_all_its_forms() -> None:
    for row in table("verbs"):
        forms = verb_forms(row["lemma"])
        assert all(words(form.text.removesuffix("'")) for form in forms), row
        kinds = Counter((form.features.mood, form.features.tense) for form in forms)
        least = 2 if row["only"] == "3" else 6
        for mood, tense in kinds:
            if mood in ("indicativo", "congiuntivo", "condizionale"):
                assert kinds[mood, tense] >= least, (row, mood, tense)
        assert ("imperativo", "presente") in kinds or row["only"], row


def test_every_compound_tense_of_every_verb_can_be_said() -> None:
    subject = Features("f", "p", "3")
    for row in table("verbs"):
        use = auxiliaries(row["lemma"]).choice[-1]
        for mood, tense in TENSES:
            if mood != "imperativo":
                assert realised(VerbGroup(row["lemma"], mood, tense, subject, use=use))


def test_the_auxiliary_table_is_whole() -> None:
    rows = table("auxiliaries")
    assert len(rows) == len(keyed("auxiliaries")) >= 210
    for row in rows:
        assert row["auxiliary"] in ("essere", "both"), row
        assert row["rule"] in (*USES, "always"), row
        assert (row["auxiliary"] == "both") == bool(row["avere"] and row["essere"]), row


def test_a_transitive_verb_never_takes_essere_alone() -> None:
    for row in table("verbs"):
        if row["frame"] in ("t", "ti"):
            assert "avere" in auxiliaries(row["lemma"]).choice, row


def test_every_other_spelling_is_one_of_a_word_that_exists() -> None:
    for row in table("spellings"):
        assert ITALIAN.forms(row["lemma"], row["pos"]), row
        assert row["lemma"] in {form.lemma for form in ITALIAN.analyse(row["form"])}, row


def test_every_form_is_read_back_as_what_it_is() -> None:
    for text, forms in index().items():
        assert set(forms) <= set(ITALIAN.analyse(text))


def judged() -> list[dict[str, str]]:
    path = Path(__file__).parent / "italian" / "oracle.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize(
    "row", judged(), ids=lambda row: "-".join(row[key] for key in ("verb", "mood", "tense", "person"))
)
def test_where_an_oracle_disagreed_the_form_is_the_one_that_was_judged_right(row: dict[str, str]) -> None:
    assert row["right"] in ("ours", "both")
    assert row["reason"]
    if row["mood"] == "auxiliary":
        assert "|".join(auxiliaries(row["verb"]).choice) == row["ours"]
        return
    texts = {form.text for form in verb_forms(lemma_of(row["verb"]))}
    assert set(row["ours"].split("|")) <= texts
    assert row["right"] == "both" or not set(row["oracle"].split("|")) & forms_of(row)


def lemma_of(infinitive: str) -> str:
    return next(row["lemma"] for row in table("verbs") if verb(row["lemma"]).infinitive == infinitive)


def forms_of(row: dict[str, str]) -> set[str]:
    asked = (row["mood"], row["tense"], row["person"])
    found = set()
    for form in verb_forms(lemma_of(row["verb"])):
        features = form.features
        place = features.person + features.number if features.person else features.gender + features.number
        if (features.mood, features.tense, place) == asked:
            found.add(form.text)
    return found
