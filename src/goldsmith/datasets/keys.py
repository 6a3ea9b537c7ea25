"""What the recipes of every track have in common: name, version, licence, seed, splits, caps on wording, and the digest."""

import re
from abc import abstractmethod
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator

from goldsmith.core.canonical import digest, to_sorted_json

VERSION = re.compile(r"\d+\.\d+\.\d+(?:-[0-9a-z.]+)?")
NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")
BLOCK = 20
"""Rows of a cell whose splits are dealt together: shares are multiples of 5 percent."""

SPLITS = ("train", "validation", "test")
"""The splits in the order in which they are dealt, written and counted."""

Percent = Annotated[int, Field(ge=0, le=100)]


class Part(BaseModel):
    """The shared configuration: a recipe is frozen and knows every key."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Splits(Part):
    """Shares in percent, multiples of 5, together 100."""

    train: Percent = 80
    validation: Percent = 10
    test: Percent = 10

    def dealt(self) -> tuple[str, ...]:
        """The splits of one block of rows before they are shuffled."""
        return _dealt(self.train, self.validation, self.test)


@cache
def _dealt(*shares: int) -> tuple[str, ...]:
    return tuple(split for split, share in zip(SPLITS, shares, strict=True) for _ in range(share * BLOCK // 100))


class Caps(Part):
    """The largest share in percent that one wording may take."""

    request: Annotated[float, Field(gt=0, le=100)] = 3.0
    opening: Annotated[float, Field(gt=0, le=100)] = 5.0
    skeleton: Annotated[float, Field(gt=0, le=100)] = 10.0


class Recipe(Part):
    """Everything that decides a release; its digest is the identity of a build. Each track adds keys of its own."""

    INCIDENTAL: ClassVar[dict[str, Any]] = {}
    """Keys, in the form of pydantic's `exclude`, that decide no row: no part of the identity, and left out of a release."""

    name: str
    version: str
    track: str
    licence: str = ""
    language: str = "en"
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    splits: Splits = Splits()
    rows_per_file: Annotated[int, Field(ge=1)] = 50_000
    description: str = ""
    deprecated: str = ""

    @field_validator("version")
    @classmethod
    def _is_version(cls, value: str) -> str:
        if not VERSION.fullmatch(value):
            raise ValueError(f"{value!r} is not a version; write MAJOR.MINOR.PATCH such as 1.0.0")
        return value

    @field_validator("name")
    @classmethod
    def _is_name(cls, value: str) -> str:
        if not NAME.fullmatch(value):
            raise ValueError(f"{value!r} is not a name; use lower-case letters, digits and hyphens")
        return value

    @field_validator("splits")
    @classmethod
    def _fill_a_block(cls, value: Splits) -> Splits:
        if len(value.dealt()) != BLOCK or any(share % 5 for share in (value.train, value.validation, value.test)):
            raise ValueError(
                f"shares {value.train}/{value.validation}/{value.test} must be multiples of 5 and add up to 100"
            )
        return value

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form of what decides rows; a version's suffix, which is made from it, is left out."""
        return digest(to_sorted_json(self.released() | {"version": self.base_version}))

    @property
    def base_version(self) -> str:
        """The version without the digest that an override adds to it."""
        return self.version.partition("+")[0]

    def released(self) -> dict[str, Any]:
        """The keys as a release holds them: those that decide rows."""
        return self.model_dump(mode="json", exclude=self.INCIDENTAL)

    def pinned(self, **keys: Any) -> Self:
        """The recipe with keys that name what it was made from, and its version by them where that names a digest."""
        made = type(self).model_validate(self.model_dump(mode="json") | keys | {"version": self.base_version})
        return made.suffixed() if "+" in self.version else made

    def suffixed(self) -> Self:
        """The recipe with its digest in the version."""
        return self.model_copy(update={"version": f"{self.base_version}+{self.digest[:8]}"})

    @property
    @abstractmethod
    def size(self) -> str:
        """How much the recipe asks for, in words."""

    @abstractmethod
    def problems(self, known_kinds: Mapping[str, Any]) -> list[str]:
        """What no release could fulfil, each in words; `known_kinds` are the record types that there are."""

    def beside(self, folder: Path) -> Self:
        """The recipe with the paths in its keys taken from the folder in which its file lies; most recipes have none."""
        del folder
        return self
