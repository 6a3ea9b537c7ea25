"""US places whose city, state, zip code, coordinates and time zone belong together."""

import random
from datetime import datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from goldsmith.schemas.vocabulary import Row, column, table


def on_the_clock(shown: datetime, zone: str) -> datetime:
    """What a clock in the time zone shows, with the offset that it has from UTC on that day."""
    return shown.replace(tzinfo=timezone(shown.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta(0)))


def us_place(rng: random.Random) -> Row:
    """A row of us_places: city, state, zip_prefix, latitude, longitude, timezone."""
    return rng.choice(table("us_places"))


def zip_code(rng: random.Random, place: Row) -> str:
    """A five-digit zip code of the place."""
    return f"{place['zip_prefix']}{rng.randint(1, 99):02d}"


def street(rng: random.Random) -> str:
    """A house number and a street."""
    return f"{rng.randint(1, 9899)} {rng.choice(column('streets', 'street'))}"


def us_address(rng: random.Random) -> dict[str, Any]:
    """street, city, state and zip_code that belong together."""
    place = us_place(rng)
    return {"street": street(rng), "city": place["city"], "state": place["state"], "zip_code": zip_code(rng, place)}
