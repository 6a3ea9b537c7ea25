from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.core.canonical import to_json
from goldsmith.generators.records.iot_device_network import (
    BATTERY_MODES,
    EMPTY_BELOW,
    _inside,
    _last,
    iot_device_network,
)
from goldsmith.schemas.records.iot_device_network import IotDeviceNetwork
from goldsmith.schemas.tree import answer_of
from goldsmith.schemas.vocabulary import grouped
from strategies import broken_rules

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


@pytest.mark.parametrize(
    ("clock", "began"),
    [
        ("05:30", "2024-03-07T05:30:00"),
        ("22:00-06:00", "2024-03-06T22:00:00"),
        ("Monday 06:00", "2024-03-04T06:00:00"),
        ("Thursday 23:00", "2024-02-29T23:00:00"),
    ],
)
def test_a_clock_last_showed_the_time_before(clock, began):
    thursday = datetime(2024, 3, 7, 12, 0, 30)
    assert _last(thursday, clock) == datetime.fromisoformat(began)


@given(st.randoms())
@ONCE
def test_a_level_battery_raises_no_alarm_and_no_battery_none(rng):
    draft = iot_device_network(rng)
    devices = {device["device_id"]: device for device in draft["devices"]}
    for alert in draft.get("telemetry_summary", {}).get("alerts_generated", []):
        if limit := EMPTY_BELOW.get(alert["alert_type"]):
            device = devices[alert["device_id"]]
            row = grouped("device_models", "device_name")[device["device_name"]][0]
            assert row["operating_mode"] in BATTERY_MODES
            assert device.get("current_state", {}).get("battery_level", 0) < limit


@given(st.randoms())
@ONCE
def test_nothing_is_measured_of_a_link_that_is_down(rng):
    draft = iot_device_network(rng)
    down = {device["device_id"] for device in draft["devices"] if device["status"] == "offline"}
    for device in draft["devices"]:
        for link in device.get("connections", []):
            assert "signal_quality" not in link or not {device["device_id"], link["connected_device_id"]} & down


def _timed(value, fired):
    rule = {
        "rule_name": "Night setback of the heating",
        "triggers": [
            {"device_id": "d0", "condition_type": "time_based", "condition_value": value, "operator": "equals"}
        ],
        "actions": [{"target_device_id": "d0", "action_type": "set_temperature"}],
        "last_triggered": fired,
    }
    return answer_of(_network("online", automation_rules=[rule])) | {"network_name": "Library climate network"}


@pytest.mark.parametrize(
    ("value", "fired", "timely"),
    [
        ("05:30", "2024-03-07T05:30:02+02:00", True),
        ("05:30", "2024-03-07T12:45:20+02:00", False),
        ("Thursday 05:30", "2024-03-07T05:30:59Z", True),
        ("Friday 05:30", "2024-03-07T05:30:59Z", False),
        ("22:00-06:00", "2024-03-07T03:17:00Z", True),
        ("22:00-06:00", "2024-03-07T06:01:00Z", False),
        ("at dawn", "2024-03-07T06:01:00Z", True),
    ],
)
def test_a_rule_of_a_time_of_day_fires_then(value, fired, timely):
    refused = [line.split(" ")[0] for line in broken_rules("iot_device_network", [to_json(_timed(value, fired))])]
    assert ("timed_rules_fired_at_their_time" not in refused) == timely


def test_an_alert_or_a_rule_of_another_century_is_seen():
    refused = broken_rules("iot_device_network", [to_json(_timed("05:30", "1970-01-01T05:30:00Z"))])
    assert any(line.startswith("moments_lie_within_2005_and_2026") for line in refused)
