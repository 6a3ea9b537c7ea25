"""A lie for every rule."""

import random

from goldsmith.validators.breakers.changes import Answer


def miscounted(answer: Answer, rng: random.Random) -> bool:
    """One more or one less than there are."""
    if "number_of_objects" not in answer:
        return False
    answer["number_of_objects"] += rng.choice((-1, 1))
    return True


def twice(answer: Answer, rng: random.Random) -> bool:
    """One object again, and counted."""
    answer["objects"].append(rng.choice(answer["objects"]))
    if "number_of_objects" in answer:
        answer["number_of_objects"] += 1
    return True


def no_number(answer: Answer, rng: random.Random) -> bool:
    """A crate without a number."""
    answer["crate_number"] = rng.choice(("pending", "none", "see above"))
    return True


BREAKERS = {
    "crate": {
        "objects_are_counted": miscounted,
        "objects_are_unique": twice,
        "crate_number_has_digits": no_number,
    }
}
