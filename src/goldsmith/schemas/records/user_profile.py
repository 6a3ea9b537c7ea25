"""The public profile of a user."""

from typing import Annotated

from pydantic import Field

from goldsmith.schemas.fields import Identifier, Record, Role, Word

Age = Annotated[int, Role("count", unit="years"), Field(ge=13, le=120)]


class UserProfile(Record):
    """A user, their age in whole years, their city and what they like."""

    username: Identifier
    age: Age
    city: Word
    preferences: list[Word] | None = None
