"""What has been read of a prompt so far."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from goldsmith.extractors.quotes import unquoted
from goldsmith.extractors.reading import Distractor, Path, Unreadable, dotted
from goldsmith.extractors.shape import Field, Target, same


@dataclass
class Page:
    """Statements found in a prompt; `residue` holds the stretches that no statement claimed."""

    root: Field
    stated: dict[Path, Any] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    rates: dict[str, Decimal] = field(default_factory=dict)
    asked: set[tuple[str, ...]] = field(default_factory=set)
    distractors: list[Distractor] = field(default_factory=list)
    residue: list[tuple[int, str]] = field(default_factory=list)

    def say(self, path: Path, what: Field, text: str, at: int) -> None:
        """Record that the words `text`, standing at offset `at`, are the value of a leaf.

        Raises Unreadable when they are no value of it, or the leaf already has another one.
        """
        bare = text if what.type in ("object", "any") else unquoted(text)
        if bare is not text:
            at += 1
        if not bare:
            raise Unreadable(f"{dotted(path)} has no value")
        try:
            value = what.value(bare)
        except Unreadable as error:
            raise Unreadable(f"{dotted(path)}: {error}") from None
        self.put(path, value)
        self.spans.append((at, at + len(bare)))

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
