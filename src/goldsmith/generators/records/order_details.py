"""Draws orders: products of a shop, a customer with a fitting address, and a place that exists."""

import random
from typing import Any

from goldsmith.core.streams import chance
from goldsmith.generators.draw import code, day, price
from goldsmith.generators.people import email, person
from goldsmith.generators.places import us_address
from goldsmith.schemas.vocabulary import Row, column, grouped, table

ORDER_FORMS = ("ORD-######", "#######", "ORD-##-######", "SO-#####", "W#######", "###-#######-#######", "??####-##")
STATUSES = ("pending", "processing", "shipped", "delivered", "cancelled")


def order_details(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one order."""
    name = person(rng, odd)
    draft: dict[str, Any] = {
        "order_id": code(rng, rng.choice(ORDER_FORMS)),
        "customer_name": name,
        "items": [_item(rng, product) for product in _products(rng)],
    }
    if chance(rng, 65):
        draft["customer_email"] = email(rng, name)
    if chance(rng, 70):
        draft["shipping_address"] = _address(rng)
    if chance(rng, 70):
        draft["status"] = rng.choice(STATUSES)
    if chance(rng, 75):
        draft["order_date"] = day(rng)
    return draft


def _products(rng: random.Random) -> list[Row]:
    """One to five products, half of the time of one department."""
    shelf = table("products")
    if chance(rng, 50):
        shelf = grouped("products", "category")[rng.choice(column("products", "category"))]
    return rng.sample(shelf, rng.randint(1, 5))


def _item(rng: random.Random, product: Row) -> dict[str, Any]:
    asked = price(rng, product["price_min"], product["price_max"])
    usual = (
        (1, 1, 2, 2, 3, 4, 6, 10)
        if asked < 15
        else (1, 1, 1, 2, 2, 3)
        if asked < 80
        else (1, 1, 1, 1, 2)
        if asked < 300
        else (1,)
    )
    return {"product_name": product["name"], "quantity": rng.choice(usual), "price": asked}


def _address(rng: random.Random) -> dict[str, Any]:
    """A whole address, or one that leaves out the street or the zip code."""
    address = us_address(rng)
    missing = rng.choice(("", "", "", "street", "zip_code"))
    address.pop(missing, None)
    return address
