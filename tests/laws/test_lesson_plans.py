"""A lesson plan survives its JSON, and cannot be built against itself."""

import ast
import re
from dataclasses import fields, replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from goldsmith.languages.language import Features
from goldsmith.schemas.lessons import (
    CLAIM_KINDS,
    Claim,
    ClaimKind,
    CounterExample,
    Learner,
    LessonPlan,
    Persona,
    Target,
    Token,
    Turn,
    plan_from_json,
    plan_to_json,
)

PLAN = LessonPlan(
    "grammar",
    "A1",
    "it",
    "en",
    Persona("anna", "Anna", "Warm, and brief."),
    Learner("ben", "Ben", "Has had ten lessons.", "article"),
    (
        Target(
            "La mela è rossa.", (Token("la", "il", "article", "article.definite.plain", "f", "s"),), "The apple is red."
        ),
    ),
    (Turn("asks", "explains", owes=(Claim("gender", "mela", "f"),), about=(0,)),),
    (Claim("gender", "mela", "f"), Claim("article", "mela", "la")),
    (CounterExample("article", "il mela", "la mela", "Il mela è rossa.", Claim("article", "mela", "la")),),
)

words = st.text(max_size=12)
claims = st.lists(st.builds(Claim, st.sampled_from(get_args(ClaimKind)), words, words, words), max_size=4)
targets = st.lists(st.from_type(Target), min_size=1, max_size=3)


@given(st.data())
def test_a_plan_comes_back_from_its_json(data: st.DataObject) -> None:
    claimed, sentences = data.draw(claims), data.draw(targets)
    turn = st.builds(
        Turn,
        says=st.sampled_from(["", *(target.text for target in sentences)]),
        about=st.lists(st.integers(0, len(sentences) - 1), max_size=2).map(tuple),
        owes=(st.lists(st.sampled_from(claimed)) if claimed else st.just([])).map(tuple),
    )
    plan = data.draw(
        st.builds(
            LessonPlan,
            targets=st.just(tuple(sentences)),
            claims=st.just(tuple(claimed)),
            turns=st.lists(turn, min_size=1, max_size=6).map(tuple),
        )
    )
    text = plan_to_json(plan)
    assert plan_from_json(text) == plan
    assert "\n" not in text


def test_every_claim_kind_says_how_it_is_written() -> None:
    assert set(CLAIM_KINDS) == set(get_args(ClaimKind))
    for kind, meaning in CLAIM_KINDS.items():
        assert "SUBJECT" in meaning
        for example in re.findall(r"Claim\(.*?\)", meaning):
            call = ast.parse(example, mode="eval").body
            assert isinstance(call, ast.Call)
            given_values = [ast.literal_eval(part) for part in (*call.args, *(word.value for word in call.keywords))]
            assert Claim(*given_values).kind == kind


def test_a_token_has_the_features_of_the_languages() -> None:
    assert [field.name for field in fields(Token)][4:] == [field.name for field in fields(Features)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"turns": ()}, "one to six turns, not 0"),
        ({"turns": PLAN.turns * 7}, "one to six turns, not 7"),
        ({"targets": ()}, "needs a target"),
        ({"turns": (Turn("asks", "explains", about=(1,)),)}, "there are 1 targets"),
        ({"turns": (Turn("attempts", "corrects", says="Il mela è rosso."),)}, "no target and no declared error"),
        ({"turns": (Turn("asks", "explains", owes=(Claim("gender", "mela", "m"),)),)}, "does not claim"),
        ({"type": "lecture"}, "role play"),
        ({"claims": ({"kind": "colour", "subject": "mela", "value": "red"},)}, "auxiliary"),
    ],
)
def test_what_contradicts_itself_is_refused(change: dict[str, object], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        replace(PLAN, **change)


def test_json_of_another_shape_is_refused() -> None:
    with pytest.raises(ValidationError, match="Unexpected keyword argument"):
        plan_from_json(plan_to_json(PLAN)[:-1] + ',"score":1}')
