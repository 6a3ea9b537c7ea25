"""A product as a shop lists it."""

from goldsmith.schemas.fields import Count, Identifier, Price, Record, Word


class ProductInfo(Record):
    """A product, its price and the number in stock."""

    product_name: Word
    sku: Identifier | None = None
    price: Price
    quantity: Count
    category: Word | None = None
