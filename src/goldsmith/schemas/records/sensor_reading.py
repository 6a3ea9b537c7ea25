"""One reading of a climate sensor."""

from decimal import Decimal
from typing import Annotated

from goldsmith.schemas.fields import Identifier, Moment, Percent, Record, Role

Temperature = Annotated[Decimal, Role("measure", unit="°C")]


class SensorReading(Record):
    """Temperature in degrees Celsius and relative humidity in percent, at a moment."""

    sensor_id: Identifier
    temperature: Temperature
    humidity: Percent | None = None
    timestamp: Moment
