"""Orders that break exactly the relation named, where one relation can be broken alone."""

import random
from decimal import Decimal
from functools import partial

from goldsmith.schemas.vocabulary import column, grouped
from goldsmith.validators.breakers.changes import Answer, Breaker, beyond_cents, nudge


def total(answer: Answer, rng: random.Random) -> bool:
    """A total that counts each product once, or is cents off."""
    once = sum((item["price"] for item in answer["items"]), Decimal(0))
    if once != answer["total_amount"] and rng.randrange(3) == 0:
        answer["total_amount"] = once
        return True
    return nudge(answer, "total_amount", rng)


def other_times(answer: Answer, rng: random.Random) -> bool:
    """An order date one day or some years before 2005, or from 2027 on."""
    if "order_date" not in answer:
        return False
    answer["order_date"] = rng.choice(("2004-12-31", "2027-01-01", "1998-03-14", "2062-08-01"))
    return True


def foreign_zip(answer: Answer, rng: random.Random) -> bool:
    """A zip code of another state."""
    address = answer.get("shipping_address", {})
    if "zip_code" not in address:
        return False
    own = {row["zip_prefix"] for row in grouped("state_zips", "state")[address["state"]]}
    other = [prefix for prefix in column("state_zips", "zip_prefix") if prefix not in own]
    address["zip_code"] = rng.choice(other) + address["zip_code"][3:]
    return True


def misshapen_zip(answer: Answer, rng: random.Random) -> bool:
    """A zip code with a digit too few, a digit too many, or a letter."""
    address = answer.get("shipping_address", {})
    if "zip_code" not in address:
        return False
    code = address["zip_code"]
    address["zip_code"] = rng.choice((code[:-1], code + "0", code[:-1] + "O", code + "-12"))
    return True


def foreign_city(answer: Answer, rng: random.Random) -> bool:
    """A city misspelled by one letter, or a word."""
    if "shipping_address" not in answer:
        return False
    address = answer["shipping_address"]
    address["city"] = rng.choice((address["city"][:-1], address["city"] + "e", "Strategy"))
    return True


def unknown_product(answer: Answer, rng: random.Random) -> bool:
    """A product that is a word, or misspelled by one letter."""
    item = rng.choice(answer["items"])
    item["product_name"] = rng.choice(("Strategy", item["product_name"][:-1], item["product_name"] + "s"))
    return True


def product_twice(answer: Answer, rng: random.Random) -> bool:
    """One product in two items."""
    if len(answer["items"]) < 2:
        return False
    one, other = rng.sample(answer["items"], 2)
    one["product_name"] = other["product_name"]
    return True


def given_away(answer: Answer, rng: random.Random) -> bool:
    """An item for nothing, with the total lowered by the same sum."""
    item = rng.choice(answer["items"])
    answer["total_amount"] -= item["quantity"] * item["price"]
    item["price"] = Decimal("0.00")
    return True


def strange_email(answer: Answer, rng: random.Random) -> bool:
    """An address of somebody else, in which no name of the customer stands."""
    if "customer_email" not in answer:
        return False
    local = rng.choice(("q7x", "k.9", "88", "z_z_z", "x2y2"))
    answer["customer_email"] = local + "@" + answer["customer_email"].split("@")[1]
    return True


def wordy_number(answer: Answer, rng: random.Random) -> bool:
    """An order number without a digit."""
    answer["order_id"] = rng.choice(("Strategy", "pending", "ORD-", "see above"))
    return True


def customer_for_sale(answer: Answer, rng: random.Random) -> bool:
    """The customer's name in place of a product's."""
    rng.choice(answer["items"])["product_name"] = answer["customer_name"]
    return True


AMOUNTS = ("price", "total_amount")

BREAKERS: dict[str, Breaker] = {
    "total_is_sum_of_items": total,
    "amounts_end_at_the_hundredth": partial(beyond_cents, names=AMOUNTS),
    "order_date_is_plausible": other_times,
    "zip_code_is_of_the_state": foreign_zip,
    "zip_code_has_five_digits": misshapen_zip,
    "city_is_of_the_state": foreign_city,
    "products_are_of_the_shop": unknown_product,
    "products_are_listed_once": product_twice,
    "prices_are_above_zero": given_away,
    "email_resembles_the_name": strange_email,
    "order_id_has_a_digit": wordy_number,
    "nobody_sells_the_customer": customer_for_sale,
}
