"""Device networks that break exactly the relation named."""

import random
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from goldsmith.validators.breakers.changes import Answer, Breaker, having, moved, nudge

STRANGERS = ("dev-000000", "D-0000", "gateway", "sensor-99", "NODE-x")


def _parts(answer: Answer, above: str, below: str) -> list[Answer]:
    """The items of every list `below` in the list `above`."""
    return [part for item in answer.get(above, []) for part in item.get(below, [])]


def _inner(answer: Answer, name: str, *fields: str) -> list[Answer]:
    """The objects `name` of the devices that state the fields."""
    return having([device[name] for device in answer["devices"] if name in device], *fields)


def device_twice(answer: Answer, rng: random.Random) -> bool:
    """Two devices under one id."""
    first, second = rng.sample(range(len(answer["devices"])), 2)
    answer["devices"][second]["device_id"] = answer["devices"][first]["device_id"]
    return True


def wrong_device(answer: Answer, rng: random.Random, above: str, below: str, name: str) -> bool:
    """A reference to a device that is not listed, or to one whose id is off by its last character."""
    found = having(_parts(answer, above, below), name)
    if found:
        _mislead(rng.choice(found), name, rng)
    return bool(found)


def _mislead(part: Answer, name: str, rng: random.Random) -> None:
    part[name] = rng.choice((*STRANGERS, part[name] + "1", part[name].swapcase() + "x"))


def connection_to_itself(answer: Answer, rng: random.Random) -> bool:
    """A connection to an unlisted device or to the device itself."""
    linked = having(answer["devices"], "connections")
    if not linked:
        return False
    device = rng.choice(linked)
    part = rng.choice(device["connections"])
    if rng.randrange(2):
        part["connected_device_id"] = device["device_id"]
    else:
        _mislead(part, "connected_device_id", rng)
    return True


def stranger_alert(answer: Answer, rng: random.Random) -> bool:
    """An alert of a device that is not listed."""
    alerts = _alerts(answer)
    if alerts:
        _mislead(rng.choice(alerts), "device_id", rng)
    return bool(alerts)


def _alerts(answer: Answer) -> list[Answer]:
    found: list[Answer] = answer.get("telemetry_summary", {}).get("alerts_generated", [])
    return found


def same_id(answer: Answer, rng: random.Random, name: str) -> bool:
    """Two rules or two alerts under one id."""
    items = _alerts(answer) if name == "alert_id" else answer.get("automation_rules", [])
    if len(items) < 2:
        return False
    items[1][name] = items[0][name]
    return True


def offline_with_power(answer: Answer, rng: random.Random) -> bool:
    """An offline device that is switched on."""
    states = [
        device["current_state"]
        for device in answer["devices"]
        if device["status"] == "offline" and "current_state" in device
    ]
    for state in states:
        state["power"] = True
    return bool(states)


def count(answer: Answer, rng: random.Random, name: str) -> bool:
    """A count of devices that is one or more off."""
    return nudge(answer.get("network_health", {}), name, rng)


def average(answer: Answer, rng: random.Random) -> bool:
    """An average that is a hundredth or more off."""
    return "total_data_points" in answer.get("telemetry_summary", {}) and nudge(
        answer["telemetry_summary"], "average_readings_per_device", rng
    )


def too_many_anomalies(answer: Answer, rng: random.Random) -> bool:
    """More anomalies than data points, or fewer than none."""
    summary = answer.get("telemetry_summary", {})
    if "anomalies_detected" not in summary:
        return False
    summary["anomalies_detected"] = rng.choice(
        (-1, -rng.randint(2, 40), summary["total_data_points"] + rng.randint(1, 40))
    )
    return True


def other_status(answer: Answer, rng: random.Random) -> bool:
    """A state of health that the devices belie."""
    health = answer.get("network_health", {})
    if "overall_status" not in health:
        return False
    health["overall_status"] = rng.choice(
        [one for one in ("healthy", "degraded", "critical") if one != health["overall_status"]]
    )
    return True


def uptime(answer: Answer, rng: random.Random) -> bool:
    """An uptime past 100 percent or below none."""
    health = answer.get("network_health", {})
    if "uptime_percentage" not in health:
        return False
    health["uptime_percentage"] = rng.choice((Decimal("100.01"), Decimal("-0.01"), Decimal(rng.randint(101, 999))))
    return True


