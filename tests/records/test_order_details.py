import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.people import plain_letters
from goldsmith.generators.records.order_details import order_details
from goldsmith.schemas.records.order_details import OrderDetails
from goldsmith.schemas.vocabulary import table

ZIPS = {(row["state"], row["zip_prefix"]) for row in table("state_zips")}


def test_the_total_is_exact() -> None:
    # the floats 3 * 19.99 + 7 * 0.1 make 60.669999999999995
    items = [
        {"product_name": "Kettle", "quantity": 3, "price": Decimal("19.99")},
        {"product_name": "Spoon", "quantity": 7, "price": Decimal("0.10")},
    ]
    made = OrderDetails(order_id="1", customer_name="Ada Byron", items=items)
    assert str(made.total_amount) == "60.67"


@given(st.randoms())
@settings(max_examples=50, deadline=None)
def test_zip_codes_and_emails_belong_to_state_and_customer(rng: random.Random) -> None:
    made = OrderDetails(**order_details(rng))
    if made.shipping_address and made.shipping_address.zip_code:
        assert (made.shipping_address.state, made.shipping_address.zip_code[:3]) in ZIPS
    if made.customer_email:
        assert plain_letters(made.customer_name).split(".")[-1] in made.customer_email
