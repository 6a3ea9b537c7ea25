"""The vocabulary of questions about a manual: which words ask, which ask for a quantity, which would turn a question round."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MEASURE, TEXT = "measure", "text"
"""What a value may show besides a dimension: any quantity at all, or none in the first place."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The closed word lists, in lower case; `quantities` gives the dimensions of which a value must show one."""

    asking: frozenset[str]
    steps: frozenset[str]
    shifting: frozenset[str]
    ordinals: dict[str, int]
    quantities: dict[str, frozenset[str]]

    def knows(self, word: str) -> bool:
        """Whether a question may use the word outside the manual's names."""
        return word in self.asking or word in self.quantities or word in self.steps or word in self.ordinals


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package."""
    data = tomllib.loads(files("goldsmith.schemas").joinpath("questions.toml").read_text(encoding="utf-8"))
    asking, steps, shifting = (frozenset(data["words"][name].split()) for name in ("asking", "steps", "shifting"))
    quantities = {word: frozenset(dimensions) for word, dimensions in data["quantities"].items()}
    return Vocabulary(asking - shifting, steps, shifting, dict(data["ordinals"]), quantities)
