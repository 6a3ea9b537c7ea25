"""Readings that break exactly the relation named."""

import random
from decimal import Decimal

from goldsmith.schemas.vocabulary import Row, grouped
from goldsmith.validators.breakers.changes import Answer, Breaker, too_early, too_late

TENTH = Decimal("0.1")
STRANGE_SENSORS = ("TMP-01", "SENSOR-7", "TEMP-XX-04", "hum-wh-12", "A17", "TEMP-WH")


def _climate(answer: Answer) -> Row:
    prefix = answer["sensor_id"].rpartition("-")[0]
    place = grouped("sensor_ids", "prefix")[prefix][0]["place"]
    return grouped("sensor_climates", "place")[place][0]


def beyond_the_scale(answer: Answer, rng: random.Random) -> bool:
    """A temperature beyond a platinum thermometer by a tenth, below absolute zero, or as a broken wire reads."""
    answer["temperature"] = rng.choice((850 + TENTH, -200 - TENTH, Decimal("-274.0"), 9999, Decimal("1021.3")))
    return True


def no_air(answer: Answer, rng: random.Random) -> bool:
    """A temperature that no air has, sometimes by a tenth, beside a humidity."""
    if "humidity" not in answer:
        return False
    steps = TENTH * rng.choice((1, 2, rng.randint(3, 900)))
    answer["temperature"] = rng.choice((125 + steps, -90 - steps))
    return True


def dry(answer: Answer, rng: random.Random) -> bool:
    """A humidity of zero, however it is spelled."""
    if "humidity" not in answer:
        return False
    answer["humidity"] = rng.choice((0, Decimal("0.0"), Decimal("0.00")))
    return True


def no_identifier(answer: Answer, rng: random.Random) -> bool:
    """An identifier without a digit, or with a blank inside."""
    words = answer["sensor_id"].replace("-", " ")
    answer["sensor_id"] = rng.choice(("Strategy", "north wall", "unknown", "TEMP-", words))
    return True


def humidity_lost(answer: Answer, rng: random.Random) -> bool:
    """A humidity sensor that reads the temperature alone."""
    number = answer["sensor_id"].rpartition("-")[2]
    if not answer["sensor_id"].startswith("HUM-"):
        answer["sensor_id"] = f"HUM-{rng.choice(('WH', 'ARC', 'GH', 'LAB'))}-{number}"
    answer.pop("humidity", None)
    return True


def strange_sensor(answer: Answer, rng: random.Random) -> bool:
    """An identifier that is none of ours."""
    answer["sensor_id"] = rng.choice((*STRANGE_SENSORS, answer["sensor_id"].replace("-", "_")))
    return True


def wrong_temperature(answer: Answer, rng: random.Random) -> bool:
    """A temperature from a tenth to thirty degrees above or below what the place has."""
    climate = _climate(answer)
    steps = TENTH * rng.choice((1, 2, 5, rng.randint(6, 300)))
    below = Decimal(climate["temperature_min"]) - steps
    above = max(Decimal(climate["temperature_max"]) + steps, Decimal(rng.randint(0, 9)))
    answer["temperature"] = below if below >= 0 and rng.randrange(2) else above
    return True


def wrong_humidity(answer: Answer, rng: random.Random) -> bool:
    """A humidity from a tenth to ten percent below or above what the place has."""
    if "humidity" not in answer:
        return False
    climate = _climate(answer)
    steps = TENTH * rng.choice((1, 2, 5, rng.randint(6, 100)))
    below, above = Decimal(climate["humidity_min"]) - steps, Decimal(climate["humidity_max"]) + steps
    answer["humidity"] = above if above <= 100 and rng.randrange(2) else below
    return True


BREAKERS: dict[str, Breaker] = {
    "timestamp_is_not_before_2005": too_early,
    "timestamp_is_not_after_2026": too_late,
    "temperature_is_measurable": beyond_the_scale,
    "air_has_a_temperature_of_air": no_air,
    "air_is_never_dry_as_a_bone": dry,
    "sensor_id_looks_like_an_identifier": no_identifier,
    "humidity_sensor_reads_humidity": humidity_lost,
    "sensor_is_known": strange_sensor,
    "temperature_fits_the_place": wrong_temperature,
    "humidity_fits_the_place": wrong_humidity,
}
