"""What has been read of a prompt so far."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from goldsmith.extractors.quotes import unquoted
from goldsmith.extractors.reading import Distractor, Path, Unreadable, dotted
from goldsmith.extractors.shape import Field, Target, same


class Taken(NamedTuple):
    """A value behind a label that was given, as it stands, to one leaf or to the clauses about one object."""

    target: Target
    path: Path
    value: str
    at: int


@dataclass
class Page:
    """Statements found in a prompt; `residue` holds the stretches that no statement claimed.

    `taken` is the value that the line last read gave to one field as it stands, if it did.
    """

    root: Field
    stated: dict[Path, Any] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    rates: dict[str, Decimal] = field(default_factory=dict)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    distractors: list[Distractor] = field(default_factory=list)
    residue: list[tuple[int, str]] = field(default_factory=list)
    taken: "Taken | None" = None

    def say(self, path: Path, what: Field, text: str, at: int) -> None:
        """Record that the words `text`, standing at offset `at`, are the value of a leaf, perhaps in quotation marks.

        Raises Unreadable when they are no value of it, or the leaf already has another one.
        """
        bare = text if what.type in ("object", "any") else unquoted(text)
        if not bare:
            raise Unreadable(f"{dotted(path)} has no value")
        self.take(path, what, bare, at if bare is text else at + 1)

    def take(self, path: Path, what: Field, text: str, at: int) -> None:
        """Record that the words `text`, standing at offset `at`, are the value of a leaf, every sign of them.

        Raises Unreadable as `say` does.
        """
        try:
            value = what.value(text)
        except Unreadable as error:
            raise Unreadable(f"{dotted(path)}: {error}") from None
        if path in self.stated or value == "":
            self.put(path, value)
        else:
            self.stated[path] = value
        self.spans.append((at, at + len(text)))

    def put(self, path: Path, value: Any) -> None:
        """Record a canonical value.

        Raises Unreadable when the leaf already has another one, and for an empty text: `city=` states nothing.
        """
        if value == "":
            raise Unreadable(f"{dotted(path)} has no value")
        if path in self.stated and not same(self.stated[path], value):
            raise Unreadable(f"{dotted(path)} is given as {self.stated[path]!r} and as {value!r}")
        self.stated[path] = value

    def say_rate(self, target: Target, text: str, at: int) -> None:
        """Record a fact outside the schema that a derivation needs."""
        value = target.field.value(text)
        if self.rates.setdefault(target.rate, value) != value:
            raise Unreadable(f"{target.rate} is given as {self.rates[target.rate]} and as {value}")
        self.spans.append((at, at + len(text)))


@lru_cache(maxsize=4096)
def filled(steps: tuple[str | None, ...], positions: tuple[int, ...]) -> Path:
    """The steps with their open list positions filled in order.

    Raises Unreadable when a position is below the first.
    """
    if not positions:
        return steps  # type: ignore[return-value]  # without positions every step is a name
    if min(positions) < 0:
        raise Unreadable("a list position is counted from below one")
    left = iter(positions)
    return tuple(next(left) if step is None else step for step in steps)
