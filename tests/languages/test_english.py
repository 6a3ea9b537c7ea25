"""English clauses and nouns, against a table written by hand."""

import pytest

from goldsmith.languages.english.nouns import indefinite, plural
from goldsmith.languages.english.verbs import TENSES, EnglishClause, clause, irregular, verb_form
from goldsmith.languages.italian.frames import frames


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("eat", "eats ate eaten eating"),
        ("study", "studies studied studied studying"),
        ("play", "plays played played playing"),
        ("watch", "watches watched watched watching"),
        ("miss", "misses missed missed missing"),
        ("wash", "washes washed washed washing"),
        ("live", "lives lived lived living"),
        ("go", "goes went gone going"),
        ("agree", "agrees agreed agreed agreeing"),
        ("stop", "stops stopped stopped stopping"),
        ("travel", "travels travelled travelled travelling"),
        ("quarrel", "quarrels quarrelled quarrelled quarrelling"),
        ("have", "has had had having"),
        ("do", "does did done doing"),
        ("die", "dies died died dying"),
        ("try", "tries tried tried trying"),
        ("hug", "hugs hugged hugged hugging"),
        ("put", "puts put put putting"),
        ("prefer", "prefers preferred preferred preferring"),
        ("enrol", "enrols enrolled enrolled enrolling"),
        ("carry", "carries carried carried carrying"),
        ("accompany", "accompanies accompanied accompanied accompanying"),
        ("swim", "swims swam swum swimming"),
        ("fall", "falls fell fallen falling"),
    ],
)
def test_the_forms_of_a_verb(base: str, forms: str) -> None:
    assert " ".join(verb_form(base, form) for form in ("third", "past", "participle", "ing")) == forms


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (EnglishClause("Anna", "3s", "eat an apple", "present"), "Anna eats an apple"),
        (EnglishClause("I", "1s", "be tired", "present"), "I am tired"),
        (EnglishClause("we", "1p", "be tired", "past", True), "we were not tired"),
        (EnglishClause("you", "2s", "be tired", "present", question=True), "are you tired"),
        (EnglishClause("Anna", "3s", "eat an apple", "present", True), "Anna does not eat an apple"),
        (EnglishClause("you", "2p", "eat an apple", "past", question=True), "did you eat an apple"),
        (EnglishClause("Anna", "3s", "go home", "present perfect", adverb="already"), "Anna has already gone home"),
        (
            EnglishClause("Anna", "3s", "go home", "future perfect", adverb="already"),
            "Anna will already have gone home",
        ),
        (EnglishClause("I", "1s", "go home", "present continuous"), "I am going home"),
        (EnglishClause("they", "3p", "go home", "past continuous", True), "they were not going home"),
        (EnglishClause("Anna", "3s", "swim", "can", True), "Anna cannot swim"),
        (EnglishClause("Anna", "3s", "swim", "can", question=True), "can Anna swim"),
        (EnglishClause("", "2s", "open the door", "imperative", True), "do not open the door"),
        (EnglishClause("Anna", "3s", "go", "conditional perfect", adverb="gladly"), "Anna would gladly have gone"),
        (EnglishClause("Anna", "3s", "be ill", "present", adverb="often"), "Anna is often ill"),
        (EnglishClause("Anna", "3s", "use to sing", "past", adverb="always"), "Anna always used to sing"),
        (EnglishClause("Anna", "3s", "have a dog", "present", True), "Anna does not have a dog"),
    ],
)
def test_a_clause(asked: EnglishClause, text: str) -> None:
    assert clause(asked) == text
    assert asked.tense in TENSES


def test_the_verbs_of_the_frames_are_regular_or_listed() -> None:
    """A base that would double its consonant, or is irregular in English, stands in the table."""
    doubled = (
        "hug",
        "stop",
        "plan",
        "prefer",
        "enrol",
        "travel",
        "quarrel",
        "run",
        "swim",
        "put",
        "get",
        "cut",
        "win",
        "forget",
    )
    bases = {frame.english.split()[0] for frame in frames()}
    assert {base for base in bases if base in doubled} <= set(irregular())
    strong = (
        "eat drink read write sing speak buy wear take find lose forget drive sell see meet know give lend send tell"
    )
    strong += (
        " understand begin do have choose throw win break build draw sew teach steal hide think sleep swim run go come"
    )
    strong += " leave fall get wake put hear grow die show"
    assert bases & set(strong.split()) <= set(irregular())


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("box", "boxes"),
        ("city", "cities"),
        ("toy", "toys"),
        ("child", "children"),
        ("gentleman", "gentlemen"),
        ("swimming pool", "swimming pools"),
        ("potato", "potatoes"),
        ("photo", "photos"),
        ("leaf", "leaves"),
        ("church", "churches"),
    ],
)
def test_plurals(noun: str, many: str) -> None:
    assert plural(noun) == many


@pytest.mark.parametrize(
    "phrase",
    [
        "an apple",
        "a house",
        "an hour",
        "a university",
        "an umbrella",
        "a European city",
        "an honest man",
        "a one-way street",
    ],
)
def test_a_or_an(phrase: str) -> None:
    assert indefinite(phrase.split(" ", 1)[1]) == phrase
