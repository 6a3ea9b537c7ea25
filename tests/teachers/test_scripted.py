"""The scripted teacher: same request, same answer; it misbehaves at its rates, and what is good in it is what the plan says."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from math import sqrt
from pathlib import Path

import pytest

from goldsmith.generators.teachers.ledger import Ledger
from goldsmith.generators.teachers.lesson_request import Avoided, lesson_request, lesson_turns
from goldsmith.generators.teachers.recorded import RecordedTeacher
from goldsmith.generators.teachers.rounds import Round, run_rounds
from goldsmith.generators.teachers.scripted.conduct import PETS, SPOILERS, WEIGHTS, kinds_for, wrong_claims
from goldsmith.generators.teachers.scripted.conversation import HEEDS
from goldsmith.generators.teachers.scripted.grammar import grammar
from goldsmith.generators.teachers.scripted.teacher import ScriptedTeacher, Written, reply, written
from goldsmith.generators.teachers.teacher import Message, Request, Response, Spent, Teacher
from goldsmith.schemas.lessons import LessonPlan
from openai_server import Served, serving
from teachers.asking import teacher
from teachers.gating import Gating
from teachers.lesson_plans import TYPES, plan

COUNT = 1_200
ENGLISH = frozenset(
    ["the", "is", "are", "you", "what", "this", "that", "have", "does", "with", "for", "and", "of", "it", "to"]
)


@cache
def answer(number: int, bad: int = 30) -> Written:
    return written(lesson_request(plan(number)), bad)


def turns(text: str) -> list[Message]:
    return [Message(one["role"], one["content"]) for one in json.loads(text)["turns"]]


def binomial(share: float, count: int, of: int) -> bool:
    """The count is within four standard deviations of the share."""
    return abs(count - share * of) <= 4 * sqrt(of * share * (1 - share)) + 1


def test_the_same_request_has_the_same_answer_and_another_sample_another() -> None:
    requests = [lesson_request(plan(number), sample=sample) for number in range(24) for sample in range(2)]
    first, again = ScriptedTeacher().ask(requests), ScriptedTeacher().ask(requests[::-1])[::-1]
    assert first == again
    assert [one.key for one in first] == [one.key("scripted") for one in requests]
    assert len({one.text for one in first if one.outcome == "answered"}) == sum(
        one.outcome == "answered" for one in first
    )


@pytest.mark.parametrize("bad", [0, 30, 100])
def test_the_share_of_bad_answers_is_what_was_set(bad: int) -> None:
    count = sum(bool(answer(number, bad).fault) for number in range(COUNT))
    assert binomial(bad / 100, count, COUNT)


def test_every_kind_comes_as_often_as_it_weighs_where_a_plan_leaves_room() -> None:
    found = Counter(answer(number, 100).fault for number in range(COUNT))
    assert set(found) == set(WEIGHTS)
    shares: Counter[str] = Counter()
    for number in range(COUNT):
        kinds = kinds_for(plan(number))
        shares.update({kind: kinds.count(kind) / len(kinds) for kind in set(kinds)})  # type: ignore[dict-item]
    assert [kind for kind in WEIGHTS if not binomial(shares[kind] / COUNT, found[kind], COUNT)] == []


def test_a_fault_is_in_the_answer_and_its_name_is_not() -> None:
    for number in range(COUNT):
        text, fault = answer(number, 100)
        assert shows(fault, text, plan(number)), (fault, text)
        assert fault not in text


def shows(fault: str, text: str, lesson: LessonPlan) -> bool:
    """The fault can be seen in the answer."""
    if fault not in SPOILERS:
        return (text == "") if fault == "empty" else not text.endswith("}]}")
    said = [one.content for one in turns(text)]
    open_to = [said[2 * place + 1] for place, turn in enumerate(lesson.turns) if turn.teacher_speaks != "target"]
    closed = [said[2 * place + 1] for place, turn in enumerate(lesson.turns) if turn.teacher_speaks == "target"]
    match fault:
        case "pet opening":
            return said[1].startswith(PETS)
        case "fixed skeleton":
            return all("Great effort!" in one or "Continua così" in one for one in said[1::2])
        case "English in an Italian turn":
            return any(english(one, lesson) for one in closed)
        case "invented Italian":
            return any("mi" in one or len(one) > 10 for one in open_to)
        case _:
            return any(wrong.subject in one for wrong in wrong_claims(lesson, fault.split()[1]) for one in open_to)


@cache
def english_words() -> frozenset[str]:
    """The words of the teacher's English talk that its Italian has not."""
    talk, italian = (
        {word for nodes in grammar(name).rules.values() for word in re.findall(r"[a-z]+", str(nodes).lower())}
        for name in ("talk", "italian")
    )
    return frozenset(talk - italian)