def quality(answer: Answer, rng: random.Random) -> bool:
    """The quality of a link past 100 percent or below none."""
    return _replace(
        having(_parts(answer, "devices", "connections"), "signal_quality"), "signal_quality", (101, -1, 255), rng
    )


def _replace(parts: Sequence[Answer], name: str, values: Sequence[Any], rng: random.Random) -> bool:
    if parts:
        rng.choice(parts)[name] = rng.choice(values)
    return bool(parts)


def strength(answer: Answer, rng: random.Random) -> bool:
    """A signal weaker than any receiver hears, or stronger than 100."""
    return _replace(
        _inner(answer, "current_state", "signal_strength"), "signal_strength", (-131, 101, -670, Decimal("100.5")), rng
    )


def polling(answer: Answer, rng: random.Random) -> bool:
    """A device that is polled never, backwards or once in days."""
    parts = _inner(answer, "configuration", "polling_interval_seconds")
    return _replace(parts, "polling_interval_seconds", (0, -60, 86401, 864000), rng)


def delay(answer: Answer, rng: random.Random) -> bool:
    """An action that happens before its cause, or days after."""
    parts = having(_parts(answer, "automation_rules", "actions"), "delay_seconds")
    return _replace(parts, "delay_seconds", (-1, -30, 86401, 600000), rng)


def reporting_period(answer: Answer, rng: random.Random) -> bool:
    """A summary of no time, or of years; a longer period keeps its alerts inside."""
    summary = answer.get("telemetry_summary", {})
    return _replace(having([summary], "reporting_period_hours"), "reporting_period_hours", (0, -24, 8785, 90000), rng)


def off_the_earth(answer: Answer, rng: random.Random) -> bool:
    """A latitude or a longitude past the poles or the date line."""
    place = answer.get("location", {}).get("coordinates")
    if not place:
        return False
    if rng.randrange(2):
        place["latitude"] = rng.choice((1, -1)) * (90 + Decimal(rng.randint(1, 900000)).scaleb(-4))
    else:
        place["longitude"] = rng.choice((1, -1)) * (180 + Decimal(rng.randint(1, 900000)).scaleb(-4))
    return True


def _later_than_check(answer: Answer, parts: Sequence[Answer], name: str, rng: random.Random) -> bool:
    checked = answer.get("network_health", {}).get("last_health_check")
    if checked is None or not parts:
        return False
    rng.choice(parts)[name] = moved(checked, rng.choice((1, 60, 3600, 86400)))
    return True


def seen_after_check(answer: Answer, rng: random.Random) -> bool:
    """A device that was last seen a second to a day after the check."""
    return _later_than_check(answer, having(answer["devices"], "last_seen"), "last_seen", rng)


def fired_after_check(answer: Answer, rng: random.Random) -> bool:
    """A rule that was last triggered a second to a day after the check."""
    return _later_than_check(
        answer, having(answer.get("automation_rules", []), "last_triggered"), "last_triggered", rng
    )


def untimely(answer: Answer, rng: random.Random) -> bool:
    """A rule of a time of day that was triggered a minute to two hours before."""
    rules = having(answer.get("automation_rules", []), "last_triggered")
    timed = [rule for rule in rules if rule["triggers"][0]["condition_type"] == "time_based"]
    if timed:
        rule = rng.choice(timed)
        begins = rule["triggers"][0]["condition_value"].rpartition(" ")[2][:5]
        told = rule["last_triggered"]
        rule["last_triggered"] = moved(f"{told[:11]}{begins}{told[16:]}", -60 * rng.choice((1, 30, 120)))
    return bool(timed)


def off_hours(answer: Answer, rng: random.Random) -> bool:
    """A rule about the night that was triggered in broad daylight."""
    rules = having(answer.get("automation_rules", []), "last_triggered")
    nightly = [rule for rule in rules if "night" in rule["rule_name"].lower() and "unusual" in rule["rule_name"]]
    if nightly:
        told = nightly[0]["last_triggered"]
        nightly[0]["last_triggered"] = f"{told[:11]}{rng.randint(7, 21):02d}{told[13:]}"
    return bool(nightly)


