"""What people's texts measure: the figures that stand beside those of a release and of an audit."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

FILE = Path(__file__).with_suffix(".yaml")
"""The figures of the package; `benchmarks/human_reference.py` writes it."""


class Part(BaseModel):
    """The shared configuration: what is read is frozen and has no other key."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Range(Part):
    """A figure over several samples of people's texts: its mean, and the lowest and highest of a sample."""

    mean: float
    low: float
    high: float


class HumanReference(Part):
    """Texts that people wrote: where they come from, how many there are, and their figures for each size of a sample."""

    people: str
    task: str
    """What they wrote, and what that does to the figures."""
    corpus: str
    source: str
    url: str
    licence: str
    texts: int = Field(gt=0)
    measured: int = Field(gt=0)
    """Texts that have words enough; the shares below are of these."""
    day: str
    """When they were measured."""
    distinct_answers: float
    let_in: Mapping[str, float]
    """The share that the template gate lets in, by the name of its caps."""
    samples: Mapping[int, int]
    """How many samples were taken of each size."""
    figures: Mapping[int, Mapping[str, Range]]

    def of(self, figure: str, size: int) -> Range | None:
        """A figure over samples of that many texts; None where there is none."""
        return self.figures.get(size, {}).get(figure)


@cache
def human_reference() -> HumanReference:
    """The figures of the package."""
    text = files("goldsmith.validators").joinpath(FILE.name).read_text(encoding="utf-8")
    return HumanReference.model_validate(yaml.safe_load(text))
