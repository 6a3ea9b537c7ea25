import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.sensor_reading import sensor_reading
from goldsmith.schemas.vocabulary import column, grouped


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_reading_is_one_of_the_sensors_place(rng: random.Random) -> None:
    draft = sensor_reading(rng)
    prefix = draft["sensor_id"].rpartition("-")[0]
    climate = grouped("sensor_climates", "place")[grouped("sensor_ids", "prefix")[prefix][0]["place"]][0]
    for name in ("temperature", "humidity"):
        if name in draft:
            assert Decimal(climate[f"{name}_min"]) <= draft[name] <= Decimal(climate[f"{name}_max"])


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_humidity_sensor_reads_humidity(rng: random.Random) -> None:
    draft = sensor_reading(rng)
    assert "humidity" in draft or not draft["sensor_id"].startswith("HUM-")


def test_every_place_of_a_sensor_has_a_climate_and_some_of_them_freeze() -> None:
    assert set(column("sensor_ids", "place")) == set(column("sensor_climates", "place"))
    assert any(Decimal(low) < 0 for low in column("sensor_climates", "temperature_min"))
