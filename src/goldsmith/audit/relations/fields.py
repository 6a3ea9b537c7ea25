"""The fields of a group of answers: where each stands, what it is, and the SQL that reads it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from goldsmith.audit.relations.words import GENERIC, Words, role, words_of

Kind = Literal["number", "moment", "clock", "text", "flag"]
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
READABLE = re.compile(r"[\w %#&/()+.:-]+")
VARIABLES = ("answer", "i", "j", "k")
"""The name of one object by the number of lists that it lies in."""

Type = str | dict[str, Any] | list[Any]
"""A DuckDB type as from_json takes it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A single value of an object: where it stands, what it is, and how SQL reads it with `{}` for the object."""

    path: tuple[str, ...]
    kind: Kind
    type: str
    reader: str
    places: int
    floats: bool
    by_day: bool
    values: tuple[Any, ...]
    asked: int

    @property
    def words(self) -> Words:
        """The words of its name, with those of its object where the name alone says nothing."""
        own = words_of(self.path[-1])
        return words_of(self.path[-2]) + own if len(self.path) > 1 and set(own) <= GENERIC | {"total"} else own

    @property
    def role(self) -> str:
        """The part that it plays in a bill."""
        return role(self.words) if self.kind == "number" else ""

    @property
    def home(self) -> tuple[str, ...]:
        """The object that it belongs to; {"tax": {"amount": 3}} belongs to what tax belongs to."""
        return self.path[:-2] if len(self.path) > 1 and set(words_of(self.path[-1])) <= GENERIC else self.path[:-1]

    @property
    def name(self) -> str:
        """Its path as people write it."""
        return ".".join(self.path)

    @property
    def whole(self) -> bool:
        """Whether it is a number without decimals throughout."""
        return self.kind == "number" and self.places == 0 and self.type != "VARCHAR"

    def sql(self, variable: str) -> str:
        """The expression that reads it from the object of that name."""
        return self.reader.format(at(variable, self.path))

    def always(self, share: float = 1.0) -> bool:
        """Whether it is stated in at least that share of the objects."""
        return len(self.values) >= share * self.asked


@dataclass(frozen=True, slots=True)
class Scope:
    """The objects of one place: the answer itself, or the elements of a list in it."""

    path: tuple[str, ...]
    depth: int
    listed: str
    fields: tuple[Field, ...]
    lists: tuple["Scope", ...]
    bare: tuple[Field, ...]
    count: int

    @property
    def variable(self) -> str:
        """What the object is called in SQL."""
        return VARIABLES[self.depth]

    @property
    def name(self) -> str:
        """The list's path in its parent, as people write it; empty for the answer itself."""
        return ".".join(self.path)

    def numbers(self) -> tuple[Field, ...]:
        """Its numeric fields."""
        return tuple(field for field in self.fields if field.kind == "number")

    def playing(self, part: str, near: Field | None = None) -> tuple[Field, ...]:
        """Its fields with that role; with `near`, those of the same object where there are some."""
        found = tuple(field for field in self.fields if field.role == part)
        close = tuple(field for field in found if near is not None and field.home == near.home)
        return close or found

    def elements(self, child: "Scope") -> str:
        """The expression that reads a child list from this object."""
        return at(self.variable, child.path)

    def inner(self) -> Iterator["Scope"]:
        """Itself and every scope below."""
        yield self
        for child in self.lists:
            yield from child.inner()


def at(variable: str, path: Sequence[str]) -> str:
    """A path below a variable as SQL."""
    return ".".join((variable, *(quoted(name) for name in path)))


def quoted(name: str) -> str:
    """A key as an SQL identifier."""
    return name if NAME.fullmatch(name) else '"' + name.replace('"', '""') + '"'
