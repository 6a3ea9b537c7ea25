"""Draws readings of climate sensors: temperature and humidity are those of the place that the sensor hangs in."""

import random
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import between, moment
from goldsmith.schemas.vocabulary import grouped, table

NUMBER_FORMS = ((2, 60), (3, 30), (4, 10))
PLACES = ((1, 75), (2, 25))
HUMIDITY_PLACES = ((1, 70), (0, 30))


def sensor_reading(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one reading; it holds no name, so `odd` changes nothing."""
    sensor = rng.choice(table("sensor_ids"))
    climate = grouped("sensor_climates", "place")[sensor["place"]][0]
    digits = pick(rng, NUMBER_FORMS)
    draft: dict[str, Any] = {
        "sensor_id": f"{sensor['prefix']}-{rng.randint(1, 10**digits - 1):0{digits}d}",
        "temperature": between(rng, climate["temperature_min"], climate["temperature_max"], pick(rng, PLACES)),
        "timestamp": moment(rng),
    }
    if chance(rng, _humidity_percent(sensor["prefix"])):
        draft["humidity"] = between(rng, climate["humidity_min"], climate["humidity_max"], pick(rng, HUMIDITY_PLACES))
    return draft


def _humidity_percent(prefix: str) -> int:
    """How often a sensor reports humidity: humidity sensors always, thermometers now and then."""
    return {"HUM": 100, "ENV": 85, "SNS": 75}.get(prefix.partition("-")[0], 45)
