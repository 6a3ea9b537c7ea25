"""Draws shopping carts: products of one shop, discounts that fit the coupon, shipping that fits the subtotal."""

import random
import re
from bisect import bisect_left, bisect_right
from decimal import Decimal
from functools import cache
from typing import Any

from goldsmith.core.streams import chance
from goldsmith.generators.draw import moment
from goldsmith.schemas.vocabulary import Row, column, grouped, table

Good = tuple[str, str, int, int]
"""A product's name, the prefix of its number, and its price band in cents."""
TAX_RATES = tuple(Decimal(rate) for rate in ("5", "7.5", "15", "8.25", "6.25", "10", "9.5", "4.75", "20", "19"))
PERCENTAGES = tuple(
    Decimal(percent) for percent in ("5", "10", "15", "20", "25", "30", "33", "40", "50", "12.5", "7.5")
)
DISCOUNTS = (*PERCENTAGES, *(None for _ in range(16)))
"""Two items in five are discounted."""
SHIPPING = (0, 199, 299, 399, 495, 499, 599, 695, 750, 799, 895, 999, 1299, 1495, 1999, 2450, 2999, 3900, 4999, 7900)
CART_FORMS = ("CART-{:06d}", "CRT{:07d}", "cart_{:06x}", "C-{:05d}", "SC-{:06d}", "BSK-{:05d}")
USER_FORMS = ("USR-{:05d}", "user_{:05d}", "U{:06d}", "CUST-{:05d}", "u-{:06x}", "M-{:06d}")
PRODUCT_FORMS = ("{}-{}", "{}{}", "{}-{}-US", "P-{}-{}")
ENDINGS = (99, 99, 95, 50, 0, None)
UNFIT_COUPONS = (
    r"FREESHIP|TAXFREE|TAKE5OFF|BUY2GET1|BUNDLE3|GIFTWRAP|BABY|BOOKWORM|COZYHOME|FITNESS|GARDEN|KITCHEN|PETLOVE|TRAVEL"
)
"""Coupons that promise what a cart cannot show, or that are for one department."""
DATED_COUPONS = (
    r"AUTUMN|BACK2|BLACKFRI|CYBER|DADSDAY|EARTHDAY|EASTER|HOLIDAY|JULY|LABORDAY|LEAPDAY|MOMSDAY|NEWYEAR|PRIDE|SPRING|SUMMER"
    r"|VALENTINE|WINTER|XMAS"
)
"""Coupons of a season; a cart with one of them states no day."""
LIMITS = (1500, 8000, 30000)
QUANTITIES = ((1, 1, 2, 2, 3, 4, 6, 8), (1, 1, 1, 2, 2, 3), (1, 1, 1, 1, 2), (1,))
"""How many pieces people take of what costs less than so many cents; the last ones are for all that is dearer."""


def shopping_cart(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one shopping cart; nobody is named in it, so `odd` changes nothing."""
    coupon, percent, dated = rng.choice(_coupons()) if chance(rng, 35) else ("", None, False)
    goods = rng.sample(rng.choice(_departments()) if chance(rng, 50) else _shop(), rng.randint(1, 5))
    numbers = rng.sample(range(1000, 100000), len(goods))
    form = rng.choice(PRODUCT_FORMS)
    items = [
        _item(rng, good, form.format(good[1], number), percent) for good, number in zip(goods, numbers, strict=True)
    ]
    if percent is not None:
        items[0]["discount_percentage"] = percent
    draft: dict[str, Any] = {
        "cart_id": rng.choice(CART_FORMS).format(rng.randrange(1, 10**5)),
        "user_id": rng.choice(USER_FORMS).format(rng.randrange(1, 10**5)),
        "items": items,
    }
    if chance(rng, 60):
        draft["shipping_cost"] = _shipping(rng, items)
    if chance(rng, 70):
        draft["tax_rate"] = rng.choice(TAX_RATES)
    if coupon:
        draft["coupon_code"] = coupon
    if not dated and chance(rng, 60):
        draft["last_updated"] = moment(rng)
    return draft


@cache
def _coupons() -> tuple[tuple[str, Decimal | None, bool], ...]:
    """Coupon codes, the percentage that they name, if they name one, and whether they are of a season."""
    fit = [code for code in column("coupons", "code") if not re.match(UNFIT_COUPONS, code)]
    named = [(code, re.search(r"\d+$", code)) for code in fit]
    return tuple(
        (code, Decimal(found[0]) if found else None, bool(re.match(DATED_COUPONS, code))) for code, found in named
    )


@cache
def _departments() -> tuple[tuple[Good, ...], ...]:
    return tuple(tuple(map(_good, rows)) for rows in grouped("products", "category").values())


@cache
def _shop() -> tuple[Good, ...]:
    return tuple(map(_good, table("products")))


def _good(row: Row) -> Good:
    return row["name"], row["sku_prefix"], int(Decimal(row["price_min"]) * 100), int(Decimal(row["price_max"]) * 100)


def _item(rng: random.Random, good: Good, number: str, percent: Decimal | None) -> dict[str, Any]:
    name, _, low, high = good
    price = rng.randint(low, high)
    ending = rng.choice(ENDINGS)
    if ending is not None and low <= price - price % 100 + ending <= high:
        price += ending - price % 100
    item: dict[str, Any] = {
        "product_id": number,
        "product_name": name,
        "quantity": rng.choice(QUANTITIES[bisect_right(LIMITS, price)]),
        "price": Decimal(price).scaleb(-2),
    }
    discount = rng.choice(DISCOUNTS)
    if discount is not None:
        item["discount_percentage"] = percent or discount
    return item


def _shipping(rng: random.Random, items: list[dict[str, Any]]) -> Decimal:
    """A usual shipping fee, or any to the cent, below a quarter of what the items cost at least."""
    least = sum(int(item["quantity"] * item["price"] * (100 - item.get("discount_percentage", 0))) for item in items)
    below = max(1, least // 4)
    if chance(rng, 25):
        return Decimal(rng.randrange(min(below, 6000))).scaleb(-2)
    return Decimal(rng.choice(SHIPPING[: bisect_left(SHIPPING, below)])).scaleb(-2)
