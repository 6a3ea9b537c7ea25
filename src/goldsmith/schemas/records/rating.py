"""A review of a product or a service."""

from typing import Annotated

from pydantic import Field

from goldsmith.schemas.fields import Day, Person, Record, Role, Text

Stars = Annotated[int, Role("count"), Field(ge=1, le=5)]


class Rating(Record):
    """One to five stars from a person, with or without words."""

    rating: Stars
    review_text: Text | None = None
    reviewer_name: Person
    date: Day | None = None
