"""The budget of a teacher: nothing goes out that could exceed it, over restarts and with many requests at once."""

import traceback
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from goldsmith.core.errors import UsageError
from goldsmith.generators.teachers.config import Budget, Config, Prices
from openai_server import Fault, Served, serving
from teachers.asking import CANARY, asked, requests, teacher

pytest.importorskip("openai")

PRICES = Prices(prompt=Decimal("0.5"), completion=Decimal("1.5"))


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(Served()) as one:
        yield one


def test_requests_stop_at_the_budget_and_go_on_with_a_larger_one(served: Served, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"the budget of 5 requests is used up: 5 spent, .* raise budget\.requests"):
        asked(served, tmp_path, requests(12), budget=Budget(requests=5))
    assert len(served.requests) == 5
    with pytest.raises(UsageError, match="the budget of 5 requests is used up"):
        asked(served, tmp_path, requests(12), budget=Budget(requests=5))
    assert len(asked(served, tmp_path, requests(12), budget=Budget(requests=12))) == 12
    assert len(served.requests) == 12


def test_what_is_asked_again_counts(served: Served, tmp_path: Path) -> None:
    served.faults = [Fault(500, "{}", times=3)]
    with pytest.raises(UsageError, match="3 spent"):
        asked(served, tmp_path, requests(1), budget=Budget(requests=3))
    assert len(served.requests) == 3


@pytest.mark.parametrize("concurrency", [1, 16])
def test_tokens_and_money_are_never_exceeded_and_nearly_used(served: Served, tmp_path: Path, concurrency: int) -> None:
    served.reply = lambda text: "word " * 39 + text
    for budget, name in ((Budget(tokens=1500), "tokens"), (Budget(money=Decimal("0.002")), "money")):
        with (
            teacher(served, tmp_path / name, budget=budget, prices=PRICES, concurrency=concurrency) as one,
            pytest.raises(UsageError, match=rf"the budget of [\d.,]+ {name} is used up: [\d.,]+ spent"),
        ):
            one.ask(requests(100))
        spent, bound = getattr(one.spent, name), getattr(budget, name)
        assert bound * 8 / 10 <= spent <= bound
        assert one.spent.completion_tokens == 41 * one.spent.requests
        with teacher(served, tmp_path / name, budget=budget, prices=PRICES) as later:
            assert later.spent == one.spent


def test_a_budget_for_one_at_a_time_asks_one_at_a_time(served: Served, tmp_path: Path) -> None:
    served.seconds = 0.005
    with teacher(served, tmp_path, budget=Budget(tokens=1200), concurrency=16) as one:
        assert {found.outcome for found in one.ask(requests(150))} == {"answered"}
        assert one.spent.tokens == 150 * 3


def test_a_server_that_does_not_count_is_taken_to_use_the_most(served: Served, tmp_path: Path) -> None:
    served.usage = False
    with teacher(served, tmp_path) as one:
        one.ask(requests(1))
        assert one.spent.completion_tokens == 50
        assert 64 < one.spent.prompt_tokens < 300


def test_a_response_that_broke_off_may_have_been_charged_and_a_refusal_is_not(served: Served, tmp_path: Path) -> None:
    served.faults = [Fault(500, "{}"), Fault(cut=20)]
    with teacher(served, tmp_path) as one:
        one.ask(requests(1))
        assert (one.spent.requests, one.spent.completion_tokens) == (3, 50 + 2)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"concurrency": 0}, "greater than or equal to 1"),
        ({"temperature": 3.0}, "less than or equal to 2"),
        ({"modle": "x"}, "Extra inputs are not permitted"),
        ({"base_url": "localhost:8000"}, "is no address"),
        ({"budget": {"money": 5}}, "budget.money is given and prices are not"),
        ({"budget": {"tokens": 0}}, "greater than or equal to 1"),
        ({"prices": {"prompt": -1}}, "greater than or equal to 0"),
    ],
)
def test_a_configuration_that_cannot_be_is_refused(change: dict[str, Any], problem: str) -> None:
    good = {"base_url": "http://localhost:8000/v1", "model": "m"}
    assert Config.model_validate(good | {"prices": {"prompt": 0.15}}).prices.prompt == Decimal("0.15")
    with pytest.raises(ValidationError, match=problem):
        Config.model_validate(good | change)


@pytest.mark.parametrize(
    "change",
    [
        {"key_env": CANARY},
        {"base_url": f"http://user:{CANARY}@localhost/v1"},
        {"base_url": f"http://localhost/v1?api_key={CANARY}"},
        {"base_url": f"http://[{CANARY}/v1"},
    ],
)
def test_a_key_where_none_belongs_is_refused_unseen(change: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        Config.model_validate({"base_url": "http://localhost:8000/v1", "model": "m"} | change)
    assert "canary" not in str(caught.value)
    assert CANARY not in "".join(traceback.format_exception_only(caught.value))
