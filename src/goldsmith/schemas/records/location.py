"""A point on the map, with the address and the time zone that it lies in."""

from typing import Annotated

from pydantic import Field

from goldsmith.schemas.fields import Measure, Record, Word

Latitude = Annotated[Measure, Field(ge=-90, le=90)]
"""Degrees north of the equator; south is negative."""
Longitude = Annotated[Measure, Field(ge=-180, le=180)]
"""Degrees east of Greenwich; west is negative."""


class Location(Record):
    """A position in degrees; the address and the zone are those of the same place."""

    latitude: Latitude
    longitude: Longitude
    address: Word | None = None
    timezone: Word | None = None
