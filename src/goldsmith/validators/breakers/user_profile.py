"""User profiles that break exactly the relation named."""

import random

from goldsmith.validators.breakers.changes import Answer, Breaker

FULL_NAMES = ("Michael Henry", "laura whitfield", "Anna-Lena Kowalski", "night owl", "David M. Ortiz")
NO_CITIES = ("10115", "City 17", "home@example.com", "221B", "---", "8 Mile")
DRINKS = ("wine tasting", "craft beer", "home brewing", "pub quizzes")


def full_name(answer: Answer, rng: random.Random) -> bool:
    """A given name and a surname in the place of a handle, or a handle with a blank."""
    answer["username"] = rng.choice((*FULL_NAMES, f"{answer['username']} {rng.randint(2, 99)}"))
    return True


def too_old(answer: Answer, rng: random.Random) -> bool:
    """An age that the schema allows and nobody has."""
    answer["age"] = rng.randint(116, 120)
    return True


def no_city(answer: Answer, rng: random.Random) -> bool:
    """A postal code, an address or a number in the place of a city."""
    answer["city"] = rng.choice((*NO_CITIES, f"{answer['city']} {rng.randint(1, 99)}"))
    return True


def preference_twice(answer: Answer, rng: random.Random) -> bool:
    """One preference a second time."""
    if "preferences" not in answer:
        return False
    liked = answer["preferences"]
    again = rng.choice(liked)
    liked.insert(rng.randint(0, len(liked)), rng.choice((again, again, again.title())))
    return True


def early_drinker(answer: Answer, rng: random.Random) -> bool:
    """A user of 13 to 17 with a preference for alcohol."""
    if "preferences" not in answer:
        return False
    answer["age"] = rng.choice((17, rng.randint(13, 17)))
    answer["preferences"] = [*(like for like in answer["preferences"] if like not in DRINKS), rng.choice(DRINKS)]
    return True


def strange_handle(answer: Answer, rng: random.Random) -> bool:
    """A handle that is none of ours, sometimes by one letter."""
    answer["username"] = rng.choice(("admin", "michael.henry", "Strategy", f"x{answer['username']}"))
    return True


def strange_city(answer: Answer, rng: random.Random) -> bool:
    """A place that is none of ours, sometimes by one letter."""
    answer["city"] = rng.choice(("Gotham", "Strategy", "Michael Henry", "Springfeld", f"{answer['city']}e"))
    return True


def strange_preference(answer: Answer, rng: random.Random) -> bool:
    """A preference that is none of ours."""
    if "preferences" not in answer:
        return False
    position = rng.randrange(len(answer["preferences"]))
    answer["preferences"][position] = rng.choice(("Strategy", "notifications_enabled", "Michael Henry", "dark mode on"))
    return True


BREAKERS: dict[str, Breaker] = {
    "username_is_no_full_name": full_name,
    "age_is_that_of_a_living_person": too_old,
    "city_is_a_place": no_city,
    "preferences_are_unique": preference_twice,
    "minors_do_not_drink": early_drinker,
    "username_is_a_known_handle": strange_handle,
    "city_is_known": strange_city,
    "preferences_are_known": strange_preference,
}
