import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from goldsmith.generators.records.invoice import invoice
from goldsmith.schemas.records.invoice import Invoice
from goldsmith.schemas.vocabulary import table


def made(*lines: tuple[int, str], **more: object) -> Invoice:
    items = [{"description": "Poster", "quantity": quantity, "unit_price": Decimal(price)} for quantity, price in lines]
    return Invoice(invoice_number="R-1", invoice_date="2024-05-06", customer_name="Ada Byron", line_items=items, **more)


def test_a_half_cent_of_tax_goes_up() -> None:
    # 7.5 % of 0.20 is 0.015; 15 % of 0.70 is 0.105, and round(0.7 * 0.15, 2) is 0.1
    assert made((1, "0.20"), tax_rate=Decimal("7.5")).tax == Decimal("0.02")
    assert made((1, "0.70"), tax_rate=Decimal(15)).tax == Decimal("0.11")


def test_the_tax_is_rounded_once_on_the_subtotal_and_not_by_line() -> None:
    one = made((1, "0.10"), (1, "0.10"), tax_rate=Decimal("7.5"))  # twice 0.0075 would be twice 0.01
    assert (one.subtotal, one.tax, one.total_amount) == (Decimal("0.20"), Decimal("0.02"), Decimal("0.22"))


def test_without_a_rate_there_is_no_tax_and_the_subtotal_is_due() -> None:
    assert (made((2, "9.00")).tax, made((2, "9.00")).total_amount) == (None, Decimal("18.00"))


@pytest.mark.parametrize("change", [{"total_amount": Decimal(1)}, {"colour": "red"}, {"payment_status": "bartered"}])
def test_what_does_not_belong_cannot_be_built(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        made((1, "9.00"), **change)


def test_an_invoice_without_a_line_cannot_be_built() -> None:
    with pytest.raises(ValidationError):
        made()


@given(st.randoms())
@settings(max_examples=50, deadline=None)
def test_services_keep_to_their_prices_and_fall_due_after_they_are_billed(rng: random.Random) -> None:
    one = Invoice(**invoice(rng))
    bands = {row["description"]: row for row in table("services")}
    for line in one.line_items:
        band = bands[line.description]
        assert Decimal(band["unit_min"]) <= line.unit_price <= Decimal(band["unit_max"])
        assert 1 <= line.quantity <= int(band["quantity_max"])
    assert one.due_date is None or one.due_date > one.invoice_date
