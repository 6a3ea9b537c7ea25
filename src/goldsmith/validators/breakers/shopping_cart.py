"""Shopping carts that break exactly the relation named, where one relation can be broken alone."""

import random
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import partial

from goldsmith.schemas.vocabulary import column
from goldsmith.validators.breakers.changes import Answer, Breaker, beyond_cents, nudge

CENT = Decimal("0.01")
WORDS = ("Strategy", "see below", "pending", "n/a", "the blue one")


def _line(item: Answer) -> Decimal:
    cost: Decimal = item["quantity"] * item["price"] * (100 - item.get("discount_percentage", 0)) / 100
    return cost.quantize(CENT, ROUND_HALF_UP)


def _lines(answer: Answer) -> Decimal:
    return sum((_line(item) for item in answer["items"]), Decimal(0))


def subtotal(answer: Answer, rng: random.Random) -> bool:
    """A subtotal before the discounts, or cents off; the total stays, since it follows from the items."""
    full = sum((item["quantity"] * item["price"] for item in answer["items"]), Decimal(0))
    if full != answer.get("subtotal", full) and rng.randrange(3) == 0:
        answer["subtotal"] = full
        return True
    return nudge(answer, "subtotal", rng)


def total(answer: Answer, rng: random.Random) -> bool:
    """A total that leaves out the tax or the shipping, or is cents off."""
    forgotten = answer.get(rng.choice(("tax", "shipping_cost")), Decimal(0))
    if forgotten and rng.randrange(3) == 0:
        answer["total"] -= forgotten
        return True
    return nudge(answer, "total", rng)


def tax(answer: Answer, rng: random.Random) -> bool:
    """A tax of a cent more than 30 percent, or of up to 90 percent, with the total raised by the same sum."""
    if "tax" not in answer:
        return False
    stated = answer["tax"]
    answer["tax"] = (_lines(answer) * rng.choice((30, 30, 31, 45, 90)) / 100).quantize(CENT) + CENT
    answer["total"] += answer["tax"] - stated
    return True


def shipping(answer: Answer, rng: random.Random) -> bool:
    """Shipping of just a quarter of the lines or more, or of 500 and more, with the total raised by the same sum."""
    if "shipping_cost" not in answer:
        return False
    lines, stated = _lines(answer), answer["shipping_cost"]
    dear = (lines * rng.choice((25, 25, 26, 40, 85)) / 100).quantize(CENT, ROUND_CEILING)
    answer["shipping_cost"] = Decimal("500.00") if lines > 2000 and rng.randrange(2) else dear
    answer["total"] += answer["shipping_cost"] - stated
    return True


def given_away(answer: Answer, rng: random.Random) -> bool:
    """The cheapest line of several costs nothing, with subtotal and total lowered by the same sum."""
    if len(answer["items"]) < 2:
        return False
    item = min(answer["items"], key=_line)
    saved = _line(item)
    item.update(rng.choice(({"price": Decimal("0.00")}, {"discount_percentage": 100})))
    for field in {"subtotal", "total"} & set(answer):
        answer[field] -= saved
    return True


def product_twice(answer: Answer, rng: random.Random) -> bool:
    """Two items under one product identifier."""
    if len(answer["items"]) < 2:
        return False
    one, other = rng.sample(answer["items"], 2)
    one["product_id"] = other["product_id"]
    return True


def other_times(answer: Answer, rng: random.Random) -> bool:
    """A last change one second or some years before 2005, or from 2027 on."""
    if "last_updated" not in answer:
        return False
    moments = ("2004-12-31T23:59:59Z", "2027-01-01T00:00:00Z", "1999-05-17T10:30:00+02:00", "2062-08-01T09:00:00Z")
    answer["last_updated"] = rng.choice(moments)
    return True


def unknown_product(answer: Answer, rng: random.Random) -> bool:
    """A product that is a person, a word, or misspelled by one letter."""
    item = rng.choice(answer["items"])
    item["product_name"] = rng.choice(("Ryan Lee", "Strategy", item["product_name"][:-1], item["product_name"] + "s"))
    return True


def unknown_coupon(answer: Answer, rng: random.Random) -> bool:
    """A coupon code with a letter too many, or in small letters."""
    if "coupon_code" not in answer:
        return False
    code = answer["coupon_code"]
    answer["coupon_code"] = rng.choice(("X" + code, code.lower(), code[0] + code))
    return True


def other_coupon(answer: Answer, rng: random.Random) -> bool:
    """Another coupon of the shop, whose percentage no item has."""
    if not answer.get("coupon_code", "").endswith(tuple("0123456789")):
        return False
    taken = {item.get("discount_percentage") for item in answer["items"]}
    named = [code for code in column("coupons", "code") if code[-2:].isdigit() and not code.startswith("FREESHIP")]
    fit = [code for code in named if int(code[-2:]) not in taken]
    answer["coupon_code"] = rng.choice(fit)
    return True


def wordy_identifier(answer: Answer, rng: random.Random) -> bool:
    """A word in place of the cart's, the user's or a product's identifier."""
    fields, name = rng.choice(((answer, "cart_id"), (answer, "user_id"), (rng.choice(answer["items"]), "product_id")))
    fields[name] = rng.choice(WORDS)
    return True


def nameless_product(answer: Answer, rng: random.Random) -> bool:
    """A product's identifier or a number in place of its name."""
    item = rng.choice(answer["items"])
    item["product_name"] = rng.choice((item["product_id"], str(rng.randint(1, 99999)), "-"))
    return True


AMOUNTS = ("price", "subtotal", "shipping_cost", "tax", "total")

BREAKERS: dict[str, Breaker] = {
    "subtotal_is_sum_of_discounted_lines": subtotal,
    "total_is_lines_plus_shipping_plus_tax": total,
    "tax_is_at_most_30_percent": tax,
    "shipping_is_plausible": shipping,
    "items_are_paid_for": given_away,
    "amounts_end_at_the_hundredth": partial(beyond_cents, names=AMOUNTS),
    "product_ids_are_unique": product_twice,
    "last_updated_is_plausible": other_times,
    "products_are_of_the_shop": unknown_product,
    "coupon_is_of_the_shop": unknown_coupon,
    "coupon_percentage_is_taken_off": other_coupon,
    "identifiers_have_digits": wordy_identifier,
    "product_name_is_no_identifier": nameless_product,
}
