"""Draws push notifications: title, body and priority belong to one occasion."""

import random
from typing import Any

from goldsmith.core.streams import chance
from goldsmith.generators.draw import moment
from goldsmith.generators.seasons import in_season
from goldsmith.generators.slots import filled
from goldsmith.schemas.vocabulary import table


def notification(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one notification; it holds no name, so `odd` changes nothing."""
    occasion = rng.choice(table("notifications"))
    draft: dict[str, Any] = {"title": occasion["title"], "body": filled(rng, occasion["body"])}
    if chance(rng, 70):
        draft["timestamp"] = in_season(rng, moment(rng), occasion["months"])
    if chance(rng, 70):
        draft["priority"] = occasion["priority"]
    return draft
