"""Draws log entries: a program says what it says at its own level."""

import random
from typing import Any

from goldsmith.core.streams import chance
from goldsmith.generators.draw import moment
from goldsmith.generators.slots import filled
from goldsmith.schemas.vocabulary import table


def log_entry(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one log entry; it holds no name, so `odd` changes nothing."""
    said = rng.choice(table("log_messages"))
    draft: dict[str, Any] = {"level": said["level"], "message": filled(rng, said["message"]), "timestamp": moment(rng)}
    if chance(rng, 75):
        draft["source"] = said["source"]
    return draft
