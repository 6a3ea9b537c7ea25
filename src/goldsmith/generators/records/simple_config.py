"""Draws application settings."""

import random
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.schemas.vocabulary import column

COMMON = ("en", "en-US", "en-GB", "de", "fr", "es", "it", "pt-BR", "ja", "zh-CN")


def simple_config(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one configuration; it holds no name, so `odd` changes nothing."""
    draft: dict[str, Any] = {
        "theme": pick(rng, (("dark", 40), ("light", 35), ("auto", 25))),
        "language": rng.choice(COMMON if chance(rng, 25) else column("languages", "code")),
    }
    if chance(rng, 70):
        draft["notifications_enabled"] = chance(rng, 60)
    if chance(rng, 70):
        draft["font_size"] = pick(rng, (("medium", 45), ("large", 30), ("small", 25)))
    return draft
