from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.iot_device_network import _inside, iot_device_network
from goldsmith.schemas.records.iot_device_network import IotDeviceNetwork
from goldsmith.schemas.tree import answer_of
from goldsmith.schemas.vocabulary import grouped

ONCE = settings(max_examples=50, deadline=None)


def _network(*statuses, **more):
    devices = [
        {"device_id": f"d{at}", "device_name": "Pallet scale", "device_type": "sensor", "status": status}
        for at, status in enumerate(statuses)
    ]
    return IotDeviceNetwork(network_id="n", network_name="n", devices=devices, **more)


def test_devices_are_counted_by_status():
    health = answer_of(
        _network("online", "offline", "error", "online", network_health={"uptime_percentage": Decimal(90)})
    )
    assert health["network_health"] == {"uptime_percentage": Decimal(90), "devices_online": 2, "devices_offline": 1}


def test_average_is_rounded_half_up():
    # 1001 / 8 = 125.125
    summary = answer_of(_network(*["online"] * 8, telemetry_summary={"total_data_points": 1001}))["telemetry_summary"]
    assert summary["average_readings_per_device"] == Decimal("125.13")


@given(st.randoms())
@ONCE
def test_readings_stay_within_the_band_of_the_device(rng):
    for device in iot_device_network(rng)["devices"]:
        row = grouped("device_models", "device_name")[device["device_name"]][0]
        bands = {name: (low, high) for name, low, high, _ in (one.split(":") for one in row["unit_reading"].split(" "))}
        for name, value in device.get("current_state", {}).get("readings", {}).items():
            assert Decimal(bands[name][0]) <= value <= Decimal(bands[name][1])


@given(st.randoms())
@ONCE
def test_offline_devices_report_nothing(rng):
    for device in iot_device_network(rng)["devices"]:
        if device["status"] == "offline" and "current_state" in device:
            assert device["current_state"]["power"] is False
            assert "readings" not in device["current_state"]


@given(st.randoms(), st.integers(-40, 40), st.integers(0, 2))
@ONCE
def test_values_keep_the_decimals_of_the_device(rng, low, places):
    value = _inside(rng, (Decimal(low), Decimal(low + 7), places), 0, 100)
    assert isinstance(value, int) == (places == 0)
    assert low <= value <= low + 7
