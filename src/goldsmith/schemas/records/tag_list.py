"""The tags of one item."""

from typing import Annotated

from pydantic import Field

from goldsmith.schemas.fields import Identifier, Person, Record, Word


class TagList(Record):
    """An item's tags, each once; the item's identifier says what it is, as in "recipe-2041"."""

    item_id: Identifier
    tags: Annotated[list[Word], Field(min_length=1)]
    created_by: Person | None = None
