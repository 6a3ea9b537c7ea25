"""A network of devices: their states and connections, automation rules, telemetry and health."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PrivateAttr, computed_field

from goldsmith.schemas.fields import (
    Derived,
    FreeObject,
    Identifier,
    Measure,
    Moment,
    Percent,
    Record,
    Role,
    Word,
    rounded,
)

DeviceType = Literal["sensor", "actuator", "controller", "gateway", "camera"]
Status = Literal["online", "offline", "error", "maintenance"]
ConnectionType = Literal["zigbee", "zwave", "wifi", "bluetooth", "ethernet"]
ConditionType = Literal["value_threshold", "state_change", "time_based", "pattern_detection"]
Operator = Literal["equals", "greater_than", "less_than", "between"]
Severity = Literal["low", "medium", "high", "critical"]
OverallStatus = Literal["healthy", "degraded", "critical"]

Signal = Annotated[Decimal, Role("measure", unit="dBm")]
Quality = Annotated[Decimal, Role("percent", unit="%")]
"""A share in percent that the schema does not bound."""
Number = Annotated[int, Role("count")]
Seconds = Annotated[int, Role("count", unit="seconds")]
Hours = Annotated[int, Role("count", unit="hours")]


class Coordinates(Record):
    """A point in degrees."""

    latitude: Measure | None = None
    longitude: Measure | None = None


class Location(Record):
    """Where the network is installed."""

    building: Word | None = None
    floor: Word | None = None
    room: Word | None = None
    coordinates: Coordinates | None = None


class State(Record):
    """What a device last reported of itself."""

    power: bool | None = None
    battery_level: Percent | None = None
    signal_strength: Signal | None = None
    readings: FreeObject | None = None


class Configuration(Record):
    """How a device is set up."""

    polling_interval_seconds: Seconds | None = None
    alert_thresholds: FreeObject | None = None
    operating_mode: Word | None = None


class Connection(Record):
    """A link to another device of the network."""

    connected_device_id: Identifier | None = None
    connection_type: ConnectionType | None = None
    signal_quality: Quality | None = None


class Device(Record):
    """One device of the network."""

    device_id: Identifier
    device_name: Word
    device_type: DeviceType
    manufacturer: Word | None = None
    model: Identifier | None = None
    firmware_version: Identifier | None = None
    status: Status
    last_seen: Moment | None = None
    capabilities: list[Word] | None = None
    current_state: State | None = None
    configuration: Configuration | None = None
    connections: list[Connection] | None = None


class Trigger(Record):
    """What sets a rule off; a condition value is a number, a state, a time or a span of them."""

    device_id: Identifier | None = None
    condition_type: ConditionType | None = None
    condition_value: Annotated[Any, Role("any")] | None = None
    operator: Operator | None = None


class Action(Record):
    """What a rule makes a device do."""

    target_device_id: Identifier | None = None
    action_type: Word | None = None
    action_parameters: FreeObject | None = None
    delay_seconds: Seconds | None = None


class AutomationRule(Record):
    """A rule that acts on devices when others report something."""

    rule_id: Identifier | None = None
    rule_name: Word | None = None
    enabled: bool | None = None
    triggers: list[Trigger] | None = None
    actions: list[Action] | None = None
    priority: Number | None = None
    last_triggered: Moment | None = None


class Alert(Record):
    """An alert that a device raised."""

    alert_id: Identifier | None = None
    device_id: Identifier | None = None
    alert_type: Word | None = None
    severity: Severity | None = None
    timestamp: Moment | None = None
    resolved: bool | None = None


class TelemetrySummary(Record):
    """What the network sent over a period."""

    order: ClassVar = (
        "reporting_period_hours",
        "total_data_points",
        "average_readings_per_device",
        "anomalies_detected",
        "alerts_generated",
    )

    reporting_period_hours: Hours | None = None
    total_data_points: Number | None = None
    anomalies_detected: Number | None = None
    alerts_generated: list[Alert] | None = None
    _devices: int = PrivateAttr(0)

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def average_readings_per_device(self) -> Annotated[Measure, Derived()] | None:
        """Data points over listed devices, rounded half up to two places."""
        if self.total_data_points is None or not self._devices:
            return None
        return rounded(Decimal(self.total_data_points) / self._devices, 2)


class NetworkHealth(Record):
    """How the network fares as a whole."""

    order: ClassVar = (
        "overall_status",
        "uptime_percentage",
        "devices_online",
        "devices_offline",
        "last_health_check",
    )

    overall_status: OverallStatus | None = None
    uptime_percentage: Quality | None = None
    last_health_check: Moment | None = None
    _statuses: tuple[str, ...] = PrivateAttr(())

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def devices_online(self) -> Annotated[Number, Derived()]:
        """The number of listed devices that are online."""
        return self._statuses.count("online")

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def devices_offline(self) -> Annotated[Number, Derived()]:
        """The number of listed devices that are offline; errors and maintenance count as neither."""
        return self._statuses.count("offline")


class IotDeviceNetwork(Record):
    """A network, its devices and what they did."""

    network_id: Identifier
    network_name: Word
    location: Location | None = None
    devices: Annotated[list[Device], Field(min_length=1)]
    automation_rules: list[AutomationRule] | None = None
    telemetry_summary: TelemetrySummary | None = None
    network_health: NetworkHealth | None = None

    def model_post_init(self, _context: Any) -> None:
        """Summary and health count the devices, which stand beside them and not below."""
        if self.telemetry_summary is not None:
            self.telemetry_summary._devices = len(self.devices)
        if self.network_health is not None:
            self.network_health._statuses = tuple(device.status for device in self.devices)
