"""Texts with slots: "{3:40}" is a whole number of that range, "{5:64:2}" one with two decimals, "{web|phone}" one of the words."""

import random
import re

from goldsmith.generators.draw import between

SLOT = re.compile(r"\{([^{}]+)\}")


def filled(rng: random.Random, text: str) -> str:
    """The text with something drawn in each slot, from left to right."""
    return SLOT.sub(lambda found: _drawn(rng, found[1]), text)


def _drawn(rng: random.Random, slot: str) -> str:
    if ":" not in slot:
        return rng.choice(slot.split("|"))
    low, high, *places = slot.split(":")
    return str(between(rng, low, high, int(places[0]))) if places else str(rng.randint(int(low), int(high)))
