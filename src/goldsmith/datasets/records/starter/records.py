"""Bike rentals: what a record is, and how one is drawn."""

import random
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import Field, computed_field

from goldsmith.core.streams import chance
from goldsmith.generators.draw import code, day, price
from goldsmith.generators.people import person
from goldsmith.schemas.fields import Count, Day, Derived, Identifier, Person, Price, Record, Word, cents
from goldsmith.schemas.kind import Kind
from goldsmith.schemas.vocabulary import rows_of

BIKES = rows_of((Path(__file__).parent / "vocabulary" / "bikes.csv").read_text(encoding="utf-8"))


class BikeRental(Record):
    """One bike, rented by the day; the total is computed, so that no wrong one can be built."""

    order: ClassVar = (
        "rental_number",
        "customer_name",
        "bike",
        "rented_on",
        "number_of_days",
        "price_per_day",
        "total",
        "deposit",
    )

    rental_number: Identifier
    customer_name: Person
    bike: Word
    rented_on: Day
    number_of_days: Annotated[Count, Field(ge=2, le=28)]
    price_per_day: Price
    deposit: Price | None = None

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def total(self) -> Annotated[Price, Derived()]:
        """Days times the price per day."""
        return cents(self.number_of_days * self.price_per_day)


def bike_rental(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one rental: any dice give a valid one."""
    bike = rng.choice(BIKES)
    draft: dict[str, Any] = {
        "rental_number": code(rng, "R-#####"),
        "customer_name": person(rng, odd),
        "bike": bike["bike"],
        "rented_on": day(rng),
        "number_of_days": rng.randint(2, 28),
        "price_per_day": price(rng, bike["price_min"], bike["price_max"]),
    }
    if chance(rng, 60):
        draft["deposit"] = price(rng, 50, 400)
    return draft


KINDS = {"bike_rental": Kind("bike_rental", "Bike Rental", "simple", BikeRental)}
SAMPLERS = {"bike_rental": bike_rental}
