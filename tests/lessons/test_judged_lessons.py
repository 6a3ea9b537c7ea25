"""True lessons pass the gates, wrong ones do not; what no pattern reads is marked or refused."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import get_args

import pytest

from goldsmith.generators.lessons.plans import lesson_plan
from goldsmith.generators.teachers.lesson_request import lesson_request
from goldsmith.generators.teachers.scripted.teacher import written as scripted_answer
from goldsmith.schemas.lessons import Claim, LessonPlan, LessonType, Level
from goldsmith.validators.lessons.entities import Focus
from goldsmith.validators.lessons.judge import judge
from goldsmith.validators.lessons.scene import scene
from goldsmith.validators.lessons.sentences import checked
from goldsmith.validators.lessons.shape import Message
from lessons.errors import TRANSFORMATIONS
from lessons.plans import Written, lessons, plan, wrong_claims
from teachers.lesson_plans import plan as teacher_plan

ASKED = {"role": "user", "content": "Can you help me?"}


def written() -> list[Written]:
    return [lesson for part in lessons() for lesson in part]


def claims() -> list[tuple[str, str]]:
    return [claim for part in wrong_claims() for claim in part]


def test_the_files_hold_what_the_figures_are_taken_over() -> None:
    assert len(written()) >= 200
    assert len(claims()) >= 300
    assert len(TRANSFORMATIONS) >= 60


def test_few_true_lessons_are_refused_where_unread_sentences_are_marked() -> None:
    refused = [lesson for lesson in written() if not judge(lesson.messages, lesson.plan, unread="mark").ok]
    assert len(refused) <= 0.02 * len(written()), [lesson.messages[-1]["content"] for lesson in refused]


def test_few_true_lessons_are_refused_where_unread_sentences_are_refused() -> None:
    refused = [lesson for lesson in written() if not judge(lesson.messages, lesson.plan).ok]
    assert len(refused) <= 0.02 * len(written()), [lesson.messages[-1]["content"] for lesson in refused]


def test_a_wrong_claim_is_never_verified() -> None:
    passed = [text for id_, text in claims() if judge((ASKED, {"role": "assistant", "content": text}), plan(id_)).ok]
    assert len(passed) <= 0.01 * len(claims()), passed


SEEDS = 6
"""How often each transformation is drawn for one answer; what comes out twice counts once."""


def planted(messages: Sequence[Message], lesson_plan_: LessonPlan) -> Iterator[tuple[str, str, bool]]:
    """Each error planted into the answers with its name, the text, and whether it passes."""
    if not judge(messages, lesson_plan_).ok:
        return
    for name, change in TRANSFORMATIONS.items():
        for place, message in enumerate(messages):
            seen = {message["content"]}
            for seed in range(SEEDS if message["role"] == "assistant" else 0):
                text = change(message["content"], Random(seed))
                if text is None:
                    break
                if text not in seen:
                    seen.add(text)
                    spoiled = [*messages[:place], {**message, "content": text}, *messages[place + 1 :]]
                    yield name, text, judge(spoiled, lesson_plan_).ok


STRAIGHT = str.maketrans("“”«»", '""""')
SCRIPTED = 120


def scripted() -> Iterator[tuple[list[Message], LessonPlan]]:
    """Good conversations of the built-in teacher with their plans, in straight quotation marks."""
    for number in range(SCRIPTED):
        made = teacher_plan(number)
        turns = json.loads(scripted_answer(lesson_request(made), 0).text)["turns"]
        yield [{"role": turn["role"], "content": turn["content"].translate(STRAIGHT)} for turn in turns], made


def test_planted_errors_are_refused() -> None:
    tried: Counter[str] = Counter()
    passed = []
    for messages, made in (*((lesson.messages, lesson.plan) for lesson in written()), *scripted()):
        for name, text, through in planted(messages, made):
            tried[name] += 1
            if through:
                passed.append((name, text))
    assert len(tried) >= 60
    assert tried.total() >= 5_000
    assert len(passed) <= 0.01 * tried.total(), passed


@pytest.mark.parametrize("id_", ["mercato", "mela"])
def test_a_reason_shows_the_words_that_are_wrong(id_: str) -> None:
    text = {"mercato": '"Andare" takes "avere".', "mela": 'The plural of "mela" is "meli".'}[id_]
    found = judge((ASKED, {"role": "assistant", "content": text}), plan(id_))
    assert not found.ok
    assert any(word in verdict.reason for verdict in found.failures for word in ("avere", "meli"))


