"""Locations that break exactly the relation named."""

import random
import re
from decimal import Decimal

from goldsmith.schemas.vocabulary import column, grouped, table
from goldsmith.validators.breakers.changes import Answer, Breaker

NO_ZONES = (
    "EST",
    "CET",
    "GMT+2",
    "UTC+05:30",
    "Central European Time",
    "Eastern",
    "Paris",
    "America/",
    "new_york",
    "-0500",
)
FAR = {
    "Africa": ("Australia/Sydney", "Pacific/Auckland"),
    "America": ("Europe/Paris", "Asia/Tokyo", "Africa/Cairo"),
    "Atlantic": ("Asia/Tokyo", "Pacific/Auckland"),
    "Europe": ("America/Chicago", "Pacific/Auckland"),
    "Pacific": ("Europe/Paris", "Africa/Cairo"),
}
"""Zones that no place of the area lies in, however wide the areas overlap at their edges."""
STATE = re.compile(r", ([A-Z]{2}) [0-9]{5}$")


def _state(answer: Answer) -> str:
    found = STATE.search(answer.get("address", ""))
    return found[1] if found else ""


def outside_the_state(answer: Answer, rng: random.Random) -> bool:
    """Coordinates a step beyond the state's box, mirrored at Greenwich or at the equator."""
    state = _state(answer)
    if not state:
        return False
    box = grouped("state_boxes", "state")[state][0]
    step = Decimal(rng.randint(1, 99999)).scaleb(-4)
    north, south = Decimal(box["lat_max"]) + step, Decimal(box["lat_min"]) - step
    slips = [
        ("latitude", north),
        ("latitude", south),
        ("latitude", -answer["latitude"]),
        ("longitude", -answer["longitude"]),
    ]
    name, value = rng.choice(slips)
    answer[name] = value
    return True


def foreign_zip_code(answer: Answer, rng: random.Random) -> bool:
    """A zip code of another state."""
    state = _state(answer)
    if not state:
        return False
    own = {row["zip_prefix"] for row in grouped("state_zips", "state")[state]}
    prefix = rng.choice([prefix for prefix in column("state_zips", "zip_prefix") if prefix not in own])
    answer["address"] = f"{answer['address'][:-5]}{prefix}{rng.randint(1, 99):02d}"
    return True


def no_zone(answer: Answer, rng: random.Random) -> bool:
    """An abbreviation, an offset or half a name in the place of a time zone."""
    if "timezone" not in answer:
        return False
    answer["timezone"] = rng.choice((*NO_ZONES, answer["timezone"].replace("/", " "), answer["timezone"].lower()))
    return True


def other_continent(answer: Answer, rng: random.Random) -> bool:
    """The time zone of a city on another continent."""
    area = answer.get("timezone", "").partition("/")[0]
    if not area or "address" in answer:
        return False
    answer["timezone"] = rng.choice(FAR.get(area, ("America/Denver", "America/New_York")))
    return True


def placeholder(answer: Answer, rng: random.Random) -> bool:
    """Zero and zero, as programs write where they do not know."""
    answer["latitude"] = answer["longitude"] = rng.choice((Decimal("0.0"), 0, Decimal("0.000000")))
    return "address" not in answer


def elsewhere(answer: Answer, rng: random.Random) -> bool:
    """A position 6 to 40 kilometres north or south of the city that the address names."""
    if "address" not in answer:
        return False
    step = Decimal(rng.randint(701, 3600)).scaleb(-4)
    answer["latitude"] += step if answer["latitude"] < 45 else -step
    return True


def neighbouring_zone(answer: Answer, rng: random.Random) -> bool:
    """Another time zone of the same continent."""
    zone = answer.get("timezone", "")
    area = zone.partition("/")[0]
    rows = (*table("us_places"), *table("world_places"))
    zones = sorted({row["timezone"] for row in rows if row["timezone"].startswith(f"{area}/")} - {zone})
    if not zone or not zones:
        return False
    answer["timezone"] = rng.choice(zones)
    return True


BREAKERS: dict[str, Breaker] = {
    "us_address_lies_in_its_state": outside_the_state,
    "us_zip_code_is_one_of_its_state": foreign_zip_code,
    "timezone_is_an_iana_zone": no_zone,
    "timezone_area_fits_the_coordinates": other_continent,
    "coordinates_are_not_a_placeholder": placeholder,
    "address_is_near_its_place": elsewhere,
    "timezone_is_that_of_the_nearest_place": neighbouring_zone,
}
