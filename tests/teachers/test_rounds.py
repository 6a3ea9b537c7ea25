"""Rounds: fixed size, plan order, and a restart that asks the same."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from goldsmith.core.canonical import digest
from goldsmith.core.errors import UsageError
from goldsmith.generators.teachers.config import Budget
from goldsmith.generators.teachers.rounds import Round, run_rounds
from goldsmith.generators.teachers.teacher import Request, Response, Teacher
from openai_server import Served, serving
from teachers.asking import request, teacher

pytest.importorskip("openai")


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(Served()) as one:
        one.reply = lambda text: digest(f"{text} {len(one.requests)}".encode())[:8]
        yield one


def told(asked: Teacher, count: int, size: int) -> list[Round[int]]:
    """The rounds of a plan of numbers, each with requests that hold what the rounds before were told."""
    over: list[Round[int]] = []

    def telling(items: Sequence[int]) -> list[Request]:
        avoid = digest(json.dumps([[found.text for found in one.responses] for one in over]).encode())[:8]
        return [request(f"{item} not {avoid}") for item in items]

    for made in run_rounds(asked, range(count), size, telling):
        over += (made,)
    return over


class Echo:
    """A teacher without a server."""

    model = "echo"

    def begin(self, number: int, requests: Sequence[Request]) -> None:
        self.number = number

    def ask(self, requests: Sequence[Request]) -> list[Response]:
        return [Response(one.key(self.model), "answered", one.messages[-1].content) for one in requests]


def test_rounds_have_their_size_and_the_order_of_the_plan() -> None:
    made = list(run_rounds(Echo(), range(10), 4, lambda items: [request(str(item)) for item in items]))
    assert [one.items for one in made] == [(0, 1, 2, 3), (4, 5, 6, 7), (8, 9)]
    assert [found.text for one in made for found in one.responses] == [str(at) for at in range(10)]
    assert [one.number for one in made] == [0, 1, 2]


def test_what_a_round_leaves_goes_first_into_the_next() -> None:
    made = run_rounds(
        Echo(),
        range(7),
        3,
        lambda items: [request(str(item)) for item in items],
        lambda over: [item for item in over.items if item % 2 and over.number < 2],
    )
    assert [one.items for one in made] == [(0, 1, 2), (1, 3, 4), (1, 3, 5), (6,)]


def test_one_request_for_each_item_or_none_goes_out() -> None:
    with pytest.raises(ValueError, match="round 0 has 2 items and 1 requests"):
        list(run_rounds(Echo(), range(2), 2, lambda items: [request("one")]))


def test_a_build_that_stops_anywhere_makes_the_same_requests(served: Served, tmp_path: Path) -> None:
    for most in (7, 13, 20, 31, 40):
        with teacher(served, tmp_path, budget=Budget(requests=most), concurrency=3) as one:
            if most < 40:
                with pytest.raises(UsageError, match="is used up"):
                    told(one, 40, 6)
            else:
                whole = told(one, 40, 6)
    assert len(served.requests) == len({one["messages"][0]["content"] for one in served.requests}) == 40
    with teacher(served, tmp_path, offline=True) as one:
        assert told(one, 40, 6) == whole


def test_a_longer_plan_pays_for_what_is_new(served: Served, tmp_path: Path) -> None:
    for count in (10, 20):
        with teacher(served, tmp_path) as one:
            told(one, count, 4)
    assert len(served.requests) == 20


def test_other_requests_in_the_same_round_are_refused_before_they_are_paid(served: Served, tmp_path: Path) -> None:
    with teacher(served, tmp_path) as one:
        told(one, 8, 4)
    with teacher(served, tmp_path) as one, pytest.raises(UsageError, match="asked something else in round 0"):
        list(run_rounds(one, range(8), 4, lambda items: [request(f"now {item}") for item in items]))
    assert len(served.requests) == 8
