"""What people's texts measure: the figures that an audit shows beside its own."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict


class Reference(BaseModel):
    """One set of texts that people wrote, where it comes from, and its figures."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: str
    source: str
    measured_by: str
    texts: int
    figures: dict[str, float]


@cache
def references() -> tuple[Reference, ...]:
    """Every reference of the package."""
    loaded: list[Any] = yaml.safe_load(files("goldsmith.audit").joinpath("references.yaml").read_text(encoding="utf-8"))
    return tuple(Reference.model_validate(one) for one in loaded)


def people(figure: str) -> tuple[float, float]:
    """The lowest and the highest value that people's texts have of a figure.

    Raises ValueError where none has it.
    """
    values = [one.figures[figure] for one in references() if figure in one.figures]
    return min(values), max(values)
