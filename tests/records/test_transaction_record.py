from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.transaction_record import CURRENCIES, UNITS_PER_DOLLAR, _money, transaction_record
from goldsmith.schemas.vocabulary import column, table


@pytest.mark.parametrize(
    ("low", "currency", "amount"),
    [("2.50", "USD", "2.50"), ("2.50", "JPY", "375"), ("-4.00", "KRW", "-5400"), ("7.99", "SEK", "79.90")],
)
def test_a_band_in_dollars_becomes_an_amount_with_the_decimals_of_the_currency(low, currency, amount):
    drawn = _money(Random(0), low, low, currency)
    assert (str(drawn), drawn) == (amount, Decimal(amount))


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_debits_and_fees_are_negative_and_credits_and_refunds_positive(rng):
    draft = transaction_record(rng)
    sign = {"debit": -1, "fee": -1, "credit": 1, "refund": 1}.get(draft["type"])
    assert sign is None or draft["amount"] * sign > 0


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_what_a_transaction_says_is_of_one_merchant(rng):
    draft = transaction_record(rng)
    stated = {name: draft[name] for name in ("merchant_name", "description") if name in draft}
    stated |= {"spending_category": draft["category"]} if "category" in draft else {}
    assert any(all(row[name] == value for name, value in stated.items()) for row in table("merchants"))


def test_the_currencies_drawn_are_in_the_vocabulary():
    assert {code for code, _ in CURRENCIES} | set(UNITS_PER_DOLLAR) <= set(column("currencies", "code"))
