"""A push notification."""

from typing import Literal

from goldsmith.schemas.fields import Moment, Record, Text, Word

Priority = Literal["low", "normal", "high", "urgent"]


class Notification(Record):
    """What a phone shows; the title says the occasion and the body says more."""

    title: Word
    body: Text
    timestamp: Moment | None = None
    priority: Priority | None = None