def alert_out_of_period(answer: Answer, rng: random.Random) -> bool:
    """An alert after the check, or before the hours that are reported."""
    parts = having(_alerts(answer), "timestamp")
    if not parts or rng.randrange(2):
        return _later_than_check(answer, parts, "timestamp", rng)
    if "last_health_check" not in answer.get("network_health", {}):
        return False
    reported = 3600 * answer["telemetry_summary"]["reporting_period_hours"]
    start = moved(answer["network_health"]["last_health_check"], -reported)
    rng.choice(parts)["timestamp"] = moved(start, -rng.randint(1, 9000))
    return True


def wrong_century(answer: Answer, rng: random.Random) -> bool:
    """Devices, rules and alerts of 1970, where clocks start, or of years to come; all of them, or one alone."""
    year = rng.choice((1970, 1999, 2004, 2027, 2062))
    places = [(device, "last_seen") for device in having(answer["devices"], "last_seen")]
    places += [(rule, "last_triggered") for rule in having(answer.get("automation_rules", []), "last_triggered")]
    places += [(alert, "timestamp") for alert in having(_alerts(answer), "timestamp")]
    if "last_health_check" in answer.get("network_health", {}):
        places.append((answer["network_health"], "last_health_check"))
    for fields, name in [rng.choice(places)] if places and rng.randrange(2) else places:
        # June keeps the year whatever the clock's offset, and exists in every year, unlike 29 February.
        fields[name] = f"{year}-06-15{fields[name][10:]}"
    return bool(places)


def empty_object(answer: Answer, rng: random.Random) -> bool:
    """Readings, thresholds or parameters without content."""
    places = [(part, name) for name in ("readings", "alert_thresholds") for part in _objects(answer, name)]
    places += [
        (part, "action_parameters")
        for part in having(_parts(answer, "automation_rules", "actions"), "action_parameters")
    ]
    if places:
        part, name = rng.choice(places)
        part[name] = {}
    return bool(places)


def _objects(answer: Answer, name: str) -> list[Answer]:
    return _inner(answer, "current_state" if name == "readings" else "configuration", name)


def word_as_threshold(answer: Answer, rng: random.Random) -> bool:
    """A word, or a number in quotes, where a number is compared."""
    triggers = [
        part
        for part in _parts(answer, "automation_rules", "triggers")
        if part["operator"] in ("greater_than", "less_than")
    ]
    if triggers:
        part = rng.choice(triggers)
        part["condition_value"] = rng.choice(("Strategy", "high", str(part["condition_value"]), True))
    return bool(triggers)


def person_as_network(answer: Answer, rng: random.Random) -> bool:
    """A network called like a person."""
    answer["network_name"] = rng.choice(("Michael Henry", "Laura Stone", "Daniel O'Neill", "Emma Åkesson"))
    return True


def person_as_device(answer: Answer, rng: random.Random) -> bool:
    """A device called like a person."""
    rng.choice(answer["devices"])["device_name"] = rng.choice(
        ("Michael Henry", "Laura Stone", "Daniel O'Neill", "Emma Weber")
    )
    return True


def unknown_network(answer: Answer, rng: random.Random) -> bool:
    """A network that is not in the vocabulary, or in the wrong building or room."""
    where = answer.get("location", {})
    names = [name for name in ("building", "floor", "room") if name in where]
    if names and rng.randrange(2):
        where[rng.choice(names)] = rng.choice(("Strategy", "Building Z", "Room 99", "Michael Henry"))
    else:
        answer["network_name"] = rng.choice(("Strategy", "Moonbase network", answer["network_name"] + " 2"))
    return True


