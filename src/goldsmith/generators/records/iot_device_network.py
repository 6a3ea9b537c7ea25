"""Draws device networks whose devices suit the place, and whose rules and alerts suit the devices."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import between, code, later, moment, some
from goldsmith.schemas.vocabulary import Row, grouped, table

ID_FORMS = ("dev-%%%%%%", "D-####", "NODE-###", "??-####", "iot_%%%%%%%%")
NETWORK_FORMS = ("NET-####", "net-%%%%%%", "IOT-??-###", "N####")
STATUSES = (("online", 78), ("offline", 12), ("maintenance", 5), ("error", 5))
POLLING = (10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
BATTERY_MODES = ("event_driven", "low_power", "on_demand")
LINKS = {"Zigbee gateway first floor": "zigbee", "Warehouse Bluetooth gateway": "bluetooth"}
"""The radio of a gateway that speaks one only."""
OFFLINE_ALERTS = ("device_offline", "gateway_offline")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EMPTY_BELOW = {"low_battery": 25, "battery_critical": 15}
"""Alerts about a battery, and the level that it is below."""
COUNTRIES = ("Germany", "Switzerland", "Netherlands")
UNLINKED = ("LoRaWAN rooftop gateway", "Vehicle telematics gateway")
"""Devices whose links are of no type that the schema names."""


def iot_device_network(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one device network; no field of it is a person's name, so `odd` changes nothing."""
    site = rng.choice(table("networks"))
    checked = moment(rng)
    theme = rng.choice(grouped("network_themes", "network_name")[site["network_name"]])["theme"]
    names = [row["device_name"] for row in grouped("theme_devices", "theme")[theme]]
    models = [grouped("device_models", "device_name")[name][0] for name in some(rng, names, 2, 4)]
    devices = _devices(rng, models, checked)
    draft: dict[str, Any] = {
        "network_id": code(rng, rng.choice(NETWORK_FORMS)),
        "network_name": site["network_name"],
        "devices": devices,
    }
    if chance(rng, 60):
        draft["location"] = _location(rng, site)
    rules = _rules(rng, models, devices, checked) if chance(rng, 60) else []
    if rules:
        draft["automation_rules"] = rules
    if chance(rng, 55):
        draft["telemetry_summary"] = _telemetry(rng, models, devices, checked)
    if chance(rng, 70):
        draft["network_health"] = _health(rng, devices, checked)
    return draft


def _location(rng: random.Random, site: Row) -> dict[str, Any]:
    made: dict[str, Any] = {"building": site["building"]}
    made |= {name: site[name] for name in ("floor", "room") if chance(rng, 70)}
    if chance(rng, 40):
        city = rng.choice([row for row in table("world_places") if row["country"] in COUNTRIES])
        made["coordinates"] = {
            name: Decimal(city[name]) + between(rng, "-0.03", "0.03", 4) for name in ("latitude", "longitude")
        }
    return made


def _devices(rng: random.Random, models: Sequence[Row], checked: datetime) -> list[dict[str, Any]]:
    prefix = code(rng, rng.choice(ID_FORMS))
    serial = rng.randint(1, 400)
    shown = [name for name in ("make", "last_seen", "capabilities", "state", "configuration") if chance(rng, 45)]
    devices = []
    for position, model in enumerate(models):
        identifier = f"{prefix}-{serial + position:03d}"
        devices.append(_device(rng, model, identifier, checked, shown))
    if chance(rng, 40):
        _connect(rng, models, devices)
    return devices


def _device(rng: random.Random, model: Row, identifier: str, checked: datetime, shown: Sequence[str]) -> dict[str, Any]:
    status = pick(rng, STATUSES)
    made: dict[str, Any] = {
        "device_id": identifier,
        "device_name": model["device_name"],
        "device_type": model["device_type"],
        "status": status,
    }
    if "make" in shown:
        made |= {"manufacturer": model["manufacturer"], "model": model["model"]}
        made |= {"firmware_version": model["firmware"]} if chance(rng, 60) else {}
    if "last_seen" in shown:
        made["last_seen"] = _last_seen(rng, status, checked)
    if "capabilities" in shown:
        made["capabilities"] = model["capabilities"].split(" ")
    if "state" in shown:
        made["current_state"] = _state(rng, model, status)
    if "configuration" in shown and chance(rng, 70):
        made["configuration"] = _configuration(rng, model)
    return made


