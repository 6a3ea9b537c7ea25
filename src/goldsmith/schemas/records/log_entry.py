"""A line of an application log."""

from typing import Literal

from goldsmith.schemas.fields import Moment, Record, Text, Word

Level = Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]


class LogEntry(Record):
    """What a program said, how grave it is, and when; the source is the logger's name."""

    level: Level
    message: Text
    timestamp: Moment
    source: Word | None = None
