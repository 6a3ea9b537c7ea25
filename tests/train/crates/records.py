"""Crates and what is in them: a record type whose derived field is a count."""

import random
from typing import Annotated, Any, ClassVar

from pydantic import Field, computed_field

from goldsmith.generators.draw import code
from goldsmith.schemas.fields import Count, Derived, Identifier, Record, Word
from goldsmith.schemas.kind import Kind

OBJECTS = (
    "anchor", "basket", "candle", "drum", "easel", "flute", "globe", "hammer", "inkpot", "jug", "kettle", "lantern",
    "mirror", "needle", "organ", "pulley", "quilt", "rope", "saddle", "teapot", "umbrella", "vase", "whistle", "zither",
)  # fmt: skip


class Crate(Record):
    """One crate, and how many objects are in it."""

    order: ClassVar = ("crate_number", "objects", "number_of_objects")

    crate_number: Identifier
    objects: Annotated[list[Word], Field(min_length=1)]

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def number_of_objects(self) -> Annotated[Count, Derived()]:
        """How many objects are listed."""
        return len(self.objects)


def crate(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one crate."""
    return {"crate_number": code(rng, "C-####"), "objects": rng.sample(OBJECTS, rng.randint(1, 6))}


KINDS = {"crate": Kind("crate", "Crate", "simple", Crate)}
SAMPLERS = {"crate": crate}
