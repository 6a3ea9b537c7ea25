"""Products that break exactly the relation named."""

import random
from decimal import Decimal

from goldsmith.schemas.vocabulary import column, grouped
from goldsmith.validators.breakers.changes import Answer, Breaker

PEOPLE = (
    "Michael Henry",
    "Laura Whitfield",
    "Mrs. Karen Doyle",
    "David M. Ortiz",
    "Jennifer Ross",
    "Dr. Anna Kowalski",
)
STRANGE_PRODUCTS = ("Strategy", "Stapler", "Lorem Ipsum", "Product 12", "N/A")


def person(answer: Answer, rng: random.Random) -> bool:
    """A person's name in the place of a product."""
    answer["product_name"] = rng.choice(PEOPLE)
    return True


def no_identifier(answer: Answer, rng: random.Random) -> bool:
    """A stock number without a digit, or with a blank inside."""
    if "sku" not in answer:
        return False
    blank = f"{answer['sku'][:3]} {answer['sku'][3:]}"
    answer["sku"] = rng.choice(("pending", "Strategy", answer["sku"].rstrip("0123456789-")[:3] + "-", blank))
    return True


def fraction_of_a_cent(answer: Answer, rng: random.Random) -> bool:
    """A price with a fraction of a cent that stays inside the product's band."""
    product = grouped("products", "name")[answer["product_name"]][0]
    step = Decimal(rng.choice((1, 5, 9, 25))).scaleb(-rng.choice((3, 4, 6)))
    if answer["price"] + step > Decimal(product["price_max"]) or step * 100 % 1 == 0:
        return False
    answer["price"] += step
    return True


def too_many(answer: Answer, rng: random.Random) -> bool:
    """A stock one piece beyond a million, or far beyond."""
    answer["quantity"] = rng.choice((1_000_001, rng.randint(1_000_001, 90_000_000)))
    return True


def strange_product(answer: Answer, rng: random.Random) -> bool:
    """A product that is none of ours, sometimes by one letter."""
    answer["product_name"] = rng.choice((*STRANGE_PRODUCTS, answer["product_name"][:-1], f"{answer['product_name']}s"))
    return True


def other_category(answer: Answer, rng: random.Random) -> bool:
    """The category of another product."""
    if "category" not in answer:
        return False
    answer["category"] = rng.choice([name for name in column("products", "category") if name != answer["category"]])
    return True


def other_prefix(answer: Answer, rng: random.Random) -> bool:
    """A stock number that begins with the letters of another category, or with its first letter lost."""
    if "sku" not in answer:
        return False
    own = grouped("products", "name")[answer["product_name"]][0]["sku_prefix"]
    others = [prefix for prefix in column("products", "sku_prefix") if prefix != own]
    answer["sku"] = rng.choice((rng.choice(others), own[1:])) + answer["sku"][len(own) :]
    return True


def outside_the_band(answer: Answer, rng: random.Random) -> bool:
    """A price one cent to four times beyond the product's band, or below it."""
    product = grouped("products", "name")[answer["product_name"]][0]
    low, high = Decimal(product["price_min"]), Decimal(product["price_max"])
    cent = Decimal("0.01")
    answer["price"] = rng.choice((low - cent, high + cent, low * rng.randint(0, 95) * cent, high * rng.randint(2, 5)))
    answer["price"] = answer["price"].quantize(cent)
    return True


BREAKERS: dict[str, Breaker] = {
    "product_is_no_person": person,
    "sku_looks_like_an_identifier": no_identifier,
    "price_has_two_decimals": fraction_of_a_cent,
    "quantity_is_a_stock": too_many,
    "product_is_known": strange_product,
    "category_is_that_of_the_product": other_category,
    "sku_begins_as_the_product_does": other_prefix,
    "price_is_that_of_the_product": outside_the_band,
}
