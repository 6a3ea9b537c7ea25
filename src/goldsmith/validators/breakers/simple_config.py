"""Configurations that break exactly the relation named."""

import random

from goldsmith.schemas.vocabulary import grouped
from goldsmith.validators.breakers.changes import Answer, Breaker

COUNTRIES = ("us", "jp", "cn", "gb", "mx", "dk", "cz", "us-EN", "en-UK", "gb-EN", "at-DE")
STRANGE_CODES = ("xx", "zz", "en-ZZ", "de-JP", "qaa", "tlh", "fr-XX", "la")


def no_code(answer: Answer, rng: random.Random) -> bool:
    """The language's name, a code in capitals, or something else in the place of a code."""
    name = grouped("languages", "code")[answer["language"]][0]["name"]
    answer["language"] = rng.choice(
        (name, answer["language"].upper(), f"{answer['language']}-", "Strategy", "1", "dark")
    )
    return True


def country(answer: Answer, rng: random.Random) -> bool:
    """The code of a country, or the region UK, in a language code."""
    answer["language"] = rng.choice(COUNTRIES)
    return True


def strange_code(answer: Answer, rng: random.Random) -> bool:
    """A well-formed code that we do not have."""
    answer["language"] = rng.choice(STRANGE_CODES)
    return True


BREAKERS: dict[str, Breaker] = {
    "language_is_a_code": no_code,
    "language_is_no_country": country,
    "language_is_known": strange_code,
}
