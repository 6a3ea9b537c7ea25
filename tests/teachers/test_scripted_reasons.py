"""What the scripted teacher adds to a claim: a true rule that the gates read, and one that the claim is an instance of."""

import random
import re
from dataclasses import replace

import pytest

from goldsmith.generators.lessons.plans import lesson_plan
from goldsmith.generators.teachers.lesson_request import lesson_request, lesson_turns
from goldsmith.generators.teachers.scripted.claiming import within
from goldsmith.generators.teachers.scripted.grammar import Draw, grammar
from goldsmith.generators.teachers.scripted.learner import differing
from goldsmith.generators.teachers.scripted.noted import subject_of, things_in
from goldsmith.generators.teachers.scripted.reasons import rules_for
from goldsmith.generators.teachers.scripted.teacher import ScriptedTeacher
from goldsmith.schemas.lessons import Claim, LessonPlan, Note
from goldsmith.validators.lessons.judge import judge
from lessons.plans import plan

WORDED = [
    Draw(grammar("reasons"), random.Random(seed)).text(rule, {}) + "."
    for rule in grammar("reasons").rules
    for seed in range(12)
]


@pytest.mark.parametrize("text", sorted(set(WORDED)))
def test_each_reason_is_read_and_true(text: str) -> None:
    found = judge(({"role": "user", "content": "Why?"}, {"role": "assistant", "content": text}), plan("mercato"))
    assert found.status == "verified", found.failures


def claiming(*claims: Claim) -> LessonPlan:
    return replace(plan("mercato"), claims=claims)


@pytest.mark.parametrize(
    ("claim", "rules"),
    [
        (Claim("auxiliary", "svegliarsi", "essere"), ["why.reflexive"]),
        (Claim("auxiliary", "andare", "essere"), ["why.movement"]),
        (Claim("auxiliary", "piacere", "essere"), []),
        (Claim("auxiliary", "comprare", "avere"), ["why.transitive"]),
        (Claim("auxiliary", "dormire", "avere"), []),
        (Claim("plural", "città", "città"), ["why.plural.accent"]),
        (Claim("agreement", "sua", "f s", "borsa"), ["why.possessive"]),
        (Claim("agreement", "parla", "3 s", "Maria"), ["why.verb"]),
        (Claim("mood", "vada", "congiuntivo"), []),
    ],
)
def test_a_reason_belongs_to_its_claim(claim: Claim, rules: list[str]) -> None:
    assert list(rules_for(claiming(claim), claim)) == rules


@pytest.mark.parametrize(
    ("noun", "gender", "many", "rules"),
    [
        ("mela", "f", "mele", ["why.plural.a"]),
        ("libro", "m", "libri", ["why.plural.o"]),
        ("notte", "f", "notti", ["why.plural.e"]),
        ("mano", "f", "mani", []),
        ("problema", "m", "problemi", []),
        ("uovo", "m", "uova", []),
    ],
)
def test_the_rule_of_a_plural_is_that_of_its_gender(noun: str, gender: str, many: str, rules: list[str]) -> None:
    said = Claim("plural", noun, many)
    assert list(rules_for(claiming(said, Claim("gender", noun, gender)), said)) == rules


def test_a_note_is_on_a_word_of_the_sentence_that_shows_it() -> None:
    lesson = plan("mercato")
    shown = replace(lesson, targets=(replace(lesson.targets[0], text="Puoi mostrare dei disegni all'operaio?"),))
    turn = replace(lesson.turns[0], about=(0,))
    notes = {"gn": "disegni", "r": "mostrare", "z": "", "tronche": "", "apostrofo": ""}
    found = {id_: subject_of(shown, turn, Note(id_, "pronunciation", "", "")) for id_ in notes}
    assert found == notes


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("Luca si lava.", "Luca si è lavato ieri.", ("si lava", "si è lavato ieri")),
        ("Chiara studia sempre.", "Chiara sta studiando.", ("studia sempre", "sta studiando")),
    ],
)
def test_a_pronoun_stays_with_its_verb_where_two_sentences_differ(
    first: str, second: str, apart: tuple[str, str]
) -> None:
    assert differing(first, second) == apart


def test_what_is_told_of_a_sentence_is_not_told_of_a_word_of_another() -> None:
    said = Claim("agreement", "deve", "3 s", "la ragazza")
    lesson = replace(
        plan("mercato"), targets=(replace(plan("mercato").targets[0], text="Pietro deve partire."),), claims=(said,)
    )
    assert within(lesson, (0,)) == ()
    assert within(replace(lesson, targets=(replace(lesson.targets[0], text="La ragazza deve partire."),)), (0,)) == (
        said,
    )


def test_yes_is_said_to_what_was_asked_and_no_to_anything_else() -> None:
    said = 0
    for number in range(200):
        lesson = lesson_plan(
            random.Random(f"talk {number}"), "it", "conversation", ("A1", "A2", "B1", "B2")[number % 4]
        )
        (found,) = ScriptedTeacher(bad=0).ask([lesson_request(lesson)])
        for place, (turn, one) in enumerate(zip(lesson.turns, list(lesson_turns(found))[::2], strict=True)):
            if turn.learner != "answers":
                continue
            asked, answered = lesson.targets[2 * place - 2], lesson.targets[2 * place - 1]
            first = re.split(r"\W", one.content.lower())[0]
            if first in ("sì", "no"):
                said += 1
                other = not things_in(lesson, answered) <= things_in(lesson, asked)
                assert (first == "no") == (answered.text.startswith("Non ") or other), (asked.text, one.content)
    assert said > 40
