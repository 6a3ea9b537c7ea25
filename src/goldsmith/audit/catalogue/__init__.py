"""What each check says to people, read from one YAML file a group of checks."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from goldsmith.audit.findings import Severity


class Sample(BaseModel):
    """A record of a documented example, or a raw line; `times` repeats it with {n} counted up.

    `lengthened` repeats every text of the record within itself; `expected` puts the record into the file of `--expect`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    record: dict[str, Any] | None = None
    raw: str | None = None
    times: int = Field(default=1, ge=1)
    file: str = "data.jsonl"
    lengthened: int = Field(default=1, ge=1)
    expected: bool = False


class Entry(BaseModel):
    """One check as people are told about it; `tokenizer` and `max_length` are what its examples are audited with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    severity: Severity
    says: str
    means: str
    finds: tuple[Sample, ...]
    passes: tuple[Sample, ...]
    tokenizer: bool = False
    max_length: int = 0

    @field_validator("severity", mode="before")
    @classmethod
    def _by_name(cls, value: str) -> Severity:
        return Severity[value.upper()]


@cache
def catalogue() -> dict[str, Entry]:
    """Every check by name, in the order of the groups' files."""
    folder = files("goldsmith.audit.catalogue")
    texts = [file.read_text(encoding="utf-8") for file in _groups(folder)]
    return {name: Entry.model_validate(value) for text in texts for name, value in yaml.safe_load(text).items()}


def _groups(folder: Traversable) -> list[Traversable]:
    return sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)


def entry(check: str) -> Entry:
    """One check; a name without an entry is a mistake of ours and raises KeyError."""
    return catalogue()[check]
