"""Reviews that break exactly the relation named."""

import random
from datetime import date, timedelta

from goldsmith.validators.breakers.changes import Answer, Breaker

NO_NAMES = ("5 stars", "4/5", "★★★★☆", "2021-03-04", "reviewer@example.com", "12", "3 Stars")
SENTENCES = (
    "The handle broke after two weeks of use",
    "Great product!",
    "Would buy it again: best one so far",
    "Works fine.",
    "Verified buyer; Seattle",
)


def too_early(answer: Answer, rng: random.Random) -> bool:
    """The last day of 1997, or up to sixty years before it."""
    if "date" not in answer:
        return False
    answer["date"] = str(date(1997, 12, 31) - timedelta(days=rng.choice((0, 1, rng.randint(2, 21900)))))
    return True


def too_late(answer: Answer, rng: random.Random) -> bool:
    """The first day of 2027, or up to sixty years after it."""
    if "date" not in answer:
        return False
    answer["date"] = str(date(2027, 1, 1) + timedelta(days=rng.choice((0, 1, rng.randint(2, 21900)))))
    return True


def no_name(answer: Answer, rng: random.Random) -> bool:
    """A number of stars, a date or an address in the place of a name."""
    answer["reviewer_name"] = rng.choice(NO_NAMES)
    return True


def sentence(answer: Answer, rng: random.Random) -> bool:
    """A sentence in the place of a name."""
    answer["reviewer_name"] = rng.choice(SENTENCES)
    return True


BREAKERS: dict[str, Breaker] = {
    "review_is_not_before_1998": too_early,
    "review_is_not_after_2026": too_late,
    "reviewer_is_a_name": no_name,
    "reviewer_is_no_sentence": sentence,
}