def unknown_device(answer: Answer, rng: random.Random) -> bool:
    """A device of a type that it is not, or of an unknown model, maker, firmware, mode or capability."""
    device = rng.choice(answer["devices"])
    names = [name for name in ("manufacturer", "model", "firmware_version") if name in device]
    if "operating_mode" in device.get("configuration", {}) and not rng.randrange(3):
        device["configuration"]["operating_mode"] = rng.choice(("Strategy", "turbo", "vacation"))
    elif "capabilities" in device and not rng.randrange(3):
        device["capabilities"].append(rng.choice(("Strategy", "time_travel", device["capabilities"][0])))
    elif names and rng.randrange(2):
        name = rng.choice(names)
        device[name] = rng.choice(("Michael Henry", "0.0.0", device[name] + ".1"))
    else:
        types = ("sensor", "actuator", "controller", "gateway", "camera")
        device["device_type"] = rng.choice([one for one in types if one != device["device_type"]])
    return True


def out_of_place(answer: Answer, rng: random.Random) -> bool:
    """A device that such a network has no use for."""
    farm = any("Greenhouse" in device["device_name"] or "Barn" in device["device_name"] for device in answer["devices"])
    name = "Stage light dimmer" if farm or "stage" not in answer["network_name"].lower() else "Barn camera"
    if "Stadium" in answer["network_name"]:
        name = "Barn camera"
    device = rng.choice(answer["devices"])
    device |= {"device_name": name, "device_type": "camera" if name == "Barn camera" else "actuator"}
    return True


def wrong_rule(answer: Answer, rng: random.Random) -> bool:
    """A rule whose condition is of another type, or whose action it does not take."""
    rules = answer.get("automation_rules", [])
    if not rules:
        return False
    rule = rng.choice(rules)
    if rng.randrange(2):
        rule["actions"][0]["action_type"] = rng.choice(("Strategy", "make_coffee", "self_destruct"))
    else:
        types = ("value_threshold", "state_change", "time_based", "pattern_detection")
        part = rule["triggers"][0]
        part["condition_type"] = rng.choice([one for one in types if one != part["condition_type"]])
    return True


def wrong_severity(answer: Answer, rng: random.Random) -> bool:
    """An alert that is more or less severe than its type."""
    alerts = _alerts(answer)
    if alerts:
        alert = rng.choice(alerts)
        levels = ("low", "medium", "high", "critical")
        alert["severity"] = rng.choice([one for one in levels if one != alert["severity"]])
    return bool(alerts)


BREAKERS: dict[str, Breaker] = {
    "device_ids_are_unique": device_twice,
    "connected_devices_are_listed": connection_to_itself,
    "triggers_name_listed_devices": partial(wrong_device, above="automation_rules", below="triggers", name="device_id"),
    "actions_target_listed_devices": partial(
        wrong_device, above="automation_rules", below="actions", name="target_device_id"
    ),
    "alerts_name_listed_devices": stranger_alert,
    "rule_ids_are_unique": partial(same_id, name="rule_id"),
    "alert_ids_are_unique": partial(same_id, name="alert_id"),
    "offline_devices_have_no_power_on": offline_with_power,
    "devices_online_is_counted": partial(count, name="devices_online"),
    "devices_offline_is_counted": partial(count, name="devices_offline"),
    "average_is_points_over_devices": average,
    "anomalies_are_among_the_data_points": too_many_anomalies,
    "overall_status_fits_the_devices": other_status,
    "uptime_is_a_percentage": uptime,
    "signal_quality_is_a_percentage": quality,
    "signal_strength_is_plausible": strength,
    "polling_interval_is_plausible": polling,
    "delays_are_plausible": delay,
    "reporting_period_is_plausible": reporting_period,
    "coordinates_are_on_earth": off_the_earth,
    "devices_were_seen_before_the_health_check": seen_after_check,
    "alerts_lie_in_the_reporting_period": alert_out_of_period,
    "rules_fired_before_the_health_check": fired_after_check,
    "timed_rules_fired_at_their_time": untimely,
    "rules_fired_in_the_hours_of_their_name": off_hours,
    "moments_lie_within_2005_and_2026": wrong_century,
    "no_object_is_empty": empty_object,
    "comparisons_have_a_number": word_as_threshold,
    "network_is_not_named_like_a_person": person_as_network,
    "no_device_is_named_like_a_person": person_as_device,
    "network_is_one_of_ours": unknown_network,
    "devices_are_ours": unknown_device,
    "devices_suit_the_network": out_of_place,
    "automation_rules_are_ours": wrong_rule,
    "alerts_have_their_severity": wrong_severity,
}
