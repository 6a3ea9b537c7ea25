"""What holds for all Italian that the plug-in makes: agreement, sound, spelling, and analysis as the way back."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from goldsmith.languages.italian.articles import DEFINITE, definite, indefinite, partitive
from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.clitics import Clitic
from goldsmith.languages.italian.clusters import clitics, clusters
from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.numerals import cardinal
from goldsmith.languages.italian.phrases import DETERMINERS, NounPhrase, noun_phrase
from goldsmith.languages.italian.plugin import ITALIAN
from goldsmith.languages.italian.sound import joined
from goldsmith.languages.italian.verb_groups import COMPOUND, TENSES, VerbGroup, realised
from goldsmith.languages.italian.verbs import takes_object
from goldsmith.languages.language import Features, Form, NotCovered

LETTERS = re.compile(r"[a-zA-ZàèéìòùÈ' -]+")
SPELLED = {
    ("m", "s"): [
        ("lo", r"s[^aeiou]|z|gn|ps|pn|x|y|i[aeiou]|chef|champ|chalet"),
        ("l'", r"[aeiou]|h[aeiou]"),
        ("il", ""),
    ],
    ("f", "s"): [("la", r"i[aeiou]"), ("l'", r"[aeiou]|h[aeiou]"), ("la", "")],
    ("m", "p"): [("gli", r"s[^aeiou]|z|gn|ps|pn|x|y|[aeiou]|h[aeiou]|chef|champ|chalet|dei$"), ("i", "")],
    ("f", "p"): [("le", "")],
}
"""The article by the beginning of the word, said again in another way: the first pattern that matches decides."""
nouns = st.sampled_from([row["lemma"] for row in table("nouns")])
verbs = st.sampled_from([row["lemma"] for row in table("verbs")])
adjectives = st.sampled_from([row["lemma"] for row in table("adjectives")])
subjects = st.builds(Features, st.sampled_from("mf"), st.sampled_from("sp"), st.sampled_from("123"))
owners = st.none() | st.tuples(st.sampled_from("123"), st.sampled_from("sp"))
chains = st.sampled_from([chain for chain, _ in clusters()])
prepositions = st.sampled_from(["", "di", "a", "da", "in", "su", "con", "per", "tra", "fra"])


def spelled_article(gender: str, number: str, word: str) -> str:
    return next(text for text, start in SPELLED[gender, number] if re.match(start, word.lower()))


def well_written(text: str) -> None:
    assert LETTERS.fullmatch(text), text
    assert unicodedata.is_normalized("NFC", text)
    assert "  " not in text
    assert "' " not in text or re.search(r"\b(fa|da|di|sta|va)' ", text), text


def expected(refusal: NotCovered, *rules: str) -> None:
    assert refusal.rule in rules, refusal


@given(nouns)
def test_an_article_has_the_gender_number_and_sound_of_its_noun(lemma: str) -> None:
    for form in noun_forms(lemma):
        gender, number = form.features.gender, form.features.number
        article = definite(gender, number, form.text)
        assert article.text == spelled_article(gender, number, form.text)
        assert partitive(gender, number, form.text).text.endswith(article.text.removeprefix("i") or "i")
        if number == "s":
            short = {"il": "un", "lo": "uno", "la": "una"}.get(article.text, "un" if gender == "m" else "un'")
            assert indefinite(gender, form.text).text == short


@given(
    nouns,
    st.sampled_from("sp"),
    st.sampled_from(["definite", "indefinite", "partitive", "", *sorted(DETERMINERS)]),
    st.lists(adjectives, max_size=2),
    owners,
    st.sampled_from("mf"),
    prepositions,
)
def test_every_word_of_a_noun_phrase_agrees(noun, number, determiner, described, owner, gender, preposition) -> None:  # type: ignore[no-untyped-def]
    asked = NounPhrase(noun, number, determiner, tuple(described), owner, gender, preposition)
    try:
        phrase = noun_phrase(asked)
    except NotCovered as refusal:
        expected(refusal, "form.none", "article.indefinite", "article.partitive", "preposition.partitive")
        return
    well_written(phrase.text)
    head = next(form for form in phrase.forms if form.pos == "noun")
    for form in phrase.forms:
        if form.pos in ("adjective", "determiner", "article"):
            assert (form.features.gender, form.features.number) == (head.features.gender, head.features.number)
        if form.pos != "noun" or " " not in form.text:
            assert form.lemma in {reading.lemma for reading in ITALIAN.analyse(form.text)}


@given(verbs, st.sampled_from(TENSES), subjects, chains | st.just(()), st.booleans())
def test_a_verb_group_is_well_written_and_its_participle_agrees(lemma, tense, subject, chain, negative) -> None:  # type: ignore[no-untyped-def]
    has_object = any(clitic.role == "direct" for clitic in chain)
    use = auxiliaries(lemma).choice[0 if has_object else -1]
    group = VerbGroup(lemma, *tense, subject, chain, negative, use)
    try:
        forms = realised(group)
    except NotCovered as refusal:
        expected(refusal, "verb.defective", "clitic.cluster", "clitic.object", "clitic.reflexive", "form.none")
        return
    well_written(joined(form.text for form in forms))
    if tense in COMPOUND:
        assert_agreement(lemma, forms, subject, chain)


def assert_agreement(lemma: str, forms: tuple[Form, ...], subject: Features, chain: tuple[Clitic, ...]) -> None:
    helper, participle = forms[-2], forms[-1]
    wanted = (subject.gender, subject.number) if helper.lemma == "essere" else ("m", "s")
    reflexive = lemma.endswith("rsi") or any(clitic.role == "reflexive" for clitic in chain)
    for clitic in chain if helper.lemma == "avere" or reflexive else ():
        if clitic.text in ("lo", "la", "li", "le") and clitic.role == "direct":
            wanted = (clitic.gender, clitic.number)
    assert (participle.features.gender, participle.features.number) == wanted
    assert participle.text[-1] == {"ms": "o", "fs": "a", "mp": "i", "fp": "e"}["".join(wanted)]


@given(verbs, st.sampled_from(sorted(COMPOUND)), subjects)
def test_a_compound_tense_is_read_back(lemma: str, tense: tuple[str, str], subject: Features) -> None:
    use = auxiliaries(lemma).choice[-1]
    try:
        forms = realised(VerbGroup(lemma, *tense, subject, use=use))
    except NotCovered as refusal:
        expected(refusal, "verb.defective")
        return
    readings = ITALIAN.analyse(joined(form.text for form in forms))
    assert any(
        reading.lemma == lemma and (reading.features.mood, reading.features.tense) == tense for reading in readings
    )


@given(verbs, subjects)
def test_the_other_auxiliary_is_not_read_as_a_tense(lemma: str, subject: Features) -> None:
    known = auxiliaries(lemma)
    if len(known.choice) == 2 or lemma.endswith("rsi"):
        return
    right = realised(VerbGroup("essere" if known.choice == ("avere",) else "avere", subject=subject))[0].text
    participle = ITALIAN.form(lemma, "verb", Features("m", "s", mood="participio", tense="passato")).text
    assert lemma not in {reading.lemma for reading in ITALIAN.analyse(f"{right} {participle}")}


@given(verbs, st.sampled_from([("infinito", "presente"), ("gerundio", "presente")]), st.sampled_from(clitics()))
def test_a_verb_with_a_pronoun_at_its_end_is_read_back(lemma: str, tense: tuple[str, str], clitic: Clitic) -> None:
    if lemma.endswith("rsi") or (clitic.role == "direct" and not takes_object(lemma)):
        return
    form = realised(VerbGroup(lemma, *tense, clitics=(clitic,)))[0]
    assert lemma in {reading.lemma for reading in ITALIAN.analyse(form.text)}


@given(st.text(max_size=30))
def test_any_text_can_be_asked_about(text: str) -> None:
    for reading in ITALIAN.analyse(text):
        assert reading.text


@given(st.integers(0, 1_000_000))
def test_numbers_are_words_and_no_two_share_one(number: int) -> None:
    word = cardinal(number)
    well_written(word)
    assert word != cardinal((number + 1) % 1_000_001)
    assert (word[-1] == "é") == (number % 10 == 3 and number % 100 != 13 and number > 3)


def test_every_article_that_the_table_holds_is_made_by_some_noun() -> None:
    made = {definite(form.features.gender, form.features.number, form.text).text for form in all_nouns()}
    assert made == {text for sounds in DEFINITE.values() for text in sounds.values()}


def all_nouns() -> list[Form]:
    return [form for row in table("nouns") for form in noun_forms(row["lemma"])]