SAID = {"m": "masculine", "f": "feminine", "s": "singular", "p": "plural", "1": "first", "2": "second", "3": "third"}
WORDED = {
    "gender": '"{subject}" is {said}.',
    "number": '"{subject}" is {said}.',
    "person": '"{subject}" is in the {said} person.',
    "mood": '"{subject}" is in the {value}.',
    "tense": '"{subject}" is in the {value}.',
    "part of speech": '"{subject}" is a {value}.',
    "auxiliary": '"{of}" takes "{value}".',
    "agreement": '"{subject}" agrees with "{about}".',
    "article": '"{subject}" takes the article "{value}".',
    "plural": 'The plural of "{subject}" is "{value}".',
    "feminine": 'The feminine of "{subject}" is "{value}".',
    "lemma": '"{subject}" comes from "{value}".',
    "meaning": '"{subject}" means "{value}".',
    "translation": '"{subject}" means "{value}"',
    "form": '"{value}" is a form of "{subject}".',
}


def worded(claim: Claim) -> str | None:
    pattern = WORDED.get(claim.kind)
    said = SAID.get(claim.value, "")
    return pattern and pattern.format(
        subject=claim.subject, value=claim.value, about=claim.about, of=claim.about or claim.subject, said=said
    )


def test_whatever_a_plan_claims_is_proved_when_it_is_said() -> None:
    rng = Random(11)
    said = 0
    for kind in get_args(LessonType):
        for level in get_args(Level):
            made = lesson_plan(rng, "it", kind, level)
            for claim in made.claims:
                if text := worded(claim):
                    found = checked(text, scene(made), Focus(scene(made)))
                    assert not found.failures, text
                    assert not found.unread, text
                    said += 1
    assert said > 500


VALUES = {
    "gender": "mf",
    "number": "sp",
    "person": "123",
    "mood": ("indicativo", "congiuntivo", "condizionale", "imperativo"),
    "tense": ("presente", "imperfetto", "passato prossimo", "futuro semplice", "passato remoto", "trapassato prossimo"),
    "part of speech": ("noun", "verb", "adjective"),
    "auxiliary": ("essere", "avere"),
}
"""Of these kinds a word has one value alone in a sentence."""


def test_whatever_a_plan_claims_is_refused_when_another_value_is_said() -> None:
    rng = Random(12)
    tried, passed = 0, []
    for kind in get_args(LessonType):
        made = lesson_plan(rng, "it", kind, rng.choice(get_args(Level)))
        known = {(claim.kind, claim.subject, claim.value) for claim in made.claims}
        for claim in made.claims:
            for value in VALUES.get(claim.kind, ()):
                text = worded(replace(claim, value=value))
                if text is None or (claim.kind, claim.subject, value) in known:
                    continue
                tried += 1
                if not checked(text, scene(made), Focus(scene(made))).failures:
                    passed.append(text)
    assert tried > 200
    assert not passed


