"""Every lesson plan tells the truth: its words, its claims, its errors and its translations, for any dice."""

import random
import re
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goldsmith.core.errors import UsageError
from goldsmith.generators.lessons.culture import told
from goldsmith.generators.lessons.plans import MAKERS, lesson_plan
from goldsmith.languages.english.verbs import verb_form
from goldsmith.languages.italian.data import keyed, table
from goldsmith.languages.italian.frames import LEVELS, frames, known_by, names
from goldsmith.schemas.lessons import Claim, LessonPlan, LessonType, Level, Turn, plan_from_json, plan_to_json
from lesson_truth import known_token, provably_wrong, untrue
from strategies import dice

TYPES = get_args(LessonType)
ALL = [(kind, level) for kind in TYPES for level in get_args(Level)]
plans = st.builds(lambda rng, pair: lesson_plan(rng, "it", *pair), dice, st.sampled_from(ALL))
many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
"""Shrinking dice makes no smaller lesson, and takes minutes."""

BAD_ENGLISH = re.compile(
    r"\bI (is|are|has|does|were)\b|\b(we|they|you) (is|was|has|does|am)\b|\b(s?he|it) (are|were|have|do|am)\b"
    r"|\ba ([aeio]|u(?!n[ie]|s))|\ban [^aeiouhAEIOUH]|\b(\w+) \3\b|  |\{|\bone's\b"
    r"|\b(did|does|do|will|would|can|cannot) (not )?(ate|went|was|were|had|has|is|are|been)\b|\bsome (a|the)\b|\bmuchs\b"
)
TENSES = {
    ("indicativo", "futuro semplice"): r"\bwill\b",
    ("condizionale", "presente"): r"\bwould\b",
    ("indicativo", "imperfetto"): r"\b(was|were|\w+ed|used|had|knew|ran|\w+t|did|believed)\b",
}


@many
@given(plans)
def test_a_plan_holds_together(plan: LessonPlan) -> None:
    assert plan_from_json(plan_to_json(plan)) == plan
    for target in plan.targets:
        assert all(known_token(token) for token in target.tokens), [t for t in target.tokens if not known_token(t)]
        written = "".join(re.findall(r"[\w'-]", target.text.lower()))
        assert written == "".join(token.form.lower() for token in target.tokens).replace(" ", "")
    if plan.type in ("culture", "pronunciation"):
        assert {note.kind for note in plan.notes} == {plan.type}
    owed = [claim for turn in plan.turns for claim in turn.owes]
    assert owed or plan.type in ("culture", "pronunciation", "role play", "conversation", "discovery")


@many
@given(plans)
def test_every_claim_is_true(plan: LessonPlan) -> None:
    assert list(untrue(plan)) == []


@many
@given(plans)
def test_every_counter_example_is_wrong(plan: LessonPlan) -> None:
    texts = {target.text for target in plan.targets}
    for error in plan.counter_examples:
        assert error.sentence not in texts
        assert error.breaks in plan.claims
        if error.kind == "false friend":
            about = next(t for t in plan.targets if t.translation == error.sentence.replace(error.wrong, error.right))
        else:
            about = next(t for t in plan.targets if like(t.text, error.sentence, error.wrong, error.right))
        assert provably_wrong(error, about), error


def like(text: str, sentence: str, wrong: str, right: str) -> bool:
    """The wrong sentence becomes the right one by putting the right words in."""
    low, bad = text.lower(), sentence.lower()
    return any(
        bad[: at.start()] + right.lower() + bad[at.end() :] == low
        or bad[: at.start()].rstrip() + " " + right.lower() + bad[at.end() :] == low
        for at in re.finditer(re.escape(wrong.lower()), bad)
    )


@many
@given(plans)
def test_the_english_agrees(plan: LessonPlan) -> None:
    for target in plan.targets:
        assert not (found := BAD_ENGLISH.search(target.translation)), (found, target.text, target.translation)
        assert target.translation[0].isupper() or target.translation[0] == "I"
        assert target.text[-1] == target.translation[-1]
        for token in target.tokens:
            if token.pos == "verb" and token.lemma not in ("potere", "dovere") and (token.mood, token.tense) in TENSES:
                helper = any(other.mood == "participio" for other in target.tokens)
                assert helper or re.search(TENSES[token.mood, token.tense], target.translation, re.IGNORECASE), target


