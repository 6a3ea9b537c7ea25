"""A product as a shop lists it."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from goldsmith.schemas.fields import Count, Identifier, Record, Role, Word

Price = Annotated[Decimal, Role("money"), Field(ge=0, decimal_places=2)]
"""A price inside the product's band, so it is never huge."""


class ProductInfo(Record):
    """A product, its price and the number in stock."""

    product_name: Word
    sku: Identifier | None = None
    price: Price
    quantity: Count
    category: Word | None = None
