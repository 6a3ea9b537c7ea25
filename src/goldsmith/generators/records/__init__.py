"""The samplers of the built-in record types; each returns the free fields of one record."""

import random
from typing import Any, Protocol

from goldsmith.generators.records.invoice import invoice


class Sampler(Protocol):
    """Draws the free fields of one record; `odd` asks for a person's name of that kind where one is drawn."""

    def __call__(self, rng: random.Random, odd: str = "") -> dict[str, Any]:
        """Total: any dice give a valid draft, with no redraw inside."""


SAMPLERS: dict[str, Sampler] = {
    "invoice": invoice,
}
