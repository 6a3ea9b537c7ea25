"""A record type: its name, title, complexity and model."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from goldsmith.schemas.fields import Record
from goldsmith.schemas.tree import Node, json_schema, tree

Complexity = Literal["simple", "medium", "complex"]


@dataclass(frozen=True)
class Kind:
    """One record type as the rest of the program names it."""

    name: str
    title: str
    complexity: Complexity
    model: type[Record]
    possible: int = 0
    """How many different records there are, where they are few enough to count; 0 for practically unlimited."""
    folder: Path | None = None
    """Where the record type's own sentences lie, for one that does not ship with the package."""

    @cached_property
    def tree(self) -> Node:
        """The record type's fields."""
        return tree(self.model)

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The record type's JSON Schema."""
        return json_schema(self.name, self.title, self.tree)