BASES = sorted({frame.english.split()[0] for frame in frames()} - {"be", "have"})
PAST = {verb_form(base, form) for base in [*BASES, "have", "be", "like", "want"] for form in ("past", "participle")} | {
    "were",
    "was",
}
UNMARKED = [base for base in BASES if verb_form(base, "past") != base]
NAMES = "|".join(row["name"] for row in names("person"))
THIRD = re.compile(
    rf"(?:^|that )(?:{NAMES}|He|She|My \w+)(?: (?:often|always|gladly|already))? ({'|'.join(UNMARKED)})\b"
)
"""A third person singular with a verb that has no -s."""


@many
@given(plans)
def test_the_english_verb_has_its_person_and_tense(plan: LessonPlan) -> None:
    for target in plan.targets:
        assert not THIRD.search(target.translation), (target.text, target.translation)
        past = [
            token
            for token in target.tokens
            if token.mood == "participio" or token.tense in ("imperfetto", "passato remoto")
        ]
        if past:
            said = set(re.findall(r"[a-z]+", target.translation.lower()))
            assert said & (PAST | {"did"}), (target.text, target.translation)


def test_nobody_is_asked_what_a_thing_or_an_animal_does() -> None:
    """Each line of a conversation has a verb whose frame has people for its subject."""
    human = {frame.verb for frame in frames() if frame.subject == "person"}
    for n in range(400):
        for target in lesson_plan(random.Random(f"asked {n}"), "it", "conversation", "B2").targets:
            main = [token.lemma for token in target.tokens if token.pos == "verb"][-1]
            assert main in {*human, "piacere"}, target.text


def test_children_do_not_drink_smoke_or_drive() -> None:
    children = re.compile(
        r"^(?:\w+ )?(?:il bambino|la bambina|i bambini|i ragazz|le ragazz|il ragazz|la ragazz)", re.IGNORECASE
    )
    for n in range(400):
        for target in lesson_plan(random.Random(f"child {n}"), "it", "correction", "B1").targets:
            if children.match(target.text):
                assert not {token.lemma for token in target.tokens} & {
                    "fumare",
                    "guidare",
                    "sposarsi",
                    "birra",
                    "vino",
                }, target.text


def test_a_language_is_masculine() -> None:
    for n in range(600):
        for target in lesson_plan(random.Random(f"language {n}"), "it", "vocabulary", "B1").targets:
            assert not re.search(
                r"\bla (francese|inglese)\b.*\b(French|English)\b(?! (woman|person))", target.text + target.translation
            )


@many
@given(plans)
def test_a_level_limits_words_and_tenses(plan: LessonPlan) -> None:
    for target in plan.targets:
        for token in target.tokens:
            name = {"noun": "nouns", "verb": "verbs", "adjective": "adjectives"}.get(token.pos)
            if name:
                assert known_by(plan.level, keyed(name)[token.lemma]["level"]), token
            if plan.level == "A1" and token.mood and plan.type != "role play":
                assert (token.mood, token.tense) in {
                    ("indicativo", "presente"),
                    ("participio", "passato"),
                    ("infinito", "presente"),
                }, token


OTHER = {"m": "f", "f": "m", "s": "p", "p": "s", "1": "2", "2": "3", "3": "1", "essere": "avere", "avere": "essere"}


def lies(claim: Claim) -> list[Claim]:
    """The claim with another value, as somebody might get it wrong."""
    if claim.value in OTHER:
        return [replace(claim, value=OTHER[claim.value])]
    if claim.kind == "agreement":
        first, number = claim.value.split()
        return [replace(claim, value=f"{OTHER[first]} {number}"), replace(claim, value=f"{first} {OTHER[number]}")]
    if claim.kind == "rule":
        return [replace(claim, value="article.definite.impure"), replace(claim, value="verb.participio passato.-are")]
    if claim.kind in ("tense", "mood"):
        return [replace(claim, value="trapassato remoto" if claim.kind == "tense" else "optativo")]
    if claim.kind == "article":
        return [replace(claim, value=text) for text in ("il", "lo", "la", "gli", "uno", "le") if text != claim.value]
    if claim.kind in ("plural", "feminine", "form", "lemma", "translation", "meaning", "part of speech"):
        return [replace(claim, value=claim.value + "o"), replace(claim, value="casa")]
    return []


