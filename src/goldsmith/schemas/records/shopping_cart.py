"""A shopping cart: items with discounts, shipping, tax at a rate, and the total."""

from decimal import Decimal
from functools import cached_property
from typing import Annotated, ClassVar

from pydantic import Field, computed_field

from goldsmith.schemas.fields import (
    Count,
    Derived,
    Identifier,
    Moment,
    Money,
    Percent,
    Price,
    Rate,
    Record,
    Word,
    cents,
)


class CartItem(Record):
    """One item; a discount is taken off the price of every piece."""

    product_id: Identifier
    product_name: Word
    quantity: Annotated[Count, Field(ge=1)]
    price: Price
    discount_percentage: Percent | None = None

    def cost(self) -> Decimal:
        """Quantity times price less the discount, rounded half up to the cent."""
        full = self.quantity * self.price
        return full if self.discount_percentage is None else cents(full * (100 - self.discount_percentage) / 100)


class ShoppingCart(Record):
    """A cart in one currency; each line is rounded to the cent, and so is the tax, once, on the subtotal."""

    order: ClassVar = (
        "cart_id",
        "user_id",
        "items",
        "subtotal",
        "shipping_cost",
        "tax_rate",
        "tax",
        "total",
        "coupon_code",
        "last_updated",
    )

    cart_id: Identifier
    user_id: Identifier
    items: Annotated[list[CartItem], Field(min_length=1)]
    shipping_cost: Price | None = None
    tax_rate: Rate | None = None
    coupon_code: Identifier | None = None
    last_updated: Moment | None = None

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @cached_property
    def subtotal(self) -> Annotated[Money, Derived()]:
        """The sum of the discounted lines."""
        return sum((item.cost() for item in self.items), Decimal("0.00"))

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def tax(self) -> Annotated[Money, Derived(hideable=False)] | None:
        """The tax on the subtotal, without shipping; absent where no tax is charged."""
        return None if self.tax_rate is None else cents(self.subtotal * self.tax_rate / 100)

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def total(self) -> Annotated[Money, Derived(required=True)]:
        """Subtotal, shipping and tax."""
        return self.subtotal + (self.shipping_cost or 0) + (self.tax or 0)
