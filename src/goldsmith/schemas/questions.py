"""The vocabulary of questions about a manual: which words ask, which ask for a quantity, which would turn a question round."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MEASURE, TEXT = "measure", "text"
"""What a value may show besides a dimension: any quantity at all, or none in the first place."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The closed word lists, in lower case.

    `asking` are words of questions at large, and `sources` what people ask for an answer; `leading` stand before a name
    and nowhere else. `steps` ask for steps, and `work` for what one step does. A question that ends in a word of
    `dangling` asks what something is for. `shifting` turn a question into another one. `quantities` gives the dimensions
    of which a value must show one.
    """

    asking: frozenset[str]
    sources: frozenset[str]
    leading: frozenset[str]
    steps: frozenset[str]
    work: frozenset[str]
    dangling: frozenset[str]
    shifting: frozenset[str]
    ordinals: dict[str, int]
    quantities: dict[str, frozenset[str]]

    def knows(self, word: str) -> bool:
        """Whether a question may use the word outside the manual's names."""
        return any(word in words for words in self._lists)

    @property
    def _lists(self) -> tuple[Collection[str], ...]:
        return self.asking, self.sources, self.quantities, self.steps, self.leading, self.ordinals


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package."""
    data = tomllib.loads(files("goldsmith.schemas").joinpath("questions.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(text.split()) for name, text in data["words"].items()}
    quantities = {word: frozenset(dimensions) for word, dimensions in data["quantities"].items()}
    return Vocabulary(**words, ordinals=dict(data["ordinals"]), quantities=quantities)