def _last_seen(rng: random.Random, status: str, checked: datetime) -> datetime:
    """A device that is offline was last seen two hours to nine days ago, any other within the hour."""
    least, most = (7200, 777600) if status == "offline" else (5, 3600)
    return later(rng, checked, -most, -least)


def _state(rng: random.Random, model: Row, status: str) -> dict[str, Any]:
    """A device that is offline reports no power, no signal and no readings."""
    made: dict[str, Any] = {"power": status != "offline"}
    if _battery_powered(model) and chance(rng, 70):
        made["battery_level"] = Decimal(rng.randint(0, 4) if status == "offline" else rng.randint(12, 100))
    if status == "offline":
        return made
    if chance(rng, 50):
        made["signal_strength"] = Decimal(rng.randint(-88, -38))
    if chance(rng, 75):
        made["readings"] = {name: _inside(rng, band, 5, 88) for name, band in _readings(model).items()}
    return made


def _configuration(rng: random.Random, model: Row) -> dict[str, Any]:
    made: dict[str, Any] = {"polling_interval_seconds": rng.choice(POLLING)}
    if chance(rng, 50):
        made["operating_mode"] = model["operating_mode"]
    if model["device_type"] in ("sensor", "controller") and chance(rng, 60):
        name, band = rng.choice(tuple(_readings(model).items()))
        made["alert_thresholds"] = {f"{name}_max": _inside(rng, band, 90, 100)}
        if band[0] > 0:
            made["alert_thresholds"] |= {f"{name}_min": _inside(rng, band, 0, 4)}
    return made


Band = tuple[Decimal, Decimal, int]


def _readings(model: Row) -> dict[str, Band]:
    """What a device reports, each with its usual band and its decimals."""
    parts = [reading.split(":") for reading in model["unit_reading"].split(" ")]
    return {name: (Decimal(low), Decimal(high), int(places)) for name, low, high, places in parts}


def _inside(rng: random.Random, band: Band, least: int, most: int) -> Decimal | int:
    """A value `least` to `most` percent up its band; whole numbers where the device has no decimals."""
    low, high, places = band
    unit = Decimal(10) ** places
    span = (high - low) * unit
    steps = rng.randint(int(span * least / 100), int(span * most / 100))
    value = int(low * unit) + steps
    return Decimal(value).scaleb(-places) if places else value


def _connect(rng: random.Random, models: Sequence[Row], devices: Sequence[dict[str, Any]]) -> None:
    """Link the other devices to one hub: a gateway if there is one, else a controller."""
    linked = [at for at, model in enumerate(models) if model["device_name"] not in UNLINKED]
    hubs = [at for kind in ("gateway", "controller") for at in linked if models[at]["device_type"] == kind]
    for at in linked:
        if hubs and at != hubs[0]:
            link = _link(rng, models[at], models[hubs[0]]["device_name"])
            parted = "offline" in (devices[at]["status"], devices[hubs[0]]["status"])
            devices[at]["connections"] = [_connection(rng, link, devices[hubs[0]]["device_id"], parted=parted)]


def _link(rng: random.Random, model: Row, hub: str) -> str:
    """Cameras and gateways need the bandwidth of a local network; nobody lays a cable to what runs on a battery."""
    if model["device_type"] in ("gateway", "camera"):
        return rng.choice(("ethernet", "wifi"))
    wireless = ("wifi", "zigbee")
    return LINKS.get(hub) or rng.choice(wireless if _battery_powered(model) else (*wireless, "ethernet"))


def _connection(rng: random.Random, link: str, hub: str, *, parted: bool) -> dict[str, Any]:
    """A link, with its quality unless one of its ends is offline."""
    made: dict[str, Any] = {"connected_device_id": hub, "connection_type": link}
    if not parted and chance(rng, 70):
        made["signal_quality"] = Decimal(rng.randint(97, 100) if link == "ethernet" else rng.randint(35, 100))
    return made


def _able(model: Row, want: str) -> bool:
    """Whether a device is, or is of the type, or has the capability that is wanted; everything is wanted by ''."""
    return want in ("", model["device_name"], model["device_type"], *model["capabilities"].split(" "))


