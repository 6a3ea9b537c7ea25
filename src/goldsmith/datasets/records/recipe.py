"""The recipe of structured records: how many of which record types, in which genres, and the shares of their properties."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from goldsmith.datasets.keys import Caps, Part, Percent, Recipe
from goldsmith.templates.layouts import GENRES


class Shares(Part):
    """How many of 100 examples have a property; odd and derived count in steps of 5."""

    odd: Percent = 25
    derived: Percent = 15
    system_turn: Percent = 60
    schema_in_system: Percent = 50
    distractors: Percent = 30


class RecordRecipe(Recipe):
    """Rows that state a record of some type in words, and answer with it as JSON."""

    track: Literal["records"] = "records"
    count: Annotated[int, Field(ge=1, le=1_000_000_000)]
    kinds: tuple[str, ...] = Field(strict=False)
    limits: dict[str, Annotated[int, Field(ge=1)]] = Field(default={})
    genres: tuple[str, ...] = Field(default=(), strict=False)
    """The genres that prompts are written in; none named means every genre that a record type has."""
    shares: Shares = Shares()
    caps: Caps = Caps()
    minimum_per_split: Annotated[int, Field(ge=0)] = 1

    @property
    def size(self) -> str:
        """How much the recipe asks for, in words."""
        return f"{self.count:,} rows of {len(self.kinds)} record types"

    def per_kind(self) -> dict[str, int]:
        """The number of rows of each kind: equal shares, except that a kind with a limit leaves its surplus to the others.

        Where a share does not divide, the kinds named first take one more.
        """
        counts: dict[str, int] = {}
        left, open_kinds = self.count, list(self.kinds)
        while capped := [
            kind for kind in open_kinds if kind in self.limits and self.limits[kind] * len(open_kinds) < left
        ]:
            for kind in capped:
                counts[kind] = self.limits[kind]
                left -= self.limits[kind]
                open_kinds.remove(kind)
        base, extra = divmod(left, len(open_kinds)) if open_kinds else (0, left)
        counts |= {kind: base + (at < extra) for at, kind in enumerate(open_kinds)}
        return {kind: counts[kind] for kind in self.kinds}

    def problems(self, known_kinds: Mapping[str, Any]) -> list[str]:
        """What no release could fulfil, each in words."""
        found = [f"kinds: {kind!r} is no record type" for kind in self.kinds if kind not in known_kinds]
        if len(set(self.kinds)) != len(self.kinds) or not self.kinds:
            found.append("kinds: each one once, and at least one")
        found += [f"limits: {kind!r} is no kind of this recipe" for kind in self.limits if kind not in self.kinds]
        found += [f"genres: {genre!r} is none of {', '.join(GENRES)}" for genre in self.genres if genre not in GENRES]
        possible = sum(self.per_kind().values())
        if possible != self.count:
            found.append(f"count: {self.count} rows are asked for, and the limits allow {possible}")
        if self.count < len(self.kinds):
            found.append(f"count: {self.count} rows cannot hold {len(self.kinds)} kinds")
        return found