def test_a_false_claim_is_found() -> None:
    told = 0
    for place, (kind, level) in enumerate(ALL * 2):
        plan = lesson_plan(random.Random(f"lies {place}"), "it", kind, level)
        for claim in plan.claims:
            for lie in lies(claim):
                if lie not in plan.claims:
                    told += 1
                    assert lie in untrue(
                        replace(plan, claims=(lie,), counter_examples=(), turns=(Turn("asks", "tells"),))
                    ), lie
    assert told > 3000


def test_a_right_form_is_no_error() -> None:
    """What proves an error wrong does not prove the right words wrong."""
    tried = 0
    for place, (kind, level) in enumerate(ALL * 6):
        plan = lesson_plan(random.Random(f"right {place}"), "it", kind, level)
        for error in plan.counter_examples:
            for target in plan.targets:
                if error.kind == "false friend" or like(target.text, error.sentence, error.wrong, error.right):
                    tried += 1
                    assert not provably_wrong(replace(error, wrong=error.right), target), error
    assert tried > 150


@pytest.mark.parametrize(("kind", "level"), ALL)
def test_every_type_and_level_yields_different_lessons(kind: LessonType, level: Level) -> None:
    made = {plan_to_json(lesson_plan(random.Random(f"{kind} {level} {n}"), "it", kind, level)) for n in range(20)}
    assert len(made) == 20


def test_a_plan_is_a_function_of_its_dice() -> None:
    for kind, level in ALL:
        assert lesson_plan(random.Random(7), "it", kind, level) == lesson_plan(random.Random(7), "it", kind, level)


@pytest.mark.slow
def test_a_thousand_lessons_have_many_sentences() -> None:
    plans = [lesson_plan(random.Random(n), "it", *ALL[n % len(ALL)]) for n in range(1008)]
    texts = [target.text for plan in plans for target in plan.targets]
    assert len(set(texts)) > 1800
    assert {error.kind for plan in plans for error in plan.counter_examples} >= {
        "auxiliary",
        "agreement",
        "article",
        "gender",
        "plural",
        "participle",
        "conjugation",
        "preposition",
        "word order",
        "false friend",
    }
    assert {note.kind for plan in plans for note in plan.notes} == {"culture", "pronunciation", "nuance"}


def test_a_language_without_a_course_is_refused() -> None:
    with pytest.raises(UsageError, match="'la'"):
        lesson_plan(random.Random(1), "la", "grammar", "A1")


def test_every_maker_is_a_type() -> None:
    assert tuple(MAKERS) == TYPES
    assert tuple(get_args(Level)) == LEVELS


def test_the_notes_are_sourced_and_their_words_are_words() -> None:
    rows = table("notes")
    assert len(rows) >= 60
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["source"]
        assert row["text"].endswith(".")
        assert row["level"] in LEVELS
    assert {row["id"] for row in rows if row["kind"] == "culture"} == {row["id"] for row in told("B2")}


def test_who_speaks_of_himself_or_herself_is_a_man_or_a_woman_as_the_words_say() -> None:
    said = 0
    for n in range(600):
        lesson = lesson_plan(random.Random(f"self {n}"), "it", ("grammar", "correction", "conversation")[n % 3], "B1")
        woman = lesson.learner.name in ("Alice", "Jane")
        for target in lesson.targets:
            forms = [(token.form, token.lemma) for token in target.tokens]
            if ("sono", "essere") in forms and target.text.split()[0].lower() in ("sono", "mi"):
                ends = [token.form[-1] for token in target.tokens if token.mood == "participio" and token.person != "3"]
                if target.translation.startswith("I ") and len({*ends}) == 1 and ends[0] in "oa":
                    said += 1
                    assert woman == (ends[0] == "a"), (lesson.learner.name, target.text)
    assert said > 5