def _rules(
    rng: random.Random, models: Sequence[Row], devices: Sequence[dict[str, Any]], checked: datetime
) -> list[dict[str, Any]]:
    """Up to two of the automation rules that these devices can carry out."""
    able = [part for part in table("automation_parts") if _sources(part, models) and _targets(part, models)]
    if not able:
        return []
    first = rng.randint(1, 60)
    made = []
    for position, part in enumerate(some(rng, able, 1 if chance(rng, 40) else 2, 2)):
        source, target = rng.choice(_sources(part, models)), rng.choice(_targets(part, models))
        rule = _rule(rng, part, devices[source]["device_id"], devices[target]["device_id"], checked)
        made.append({"rule_id": f"rule-{first + position:03d}", **rule})
    return made


def _sources(part: Row, models: Sequence[Row]) -> list[int]:
    """The devices that can report what the rule waits for."""
    return [at for at, model in enumerate(models) if _able(model, part["device"]) and _reports(model, part)]


def _reports(model: Row, part: Row) -> bool:
    if not part["reading"]:
        return True
    band = _readings(model).get(part["reading"])
    bounds = [Decimal(edge) for span in part["value"].split(" to ") for edge in span.split(":")[:2]]
    return band is not None and band[0] <= min(bounds) and max(bounds) <= band[1]


def _targets(part: Row, models: Sequence[Row]) -> list[int]:
    return [at for at, model in enumerate(models) if _able(model, part["target"])]


def _rule(rng: random.Random, part: Row, source: str, target: str, checked: datetime) -> dict[str, Any]:
    row = grouped("automation_rules", "rule_name")[part["rule_name"]][0]
    name, values = part["parameter"].split("=")
    made: dict[str, Any] = {
        "rule_name": part["rule_name"],
        "enabled": chance(rng, 85),
        "triggers": [
            {
                "device_id": source,
                "condition_type": row["condition_type"],
                "condition_value": _condition(rng, part),
                "operator": row["operator"],
            }
        ],
        "actions": [{"target_device_id": target, "action_type": row["action_type"]}],
    }
    if chance(rng, 50):
        made["actions"][0]["action_parameters"] = {name: _value(rng, values)}
    if chance(rng, 40):
        made["actions"][0]["delay_seconds"] = rng.choice((0, 5, 10, 30, 60, 120, 300))
    if chance(rng, 40):
        made["priority"] = rng.randint(1, 5)
    if chance(rng, 70):
        made["last_triggered"] = _fired(rng, row, made["triggers"][0]["condition_value"], checked)
    return made


def _fired(rng: random.Random, row: Row, condition: Decimal | int | str, checked: datetime) -> datetime:
    """A moment of the days before the check: when its time came, for a rule of a time, or in the hours of its name."""
    drawn = later(rng, checked, -864000, -60)
    if row["condition_type"] == "time_based":
        return _last(drawn, str(condition)) + timedelta(seconds=rng.randint(0, 2))
    if not row["hours"]:
        return drawn
    begun = _last(drawn - timedelta(days=1), row["hours"])
    ended = _last(begun + timedelta(days=1), row["hours"][6:])
    return later(rng, begun, 0, int((ended - begun).total_seconds()))


def _last(drawn: datetime, clock: str) -> datetime:
    """The last time before `drawn` that clocks showed "22:00", "Monday 22:00", or the beginning of "22:00-06:00"."""
    weekday, _, hours = clock.rpartition(" ")
    at = drawn.replace(hour=int(hours[:2]), minute=int(hours[3:5]), second=0)
    if weekday:
        at -= timedelta(days=(at.weekday() - WEEKDAYS.index(weekday)) % 7)
    return at if at < drawn else at - timedelta(days=7 if weekday else 1)


def _condition(rng: random.Random, part: Row) -> Decimal | int | str:
    if " to " in part["value"]:
        low, high = (_value(rng, span) for span in part["value"].split(" to "))
        return f"{low} to {high}"
    return _value(rng, part["value"])


