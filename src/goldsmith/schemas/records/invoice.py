"""An invoice: lines, subtotal, tax at a rate, and the amount due."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, computed_field

from goldsmith.schemas.fields import Count, Day, Derived, Identifier, Line, Money, Person, Rate, Record, cents

PaymentStatus = Literal["unpaid", "partial", "paid", "overdue"]


class LineItem(Record):
    """One line; its total is exact, since quantities are whole and prices have two decimals."""

    order: ClassVar = ("description", "quantity", "unit_price", "total")

    description: Line
    quantity: Annotated[Count, Field(ge=1)]
    unit_price: Money

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def total(self) -> Annotated[Money, Derived()]:
        """Quantity times unit price."""
        return cents(self.quantity * self.unit_price)


class Invoice(Record):
    """An invoice in one currency; tax is rounded half up to the cent, once, on the subtotal."""

    order: ClassVar = (
        "invoice_number",
        "invoice_date",
        "due_date",
        "customer_name",
        "line_items",
        "subtotal",
        "tax_rate",
        "tax",
        "total_amount",
        "payment_status",
    )

    invoice_number: Identifier
    invoice_date: Day
    due_date: Day | None = None
    customer_name: Person
    line_items: Annotated[list[LineItem], Field(min_length=1)]
    tax_rate: Rate | None = None
    payment_status: PaymentStatus | None = None

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def subtotal(self) -> Annotated[Money, Derived()]:
        """The sum of the line totals."""
        return sum((line.total for line in self.line_items), Decimal("0.00"))

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def tax(self) -> Annotated[Money, Derived(hideable=False)] | None:
        """The tax on the subtotal; absent where no tax is charged."""
        return None if self.tax_rate is None else cents(self.subtotal * self.tax_rate / 100)

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def total_amount(self) -> Annotated[Money, Derived(required=True)]:
        """Subtotal and tax."""
        return self.subtotal + (self.tax or 0)
