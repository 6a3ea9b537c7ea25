"""The request for a lesson: what it tells a teacher, and what is taken out of the answer."""

import json
import random
import re

import jsonschema_rs
import pytest

from goldsmith.generators.teachers.lesson_request import Avoided, allowed, lesson_request, lesson_turns
from goldsmith.generators.teachers.scripted.facts import Wordings, avoid_in, lesson_in
from goldsmith.generators.teachers.teacher import Message, Response
from teachers.lesson_plans import plan

AVOID = (
    Avoided("assistant", "open", "good question <Q>"),
    Avoided("user", "close", "what does <S> _ mean ?"),
    Avoided("assistant", "gram", "is a feminine noun , so"),
    Avoided("assistant", "sent", "keep _ going ."),
)


@pytest.mark.parametrize("number", range(24))
def test_the_prompt_holds_the_facts_and_nothing_of_the_answer_is_left_open(number: int) -> None:
    lesson = plan(number)
    request = lesson_request(lesson)
    text = request.messages[0].content
    found = lesson_in(text)
    assert found is not None
    assert (found.claims, found.turns, found.words, found.notes) == (
        lesson.claims,
        lesson.turns,
        lesson.words,
        lesson.notes,
    )
    assert [one.text for one in found.targets] == [one.text for one in lesson.targets]
    for said in (
        lesson.persona.name,
        lesson.persona.manner,
        lesson.learner.state,
        lesson.level,
        *allowed(lesson),
        request.schema,
    ):
        assert said in text
    assert len(re.findall(r"^- \d: the learner ", text, re.MULTILINE)) == len(lesson.turns)


def test_the_schema_takes_the_turns_of_the_plan_and_no_others() -> None:
    lesson = next(plan(number) for number in range(100) if len(plan(number).turns) == 2)
    schema = jsonschema_rs.validator_for(json.loads(lesson_request(lesson).schema))
    turns = [{"role": role, "content": "Ciao."} for role in ("user", "assistant", "user", "assistant")]
    assert schema.is_valid({"turns": turns})
    for bad in (
        turns[:3],
        [*turns, turns[0]],
        [turns[0] | {"content": ""}, *turns[1:]],
        [turns[0] | {"role": "system"}, *turns[1:]],
    ):
        assert not schema.is_valid({"turns": bad})


def test_what_to_avoid_stands_in_the_prompt_and_is_found_there() -> None:
    text = lesson_request(plan(0), avoid=AVOID).messages[0].content
    assert "- the teacher, at the beginning: good question …" in text
    assert "- the learner, at the end: what does … … mean ?" in text
    avoid = avoid_in(text)
    assert avoid.teacher
    assert avoid.learner
    for said in ("Good question, “mela”!", "So. It is a feminine noun, so what?", "Yes. Keep on going."):
        assert avoid.teacher.stand_in(said), said
    for said in (
        "A good question, “mela”!",
        "It is a masculine noun, so what?",
        "They keep it. Going.",
        "What does “mela” really mean?",
    ):
        assert not avoid.teacher.stand_in(said), said
    assert avoid.learner.stand_in("Hm. What does “mela” really mean?")
    assert not avoid.learner.stand_in("What does “mela” really mean? Thanks.")
    assert avoid_in(lesson_request(plan(0)).messages[0].content) == type(avoid)(Wordings(()), Wordings(()))


def test_requests_differ_by_plan_by_what_to_avoid_and_by_sample() -> None:
    requests = (
        lesson_request(plan(0)),
        lesson_request(plan(1)),
        lesson_request(plan(0), avoid=AVOID),
        lesson_request(plan(0), sample=1),
    )
    assert len({one.key("m") for one in requests}) == 4
    assert lesson_request(plan(0)) == requests[0]


def test_turns_are_taken_from_an_answer_and_from_nothing_else() -> None:
    value = {
        "turns": [{"role": "user", "content": " Ciao  a tutti. "}, {"role": "assistant", "content": "Here:\n\nCiao."}]
    }
    assert lesson_turns(Response("k", "answered", value=value)) == (
        Message("user", "Ciao a tutti."),
        Message("assistant", "Here:\nCiao."),
    )
    assert lesson_turns(Response("k", "refused")) == ()


def plainly(place: str, text: str) -> re.Pattern[str]:
    """A wording as one expression, every gap of it up to 80 signs."""
    words = [r".{1,80}?" if word == "…" else rf"(?<!\w){re.escape(word)}(?!\w)" for word in text.split()]
    body = r"\W*?".join(words)
    ways = (rf"\A\W*{body}(?!\w)", rf"(?:\A|[.!?:…]\W*){body}\W*\Z", rf"(?:\A|[.!?:…]\W*){body}", body)
    return re.compile(dict(zip(("open", "close", "sent", "gram"), ways, strict=True))[place], re.IGNORECASE)


def test_a_wording_is_found_where_its_whole_expression_finds_it() -> None:
    rng, found = random.Random(4), 0
    for _ in range(3000):
        place = rng.choice(("open", "close", "sent", "gram"))
        skeleton = " ".join(rng.choices(("<Q>", "_", "is", "a", "noun"), k=rng.randint(2, 5)))
        said = "".join(rng.choices(("is ", "a ", "noun", " ", ". ", "a", "Is ", "\n", "mela "), k=rng.randint(1, 9)))
        one = Avoided("assistant", place, skeleton)
        wanted = plainly(place, one.text).search(said.lower()) is not None
        assert avoid_in(f"- {one.shown}").teacher.stand_in(said) == wanted, (place, one.text, said)
        found += wanted
    assert found > 300