def _value(rng: random.Random, written: str) -> Decimal | int | str:
    """A value of "low:high:places", or one of "this|that"."""
    parts = written.split(":")
    if len(parts) == 3 and "|" not in written:
        return _inside(rng, (Decimal(parts[0]), Decimal(parts[1]), int(parts[2])), 0, 100)
    return rng.choice(written.split("|"))


def _telemetry(
    rng: random.Random, models: Sequence[Row], devices: Sequence[dict[str, Any]], checked: datetime
) -> dict[str, Any]:
    hours = rng.choice((1, 6, 12, 24, 24, 48, 72, 168))
    points = sum(_points(rng, model, device, hours) for model, device in zip(models, devices, strict=True))
    made: dict[str, Any] = {"reporting_period_hours": hours, "total_data_points": points}
    if chance(rng, 60):
        made["anomalies_detected"] = rng.randint(0, min(12, points))
    alerts = some(rng, _alerts(models, devices), 1, 2)
    if chance(rng, 50) and alerts:
        start = rng.randint(100, 9000)
        made["alerts_generated"] = [
            {"alert_id": f"ALT-{start + at}", **_alert(rng, kind, devices[source], checked, hours)}
            for at, (kind, source) in enumerate(alerts)
        ]
    return made


def _points(rng: random.Random, model: Row, device: dict[str, Any], hours: int) -> int:
    """One point a reading and poll, less what was lost; a device that is offline sent for a part of the time."""
    polling = device.get("configuration", {}).get("polling_interval_seconds") or rng.choice(POLLING)
    sent = hours * 3600 // polling * len(_readings(model))
    share = rng.randint(100, 700) if device["status"] == "offline" else rng.randint(960, 1000)
    return max(1, sent * share // 1000)


def _alerts(models: Sequence[Row], devices: Sequence[dict[str, Any]]) -> list[tuple[str, int]]:
    """Every alert that some listed device can raise, with the device; one that is offline raises nothing but that."""
    return [
        (row["alert_type"], at)
        for row in table("alert_devices")
        for at, model in enumerate(models)
        if _able(model, row["device"])
        and (devices[at]["status"] != "offline" or row["alert_type"] in OFFLINE_ALERTS)
        and (row["alert_type"] not in EMPTY_BELOW or _runs_low(model, devices[at], EMPTY_BELOW[row["alert_type"]]))
    ]


def _battery_powered(model: Row) -> bool:
    return model["device_type"] == "sensor" and model["operating_mode"] in BATTERY_MODES


def _runs_low(model: Row, device: dict[str, Any], level: int) -> bool:
    """Whether the battery may be below the level: there is one, and no higher level is reported."""
    return _battery_powered(model) and device.get("current_state", {}).get("battery_level", 0) < level


def _alert(rng: random.Random, kind: str, device: dict[str, Any], checked: datetime, hours: int) -> dict[str, Any]:
    made: dict[str, Any] = {
        "device_id": device["device_id"],
        "alert_type": kind,
        "severity": grouped("alert_types", "alert_type")[kind][0]["severity"],
    }
    if chance(rng, 75):
        made["timestamp"] = _alerted(rng, device, checked, hours)
    if chance(rng, 75):
        back = kind in OFFLINE_ALERTS and device["status"] == "online"
        made["resolved"] = device["status"] != "offline" and (back or chance(rng, 55))
    return made


def _alerted(rng: random.Random, device: dict[str, Any], checked: datetime, hours: int) -> datetime:
    """A moment of the period: before the device was last seen, or after that if it has been offline since."""
    start = checked - timedelta(hours=hours)
    seen = device.get("last_seen", checked)
    if device["status"] == "offline" and seen < checked:
        start, seen = max(start, seen), checked
    return later(rng, start, 0, int((seen - start).total_seconds()))


def _health(rng: random.Random, devices: Sequence[dict[str, Any]], checked: datetime) -> dict[str, Any]:
    troubled = sum(device["status"] in ("offline", "error") for device in devices)
    status = "healthy" if troubled * 5 <= len(devices) else "critical" if troubled * 2 > len(devices) else "degraded"
    made: dict[str, Any] = {"overall_status": status}
    if chance(rng, 75):
        made["uptime_percentage"] = between(rng, 98, 100) if status == "healthy" else between(rng, 62, 98)
    if chance(rng, 75):
        made["last_health_check"] = checked
    return made
