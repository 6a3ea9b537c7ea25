"""Draws product listings: category, stock number and price are those of the product."""

import random
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import code, price
from goldsmith.schemas.vocabulary import table

SKU_ENDINGS = ("-####", "-#####", "######", "-####-??", "-###-##")
STOCKS = (((0, 0), 8), ((1, 9), 20), ((10, 99), 42), ((100, 999), 25), ((1000, 4800), 5))


def product_info(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one product; it holds no name of a person, so `odd` changes nothing."""
    product = rng.choice(table("products"))
    draft: dict[str, Any] = {
        "product_name": product["name"],
        "price": price(rng, product["price_min"], product["price_max"]),
        "quantity": rng.randint(*pick(rng, STOCKS)),
    }
    if chance(rng, 70):
        draft["sku"] = product["sku_prefix"] + code(rng, rng.choice(SKU_ENDINGS))
    if chance(rng, 70):
        draft["category"] = product["category"]
    return draft
