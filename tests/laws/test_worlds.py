"""Pairs of fields that a sceptic would compare: the day and the season, the number and the year, the lines and the trade."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.canonical import to_json
from goldsmith.generators.draw import LAST_DAY
from goldsmith.generators.records.event_registration import event_registration
from goldsmith.generators.records.invoice import invoice
from goldsmith.generators.records.transaction_record import transaction_record
from goldsmith.generators.seasons import in_season
from goldsmith.schemas.vocabulary import grouped
from strategies import broken_rules, dice, good_row


@given(rng=dice, drawn=st.dates(date(2018, 1, 1), LAST_DAY), months=st.sampled_from(("", "1 2 12", "7", "11 12")))
def test_a_day_is_moved_into_the_season_and_not_into_the_future(rng: random.Random, drawn: date, months: str) -> None:
    moved = in_season(rng, drawn, months)
    assert moved <= LAST_DAY
    assert drawn.year - 1 <= moved.year <= drawn.year
    assert not months or str(moved.month) in months.split()
    assert moved == drawn or months


@given(rng=dice)
def test_an_invoice_is_of_one_trade_and_one_year(rng: random.Random) -> None:
    draft = invoice(rng)
    known = grouped("services", "description")
    assert len({known[line["description"]][0]["trade"] for line in draft["line_items"]}) == 1
    if draft["invoice_number"].startswith("20"):
        assert draft["invoice_number"][:4] == str(draft["invoice_date"].year)


@given(rng=dice)
def test_nobody_meets_on_the_days_around_the_new_year(rng: random.Random) -> None:
    begins = event_registration(rng).get("event_date")
    assert begins is None or (1, 2) < (begins.month, begins.day) < (12, 20)


@given(rng=dice)
def test_only_dollars_go_through_the_american_clearing_house(rng: random.Random) -> None:
    draft = transaction_record(rng)
    assert draft["currency"] == "USD" or not draft.get("description", "").startswith("ACH ")


ITEM: dict[str, Any] = {"product_id": "P-1", "product_name": "Violin Rosin", "quantity": 1, "price": Decimal("7.00")}
LINE: dict[str, Any] = {"description": "Annual support contract", "quantity": 1, "unit_price": 10}
CART: dict[str, Any] = {"cart_id": "C-1", "user_id": "U-1", "items": [ITEM], "total": Decimal("7.00")}
BILL: dict[str, Any] = {"invoice_number": "R-1", "invoice_date": "2024-05-06", "line_items": [LINE], "total_amount": 10}
ORDER: dict[str, Any] = {
    "order_id": "O-1",
    "customer_name": "Ann Lee",
    "items": [ITEM],
    "total_amount": Decimal("7.00"),
}
POPULAR: dict[str, Any] = {
    "ticket_type": "general",
    "attendee_name": "Ann Lee",
    "attendee_email": "ann.lee@hill.example",
}


@pytest.mark.parametrize(
    ("kind", "rule", "good", "change"),
    [
        ("shopping_cart", "shipping_is_plausible", CART, {"shipping_cost": -5, "total": 2}),
        ("shopping_cart", "items_are_paid_for", CART, {"items": [ITEM | {"quantity": 0}], "total": 0}),
        ("shopping_cart", "amounts_end_at_the_hundredth", CART, {"total": Decimal("7.00001")}),
        ("order_details", "prices_are_above_zero", ORDER, {"items": [ITEM | {"quantity": 0}], "total_amount": 0}),
        ("order_details", "amounts_end_at_the_hundredth", ORDER, {"total_amount": Decimal("7.0000049")}),
        ("invoice", "total_is_lines_plus_tax", BILL, {"line_items": [LINE | {"quantity": 0}], "total_amount": 0}),
        ("invoice", "amounts_end_at_the_hundredth", BILL, {"total_amount": Decimal("10.00001")}),
        ("invoice", "number_begins_with_the_year", BILL, {"invoice_number": "2026-00012"}),
        ("invoice", "lines_are_no_bare_values", BILL, {"line_items": [LINE | {"description": "Michael Henry"}]}),
        (
            "invoice",
            "lines_are_services_of_one_trade",
            BILL,
            {"line_items": [LINE, LINE | {"description": "Wooden euro pallets"}], "total_amount": 20},
        ),
        (
            "event_registration",
            "event_is_of_the_season",
            POPULAR | {"event_name": "Hoteliers Autumn Congress", "event_date": "2024-10-02T09:00:00Z"},
            {"event_date": "2024-04-02T09:00:00Z"},
        ),
        (
            "notification",
            "occasion_is_of_the_season",
            {"title": "Snow expected", "body": "Up to 10 cm of new snow until tomorrow morning. 🙏", "timestamp": "2024-01-02T09:00:00Z"},
            {"timestamp": "2024-07-02T09:00:00Z"},
        ),
        (
            "notification",
            "body_is_no_bare_value",
            {"title": "Snow expected", "body": "Ok"},
            {"body": "Michael Henry"},
        ),
    ],
)  # fmt: skip
def test_a_rule_lets_the_true_record_pass_and_refuses_the_false(
    kind: str, rule: str, good: dict[str, Any], change: dict[str, Any]
) -> None:
    assert broken_rules(kind, [to_json(good)]) == []
    assert rule in {line.split(" ")[0] for line in broken_rules(kind, [to_json(good | change)])}


def test_a_header_about_a_season_is_of_its_months() -> None:
    answer = orjson.loads(good_row("email_metadata")["answer"]) | {"subject": "Invitation to the summer party"}
    assert broken_rules("email_metadata", [to_json(answer | {"date": "2024-06-03T09:00:00Z"})]) == []
    [refusal] = broken_rules("email_metadata", [to_json(answer | {"date": "2024-12-06T20:04:27Z"})])
    assert refusal.startswith("subject_is_of_the_season")