PAIRED = (
    ("mercato", 'Think of "mercato" as a {} noun.', "masculine", "feminine"),
    ("mercato", 'Check "mercato": it is {}.', "masculine", "feminine"),
    ("mercato", 'Watch "mercato": it is {}.', "masculine", "feminine"),
    ("mercato", 'See "è andata": it is the {}.', "passato prossimo", "imperfetto"),
    ("mercato", '"mercato"? That one is {}.', "masculine", "feminine"),
    ("mercato", 'Put "andare" in the {} and you get "è andata".', "passato prossimo", "futuro semplice"),
    ("mercato", '"è andata" is a form of "andare", in the {}.', "passato prossimo", "present tense"),
    ("mercato", '"è andata" really is a form of "andare", in the {}.', "passato prossimo", "pluperfect"),
    ("mercato", '"è andata" is from "andare", in the {}.', "passato prossimo", "imperfetto"),
    ("mercato", 'In the {}, "andare" becomes "è andata".', "passato prossimo", "imperfetto"),
    ("mela", 'In the {}, "mela" becomes "mele".', "plural", "singular"),
    ("mercato", 'With verbs like "andare" we need "{}".', "essere", "avere"),
    ("mercato", '"Al" is a contraction of "a" and "{}".', "il", "la"),
    ("mercato", 'If the subject were {}, you would say "è andato".', "masculine", "feminine"),
    ("mercato", 'For a {}, use "è andata".', "woman", "man"),
    ("mercato", 'A {} would use the masculine form: "andato".', "man", "woman"),
    ("mercato", 'The participle takes the {} ending -a: "andata".', "feminine", "masculine"),
    ("mercato", '"È andata" describes a {}.', "completed action", "habit"),
    ("mercato", "The {} is the right choice here.", "passato prossimo", "imperfetto"),
    ("mercato", "Good idea to use the {}!", "passato prossimo", "futuro semplice"),
    ("mercato", '"Andare" is one of the verbs that take "{}".', "essere", "avere"),
    ("mercato", '"Andata" is the {} singular of the past participle of "andare".', "feminine", "masculine"),
    ("mela", "Most nouns ending in -a are {}.", "feminine", "masculine"),
    ("mela", "Nouns in -o are usually {}.", "masculine", "feminine"),
    ("mela", "{} nouns ending in -a are feminine.", "Most", "All"),
    ("mela", "Feminine nouns in -a make their plural in {}.", "-e", "-i"),
    ("mela", "Verbs ending in -are form the participle in {}.", "-ato", "-uto"),
    ("mela", 'Reflexive verbs are always conjugated with "{}".', "essere", "avere"),
    ("mela", 'Masculine nouns starting with z take "{}".', "lo", "il"),
    ("mela", '"Mela" is a feminine noun that starts with a {}.', "consonant", "vowel"),
    ("mela", '"Mela" is one of the nouns in {}.', "-a", "-o"),
    ("mela", 'Both the noun and the adjective change their last letter from -a to {}: "le mele rosse".', "-e", "-i"),
    ("mela", "Singular -a turns into {} -e.", "plural", "singular"),
    ("mela", 'Both words before "mela" must be {}.', "feminine", "masculine"),
    ("mela", 'With a masculine noun like "{}" you would say "rosso".', "libro", "mela"),
    ("mela", 'One is "la mela" and two are "{}".', "le mele", "la mela"),
    ("mela", 'The adjective takes its {} form, "rossa".', "feminine", "masculine"),
    ("zaino", '"Lo" is a masculine article, just like "il", and "zaino" begins with {}.', "z", "a vowel"),
    ("zaino", '"Su" and "la" merge into one word: "{}".', "sulla", "sullo"),
    ("pizza", '"Abbiamo" is for "{}".', "we", "they"),
    ("pizza", 'In the present "noi" has "{}".', "mangiamo", "mangiate"),
    ("pizza", '"Mangiare" has a {} past participle.', "regular", "irregular"),
    ("gatti", "With one cat the verb is {}.", "singular", "plural"),
    ("gatti", 'You need the {} form of the verb, "piacciono".', "plural", "singular"),
    ("gatti", "The {} are the subject.", "cats", "people"),
    ("svegliata", '"Si" is a reflexive pronoun of the {} person.', "third", "second"),
    ("libro", '"Leggere" has an {} past participle.', "irregular", "regular"),
    (
        "libro",
        'Other irregular participles are "scritto" and "{}". The participle of "leggere" is irregular.',
        "preso",
        "mangiato",
    ),
    ("problema", '"Problema" is a {} noun in -a.', "masculine", "feminine"),
    ("problema", 'The opposite of "difficile" is "{}".', "facile", "bello"),
    ("citta", "Words with an accent on the last vowel {} in the plural.", "do not change", "change to -i"),
    ("bambino", "The ending -avo shows the {} person.", "first", "second"),
    ("mare", '"Andare" is {} in the future.', "irregular", "regular"),
    ("mare", 'The stem is "{}".', "andr-", "ander-"),
    ("penso", '"Penso che" expresses an opinion, so it takes the {}.', "subjunctive", "indicative"),
    ("penso", "After verbs of opinion we use the {}.", "subjunctive", "indicative"),
    ("uova", '"Uovo" is masculine in the {} but feminine in the plural.', "singular", "plural"),
    ("uova", 'The plural of "uovo" is {}.', "feminine", "masculine"),
    ("vorrei", '"{}" sounds more polite.', "Vorrei", "Voglio"),
    ("vorrei", 'The conditional of "volere" is {}.', "irregular", "regular"),
    ("lettera", 'The "l\'" stands for a {} noun.', "feminine", "masculine"),
    ("lettera", '"L\'" replaces "{}".', "la lettera", "il libro"),
    ("acqua", 'We write "{}" with an apostrophe.', "l'acqua", "fredda"),
    ("capisco", '"Capire" is an {} verb with -isc-.', "-ire", "-are"),
    ("casa", 'We say "{}" without an article.', "a casa", "la casa"),
    ("film", '"{}" does not change in the plural.', "Film", "Libro"),
)
"""Wordings that name a form and a term at a distance, with a term that is true and one that is false."""


@pytest.mark.parametrize(("id_", "worded", "true", "false"), PAIRED)
def test_a_term_at_a_distance_from_its_form_is_compared_with_it(id_: str, worded: str, true: str, false: str) -> None:
    right, wrong = (
        judge((ASKED, {"role": "assistant", "content": worded.format(term)}), plan(id_)) for term in (true, false)
    )
    assert not [one for one in right.failures if one.rule in ("claims", "closure")], right.failures
    assert [one for one in wrong.failures if one.rule in ("claims", "closure")]
