"""Notifications that break exactly the relation named."""

import random

from goldsmith.schemas.vocabulary import column, grouped, table
from goldsmith.validators.breakers.changes import Answer, Breaker, out_of_season

PRIORITIES = ("low", "normal", "high", "urgent")
NO_OCCASIONS = ("Michael Henry", "Jennifer Ross", "David M. Ortiz", "urgent", "High", "4711", "info@example.com", "***")
STRANGE_OCCASIONS = ("Strategy", "Quarterly figures", "Lorem ipsum", "Hello", "Test 1", "Untitled")


def too_early(answer: Answer, rng: random.Random) -> bool:
    """The last second of 2007, or the same day of an earlier leap year."""
    if "timestamp" not in answer:
        return False
    year = rng.choice(("1972", "2000", "2004"))
    answer["timestamp"] = rng.choice(("2007-12-31T23:59:59Z", f"{year}{answer['timestamp'][4:]}"))
    return True


def too_late(answer: Answer, rng: random.Random) -> bool:
    """The first second of 2027, or the same day of a later leap year."""
    if "timestamp" not in answer:
        return False
    year = rng.choice(("2028", "2032", "2096"))
    answer["timestamp"] = rng.choice(("2027-01-01T00:00:00Z", f"{year}{answer['timestamp'][4:]}"))
    return True


def no_occasion(answer: Answer, rng: random.Random) -> bool:
    """A person, a level of priority or a number in the place of a title."""
    answer["title"] = rng.choice(NO_OCCASIONS)
    return True


def no_body(answer: Answer, rng: random.Random) -> bool:
    """A person, a level of priority, a number or an address in the place of a body."""
    answer["body"] = rng.choice(NO_OCCASIONS)
    return True


def wrong_season(answer: Answer, rng: random.Random) -> bool:
    """Snow in summer, or a summer party in winter."""
    known = [row["months"] for row in table("notifications") if row["body"].rstrip(".") in answer["body"]]
    return out_of_season(answer, rng, "timestamp", "".join(known[:1]))


def strange_occasion(answer: Answer, rng: random.Random) -> bool:
    """A title that is none of ours, sometimes by one letter."""
    answer["title"] = rng.choice((*STRANGE_OCCASIONS, answer["title"][:-1], f"{answer['title']}s"))
    return True


def wrong_priority(answer: Answer, rng: random.Random) -> bool:
    """Another priority, sometimes only one step off, or the title of an occasion with another priority."""
    if "priority" not in answer:
        return False
    if rng.randrange(2):
        answer["priority"] = rng.choice([level for level in PRIORITIES if level != answer["priority"]])
    else:
        same = {row["title"] for row in grouped("notifications", "priority")[answer["priority"]]}
        answer["title"] = rng.choice([title for title in column("notifications", "title") if title not in same])
    return True


BREAKERS: dict[str, Breaker] = {
    "timestamp_is_not_before_2008": too_early,
    "timestamp_is_not_after_2026": too_late,
    "title_is_no_bare_value": no_occasion,
    "body_is_no_bare_value": no_body,
    "title_is_a_known_occasion": strange_occasion,
    "occasion_is_of_the_season": wrong_season,
    "priority_fits_the_occasion": wrong_priority,
}
