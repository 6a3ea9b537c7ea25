"""Each gate refuses what it is for, by its name, and no other gate does it in its place."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.extractors.lessons.patterns import CLAUSES
from goldsmith.schemas.lessons import Claim, LessonPlan, Turn
from goldsmith.validators.lessons.claims import RELATIONS
from goldsmith.validators.lessons.corpus import Corpus, offered
from goldsmith.validators.lessons.judge import GATES, judge
from goldsmith.validators.template_gate import Caps
from lessons.plans import plan

TRUE = '"Andare" takes "essere", so the participle agrees with the subject.'


def conversation(*texts: str) -> list[dict[str, str]]:
    return [{"role": ("user", "assistant")[place % 2], "content": text} for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    "texts",
    [
        ("Why essere?", ""),
        ("Why essere?", "..."),
        ("Why essere?", '"Andare" takes "essere", so the participle agr'),
        ("Why essere?", 'The participle is "andata'),
        ("Why essere?", "I'm sorry, but I cannot help with that."),
        ("Why essere?", "As an AI language model, I like Italian."),
        ("Why essere?", '{"content": "Andare takes essere."}'),
        ("Why essere?", "Hello [insert name], well done."),
        ("Why essere?",),
        ("Why essere?", TRUE, "Thanks!", "You're welcome."),
    ],
)
def test_what_is_no_whole_conversation_is_refused_by_its_shape(texts: tuple[str, ...]) -> None:
    found = judge(conversation(*texts), plan("mercato"))
    assert {verdict.rule for verdict in found.failures} == {"schema"}


@pytest.mark.parametrize(
    "text",
    [
        'You can say "Maria è andota al mercato".',
        'You can say "il mercata".',
        "Maria sono andata al mercato.",
        "Maria è andata al supermercatino.",
        'Repeat after me: "Maria ha andato al mercato."',
        'Repeat after me: "Maria andata è al mercato."',
    ],
)
def test_italian_outside_the_plan_and_the_grammar_is_refused_by_closure(text: str) -> None:
    found = judge(conversation("Help?", text), plan("mercato"), unread="mark")
    assert found.failures
    assert found.failures[0].rule == "closure"


ERROR = "Maria ha andato al mercato."


def lesson(says: str = "") -> LessonPlan:
    """The lesson of the market, in which the learner says this."""
    return replace(
        plan("mercato"),
        turns=(Turn("attempts" if says else "asks", "corrects" if says else "explains", "both", "medium", says),),
    )


def test_an_error_that_the_learner_does_not_make_is_not_shown_in_a_question() -> None:
    for text in (
        f'What changes from "Maria è andata al mercato." to "{ERROR}"?',
        f'Compare "{ERROR}" with "Maria è andata al mercato."',
        f'In your place I would say "{ERROR}"',
    ):
        failures = judge(conversation("Help?", text), lesson(), unread="mark").failures
        assert failures, text
        assert failures[0].rule == "closure", text


def test_an_error_that_the_learner_makes_may_be_asked_about_and_not_be_said_instead() -> None:
    asked = judge(conversation(ERROR, f'Look at "{ERROR}" What is wrong?'), lesson(ERROR), unread="mark")
    assert not asked.failures
    for text in (
        f'Once more, with the change: "{ERROR}"',
        f'You said "{ERROR}" and we say "{ERROR}"',
        f'In correct Italian: "{ERROR}" "È andata" is what you need; "ha andato" is a slip.',
    ):
        failures = judge(conversation(ERROR, text), lesson(ERROR), unread="mark").failures
        assert failures, text
        assert failures[0].rule == "closure", text


def test_a_false_claim_is_refused_by_the_claims() -> None:
    found = judge(conversation("Help?", '"Andare" takes "avere".'), plan("mercato"))
    assert [verdict.rule for verdict in found.failures] == ["claims"]


def test_what_is_not_read_is_marked_or_refused() -> None:
    told = conversation("Help?", '"Mercato" is a noun that poets have always loved.')
    assert judge(told, plan("mercato"), unread="mark").status == "unread"
    assert judge(told, plan("mercato")).status == "refused"
    assert judge(conversation("Help?", TRUE), plan("mercato")).status == "verified"


def test_a_turn_in_the_wrong_language_is_refused() -> None:
    base = plan("mercato")
    target = replace(base, turns=(Turn("chats", "replies", "both", "target"),))
    medium = replace(base, turns=(Turn("asks", "explains", "both", "medium"),))
    english = conversation("Ciao!", "That sounds great, tell me more about it!")
    italian = conversation("Hello!", "Che bello! E che cosa hai fatto ieri sera?")
    assert [verdict.rule for verdict in judge(english, target).failures] == ["language"]
    assert {verdict.rule for verdict in judge(italian, medium).failures} == {"language"}
    assert judge(italian, replace(target, turns=(Turn("chats", "replies", "both", "target"),))).ok


def test_an_answer_that_does_not_say_what_it_owes_is_refused() -> None:
    owed = Claim("auxiliary", "andare", "essere")
    asked = replace(
        plan("mercato"), claims=(owed,), turns=(Turn("asks", "explains", "both", owes=(owed,), about=(0,)),)
    )
    assert judge(conversation("Why essere?", TRUE), asked).ok
    found = judge(conversation("Why essere?", '"Mercato" is masculine.'), asked)
    assert [verdict.rule for verdict in found.failures] == ["fit"]
    found = judge(conversation("Why essere?", "What a lovely day for a walk."), asked)
    assert {verdict.rule for verdict in found.failures} == {"fit"}


def test_the_learner_says_what_the_plan_wants() -> None:
    wanted = replace(plan("mercato"), turns=(Turn("attempts", "corrects", "both", says="Maria ha andato al mercato."),))
    good = 'You wrote "ha andato", but it should be "è andata".'
    assert judge(conversation("Maria ha andato al mercato. Right?", good), wanted).ok
    assert [v.rule for v in judge(conversation("Is this right?", good), wanted).failures] == ["fit"]


def test_a_template_and_a_twin_are_refused_by_the_corpus() -> None:
    corpus = Corpus(Caps(5, 3, 5, 5))
    lesson = plan("mercato")
    texts = [f"Great question! Number {place} is fine, {word}." for place, word in enumerate("abcdefgh")]
    refused = [
        corpus.offer(offered(str(place), conversation(f"Help {text[::-1]}?", text), lesson))
        for place, text in enumerate(texts)
    ]
    assert not any(refused[:3])
    assert all(any(verdict.rule == "template" for verdict in found) for found in refused[3:])
    twins = Corpus(Caps(100, 100, 100, 100))
    long = "We went along the river and then we looked for the house of my old aunt, who was not at home that day."
    assert not twins.offer(offered("one", conversation("Tell me.", long), lesson))
    assert [verdict.rule for verdict in twins.offer(offered("two", conversation("Tell me.", long), lesson))] == ["near"]


def test_every_relation_of_the_patterns_is_judged() -> None:
    assert {relation for relation, _ in CLAUSES} | {"law", "mentioned", "ruled"} == set(RELATIONS)


WORDS = "Andare andata è la mela lo zaino il not is are takes agrees with the noun plural of feminine essere because so but which"
PIECES = st.sampled_from(
    [
        *'".,:;!?()-«»“”*`',
        *WORDS.split(),
        "passato prossimo",
        "means",
        "-a",
        "_",
        "before",
        "ends in",
        "l'",
        "42",
        "we say",
        "you wrote",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_judged_and_none_breaks_a_gate(text: str) -> None:
    found = judge(conversation("Help?", text), plan("mercato"))
    assert found.status in ("verified", "refused")
    assert all(verdict.reason and verdict.rule in GATES for verdict in found.failures)
