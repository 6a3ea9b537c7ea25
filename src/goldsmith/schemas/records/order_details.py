"""An order: items, their total, and the address they are sent to."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, computed_field

from goldsmith.schemas.fields import Count, Day, Derived, Email, Identifier, Money, Person, Price, Record, Word

OrderStatus = Literal["pending", "processing", "shipped", "delivered", "cancelled"]


class OrderItem(Record):
    """One product, its quantity and the price of one piece."""

    product_name: Word
    quantity: Annotated[Count, Field(ge=1)]
    price: Price


class ShippingAddress(Record):
    """An address in the United States."""

    street: Word | None = None
    city: Word
    state: Word
    zip_code: Identifier | None = None


class OrderDetails(Record):
    """An order in one currency, without tax and shipping costs."""

    order: ClassVar = (
        "order_id",
        "customer_name",
        "customer_email",
        "items",
        "total_amount",
        "shipping_address",
        "status",
        "order_date",
    )

    order_id: Identifier
    customer_name: Person
    customer_email: Email | None = None
    items: Annotated[list[OrderItem], Field(min_length=1)]
    shipping_address: ShippingAddress | None = None
    status: OrderStatus | None = None
    order_date: Day | None = None

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def total_amount(self) -> Annotated[Money, Derived(required=True)]:
        """The sum of quantity times price over the items."""
        return sum((item.quantity * item.price for item in self.items), Decimal("0.00"))
