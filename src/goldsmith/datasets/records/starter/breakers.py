"""A lie for every rule: it changes prompt and answer alike, so that this rule alone can see it."""

import random
from decimal import Decimal

from goldsmith.validators.breakers.changes import Answer, nudge


def total(answer: Answer, rng: random.Random) -> bool:
    """A total some cents off; False where the record states none."""
    return nudge(answer, "total", rng)


def price_off(answer: Answer, rng: random.Random) -> bool:
    """A price above what this bike costs, with a total that fits it."""
    answer["price_per_day"] += Decimal(rng.randint(50, 500))
    if "total" in answer:
        answer["total"] = answer["number_of_days"] * answer["price_per_day"]
    return True


def no_bike(answer: Answer, rng: random.Random) -> bool:
    """A bike that the shop does not have."""
    answer["bike"] = rng.choice(("Michael Henry", "Strategy", "Marlow", "Kestrel Rowing Boat"))
    return True


def too_long(answer: Answer, rng: random.Random) -> bool:
    """More than four weeks, with a total that fits."""
    answer["number_of_days"] = rng.randint(29, 400)
    if "total" in answer:
        answer["total"] = answer["number_of_days"] * answer["price_per_day"]
    return True


def number_is_a_word(answer: Answer, rng: random.Random) -> bool:
    """A rental number without a digit."""
    answer["rental_number"] = rng.choice(("pending", "R-", "see above", "none"))
    return True


BREAKERS = {
    "bike_rental": {
        "total_is_days_times_price": total,
        "price_is_the_bikes": price_off,
        "bike_is_known": no_bike,
        "rented_for_four_weeks_at_most": too_long,
        "rental_number_has_digits": number_is_a_word,
    }
}
