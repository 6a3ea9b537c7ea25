"""What follows from a network's devices and its data points."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from goldsmith.validators.derivations.arithmetic import half_up


def iot_device_network(
    stated: dict[str, Any], rates: dict[str, Decimal]
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Devices online and offline, and the average of readings a device."""
    devices = stated["devices"]
    summary = stated.get("telemetry_summary", {})
    if "total_data_points" in summary:
        average = half_up(Fraction(summary["total_data_points"]) / len(devices), 2)
        yield ("telemetry_summary", "average_readings_per_device"), average
    if "network_health" in stated:
        for status in ("online", "offline"):
            count = sum(1 for device in devices if device["status"] == status)
            yield ("network_health", f"devices_{status}"), count
