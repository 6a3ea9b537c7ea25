"""Answers held against their prompts: what is found, what is left alone, and when nothing is judged at all."""

import json
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from goldsmith.audit.checks.faithfulness import judge, one_edit
from goldsmith.audit.derived import NOT, STRONG, WEAK, derivable
from goldsmith.audit.grounding import Grounding, learn
from goldsmith.extractors.examples import ASSISTANT, USER, Example, Turn
from goldsmith.extractors.values import MONTHS

Answer = dict[str, Any]
NAMES = ("Ada", "Bruno", "Clara", "Dario", "Elsa", "Franco", "Gina", "Hugo", "Ines", "Jonas", "Karla", "Livio")
FAMILIES = ("Moretti", "Lindqvist", "Okafor", "Petrov", "Sandoval", "Whitcombe", "Zieliński", "Haddad", "Ferreira")


def example(place: int, prompt: str, answer: str) -> Example:
    turns = (Turn(USER, prompt), Turn(ASSISTANT, answer))
    return Example(place, "a.jsonl", place + 1, "", "", "", "", "", "", prompt, answer, turns, {})


def order(at: int) -> tuple[str, Answer]:
    rng = random.Random(at)
    name = f"{rng.choice(NAMES)} {rng.choice(FAMILIES)}"
    prices = [(rng.randrange(1, 9), rng.randrange(2_000, 90_000)) for _ in range(rng.randrange(1, 4))]
    month, day, year = rng.randrange(12), rng.randrange(1, 29), rng.randrange(2019, 2026)
    lines = "\n".join(f"- {many} at ${cents / 100:,.2f}" for many, cents in prices)
    items = [{"quantity": many, "price": cents / 100, "sum": many * cents / 100} for many, cents in prices]
    answer = {
        "customer": name,
        "date": f"{year}-{month + 1:02}-{day:02}",
        "items": items,
        "total": sum(many * cents for many, cents in prices) / 100,
        "count": len(prices),
        "note": None,
        "mood": rng.choice(["calm", "cross"]),
    }
    return (
        f"Order of {MONTHS[month].capitalize()} {day}, {year} from {name.upper()}.\n{lines}\nPhone: +39 0{at % 9} 77{at:04}",
        answer,
    )


ORDERS = [order(at) for at in range(120)]


def learned() -> Grounding:
    return learn(example(at, prompt, json.dumps(answer)) for at, (prompt, answer) in enumerate(ORDERS))


GROUNDING = learned()


def found(change: Callable[[Answer], Any]) -> list[tuple[str, ...]]:
    """The checks that speak for each order whose answer was changed."""
    told = []
    for at, (prompt, answer) in enumerate(ORDERS):
        planted = json.loads(json.dumps(answer))
        change(planted)
        told.append(tuple(fault.check for fault in judge(example(at, prompt, json.dumps(planted)), GROUNDING).found))
    return told


def test_clean_orders_are_left_alone() -> None:
    assert not any(found(lambda answer: None))


def test_derived_and_classified_fields_are_nobodys_fault() -> None:
    grounded = {field for (_, field), about in GROUNDING.fields.items() if about.open}
    assert {"customer", "date", "items.*.price", "items.*.quantity"} <= grounded
    assert not {"total", "items.*.sum", "mood"} & grounded


CHANGES: dict[str, Callable[[Answer], Any]] = {
    "a digit of a price": lambda answer: answer["items"][0].update(price=answer["items"][0]["price"] + 0.3),
    "the sign of a price": lambda answer: answer["items"][0].update(price=-answer["items"][0]["price"]),
    "a letter of a name": lambda answer: answer.update(customer=answer["customer"][:-1] + "q"),
    "another name": lambda answer: answer.update(customer="Wolfram Egger"),
    "the year": lambda answer: answer.update(date=str(int(answer["date"][:4]) + 7) + answer["date"][4:]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_changed_value_is_found(change: Callable[[Answer], Any]) -> None:
    told = found(change)
    assert sum(map(bool, told)) >= 0.95 * len(told)
    assert {check for checks in told for check in checks} <= {"changed_value", "absent_value"}


def test_a_closed_book_task_is_not_judged() -> None:
    rng = random.Random(3)
    rows = [
        example(at, f"What is the population of town {at}?", str(rng.randrange(1_000, 90_000))) for at in range(200)
    ]
    grounding = learn(rows)
    assert not any(judge(row, grounding).found for row in rows)
    assert not any(about.open for about in grounding.fields.values())


def test_a_labelled_value_that_the_answer_leaves_out_is_found() -> None:
    rows = [
        (f"Name: {name}{at}\nCity: Town{at}", {"name": f"{name}{at}", "city": f"Town{at}"})
        for at, name in enumerate(NAMES * 4)
    ]
    grounding = learn(example(at, prompt, json.dumps(answer)) for at, (prompt, answer) in enumerate(rows))
    dropped = judge(example(0, rows[0][0], '{"name": "Ada0"}'), grounding).found
    swapped = judge(example(0, rows[0][0], '{"name": "Town0", "city": "Ada0"}'), grounding).found
    silent = judge(example(0, "Name: Ada0\nCity: unknown", '{"name": "Ada0"}'), grounding).found
    assert [fault.check for fault in dropped] == ["dropped_value"]
    assert {fault.check for fault in swapped} == {"changed_value"}
    assert silent == []


@pytest.mark.parametrize(
    ("value", "answer", "stated", "how"),
    [
        ("30", {"items": [{"a": 10}, {"a": 20}]}, [], STRONG),
        ("2", {"items": ["x", "y"]}, [], STRONG),
        ("23", {"items": [{"q": 2, "p": 4}, {"q": 3, "p": 5}]}, [], STRONG),
        ("112.5", {"net": 100, "tax": 15, "discount": 2.5}, [], STRONG),
        ("10", {"start": "2025-03-01", "end": "2025-03-11"}, [], STRONG),
        ("60", {}, ["15", "4"], WEAK),
        ("120", {}, ["2"], WEAK),
        ("25", {}, ["100", "125"], WEAK),
        ("5.08", {}, ["2"], WEAK),
        ("8", {"net": 100}, ["8"], WEAK),
        ("61.37", {}, ["15", "4"], NOT),
        ("7", {"items": [{"a": 7}]}, [], NOT),
    ],
)
def test_what_follows_from_stated_values(value: str, answer: Any, stated: list[str], how: str) -> None:
    assert derivable(Decimal(value), answer, stated) == how


def test_one_edit_is_one_sign() -> None:
    assert one_edit("1234", "1243")
    assert one_edit("1234", "1284")
    assert one_edit("1234", "12344")
    assert one_edit("12.34", "1234")
    assert not one_edit("1234", "1234")
    assert not one_edit("1234", "1289")
    assert not one_edit("1234", "4321")
