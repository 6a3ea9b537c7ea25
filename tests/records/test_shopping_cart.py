import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.shopping_cart import shopping_cart
from goldsmith.schemas.records.shopping_cart import ShoppingCart


def cart(quantity: int, price: str, discount: str | None = None, **more: object) -> ShoppingCart:
    item = {"product_id": "P1", "product_name": "Kettle", "quantity": quantity, "price": Decimal(price)}
    if discount:
        item["discount_percentage"] = Decimal(discount)
    return ShoppingCart(cart_id="C1", user_id="U1", items=[item], **more)


def test_a_half_cent_of_discount_goes_up() -> None:
    # 1 x 1.15 less 10 % is 1.035; the float 1.15 * 0.9 rounds to 1.03
    assert cart(1, "1.15", "10").subtotal == Decimal("1.04")


def test_a_half_cent_of_tax_goes_up() -> None:
    # 7.5 % of 0.20 is 0.015; 15 % of 0.70 is 0.105, and round(0.7 * 0.15, 2) is 0.1
    assert cart(1, "0.20", tax_rate=Decimal("7.5")).tax == Decimal("0.02")
    assert cart(1, "0.70", tax_rate=Decimal(15)).tax == Decimal("0.11")


def test_each_line_is_rounded_and_shipping_is_not_taxed() -> None:
    items = [
        {
            "product_id": f"P{n}",
            "product_name": "Pen",
            "quantity": 1,
            "price": Decimal("0.99"),
            "discount_percentage": Decimal(50),
        }
        for n in range(3)
    ]
    made = ShoppingCart(
        cart_id="C1",
        user_id="U1",
        items=items,
        tax_rate=Decimal(10),
        shipping_cost=Decimal("0.30"),
        coupon_code="HALFOFF50",
    )
    assert made.subtotal == Decimal("1.50")  # three times 0.495 rounded, not 1.485 rounded
    assert (made.tax, made.total) == (Decimal("0.15"), Decimal("1.95"))


@given(st.randoms())
@settings(max_examples=50, deadline=None)
def test_shipping_stays_below_a_quarter_and_a_coupon_is_used(rng: random.Random) -> None:
    made = ShoppingCart(**shopping_cart(rng))
    assert (made.shipping_cost or 0) * 4 < made.subtotal
    digits = (made.coupon_code or "")[-2:]
    if digits.isdigit():
        assert Decimal(digits) in [item.discount_percentage for item in made.items]