def english(text: str, lesson: LessonPlan) -> bool:
    """The text has a word that Italian has not."""
    words = set(re.findall(r"[a-z]+", text.lower())) - {lesson.persona.name.lower(), lesson.learner.name.lower()}
    return bool(words & english_words())


def test_a_good_answer_has_the_turns_of_the_plan_and_says_what_the_learner_has_to_say() -> None:
    for number in range(COUNT):
        lesson, said = plan(number), turns(answer(number, 0).text)
        assert [one.role for one in said] == ["user", "assistant"] * len(lesson.turns)
        for place, turn in enumerate(lesson.turns):
            asked, answered = said[2 * place].content, said[2 * place + 1].content
            assert turn.says.rstrip(".!?").lower() in asked.lower(), (turn, asked)
            if turn.teacher_speaks == "target":
                assert not {word.strip(".,!?:") for word in answered.lower().split()} & (ENGLISH - {"it", "the"}), (
                    answered
                )


def test_quotation_marks_close_and_no_slot_is_left() -> None:
    for number in range(COUNT):
        for one in turns(answer(number, 0).text):
            assert one.content.count("“") == one.content.count("”"), one
            assert one.content.count("«") == one.content.count("»"), one
            assert one.content.count('"') % 2 == 0, one
            assert not set("{}|~") & set(one.content), one
            assert "  " not in one.content
            assert one.content[-1] in '.!?…"”»', one


def test_what_is_to_be_avoided_is_avoided_mostly() -> None:
    avoid = [Avoided("user", "open", f"{word} _") for word in ("can", "what", "is", "i", "how", "my", "hi")]
    begin = tuple(one.text.split()[0] + " " for one in avoid)
    numbers = [number for number in range(2_400) if TYPES[number % 12] in ("grammar", "reading", "discovery")]
    plain = [turns(written(lesson_request(plan(number)), 0).text)[0] for number in numbers]
    told = [turns(written(lesson_request(plan(number), avoid=avoid), 0).text)[0] for number in numbers]
    before, after = (sum(one.content.lower().startswith(begin) for one in texts) for texts in (plain, told))
    assert before > 100
    assert 0 < after < before * 1.5 * (100 - HEEDS) / 100


def test_a_ledger_keeps_what_was_said_and_gives_it_again(tmp_path: Path) -> None:
    plans = [plan(number) for number in range(60)]
    ledger = Ledger(tmp_path / "ledger", {"model": "scripted"})
    first = told(ScriptedTeacher(ledger), plans)
    spent = ledger.spent()
    assert spent.requests >= 60
    assert told(ScriptedTeacher(ledger), plans) == first
    assert (ledger.spent(), ledger.outcomes()["answered"]) == (spent, ledger.outcomes()["answered"])
    assert {"answered", "refused", "empty", "invalid"} >= set(ledger.outcomes())
    assert told(RecordedTeacher("scripted", ledger), plans) == first
    assert told(ScriptedTeacher(), plans) == first
    ledger.close()


def told(asked: Teacher, plans: Sequence[LessonPlan]) -> list[Round[LessonPlan]]:
    """The rounds of 20, each told of a wording to avoid for each round before."""
    over: list[Round[LessonPlan]] = []

    def telling(items: Sequence[LessonPlan]) -> list[Request]:
        avoid = [Avoided("assistant", "open", f"word{one.number}") for one in over]
        return [lesson_request(item, avoid=avoid) for item in items]

    for made in run_rounds(asked, plans, 20, telling):
        over += (made,)
    return over


def test_what_is_spent_counts_second_askings() -> None:
    teacher = ScriptedTeacher(bad=100)
    responses = teacher.ask([lesson_request(plan(number)) for number in range(60)])
    assert teacher.spent == Spent(60 + sum(one.key != one.last for one in responses))


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(Served(reply=lambda asked: reply(asked, 0))) as one:
        yield one


def test_it_can_stand_behind_a_server(served: Served, tmp_path: Path) -> None:
    pytest.importorskip("openai")
    requests = [lesson_request(plan(number)) for number in range(12)]
    with teacher(served, tmp_path) as one:
        found: list[Response] = one.ask(requests)
    assert [one.outcome for one in found] == ["answered"] * 12
    for number, response in enumerate(found):
        assert list(lesson_turns(response)) == turns(reply(requests[number].messages[0].content, 0))


@pytest.mark.slow
def test_good_conversations_pass_the_gates_at_loose_caps_with_few_asks_in_vain() -> None:
    gating, number = Gating(), 0
    while len(gating.kept) < 1_000 and number < 2_000:
        gating.offer(str(number), plan(number), turns(answer(number, 0).text))
        number += 1
    gating.settle()
    assert gating.over() == []
    assert gating.asks < 1.3
    assert min(Counter(gating.kept.values())[kind] for kind in TYPES if kind != "pronunciation") > 60
