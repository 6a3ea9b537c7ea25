"""What fields are called in writing: the field's own name in one of several cases, or a synonym."""

import random
import tomllib
from functools import cache
from importlib.resources import files

from goldsmith.languages.english import singular

ACRONYMS = {
    "id": "ID", "sku": "SKU", "bmi": "BMI", "icd10": "ICD-10", "kyc": "KYC", "aml": "AML", "cc": "CC", "roas": "ROAS", "url": "URL",
}  # fmt: skip


class Labels:
    """One writer's names for fields: a case, and for some fields a synonym."""

    def __init__(self, case: str, synonyms: dict[str, str] | None = None) -> None:
        self.case = case
        self.synonyms = synonyms or {}

    def of(self, name: str) -> str:
        """The field's label."""
        return self.cased(self.synonyms.get(name) or name)

    def entry(self, name: str, number: int) -> str:
        """The label of one entry of a list: "Line Item 2"."""
        if self.case == "snake":
            return f"{name}[{number - 1}]"
        return f"{self.cased(singular(name.replace('_', ' ')))} {number}"

    def cased(self, name: str) -> str:
        """A name's words in this writer's case."""
        return _cased(name, self.case)

    def joined(self, parts: list[str]) -> str:
        """The label of a nested field from those of its steps."""
        return ".".join(parts) if self.case == "snake" else " ".join(parts)


@cache
def _cased(name: str, case: str) -> str:
    if case == "snake":
        return name.replace(" ", "_")
    words = [ACRONYMS.get(word, word) for word in name.replace("_", " ").split()]
    if case == "upper":
        return " ".join(words).upper()
    if case == "title":
        return " ".join(word if word in ACRONYMS.values() else word[:1].upper() + word[1:] for word in words)
    if case == "sentence":
        return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
    return " ".join(words)


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    text = files("goldsmith.templates").joinpath("synonyms.toml").read_text(encoding="utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text).items()}


def draw_labels(rng: random.Random, case: str, *, spoken: bool) -> Labels:
    """Labels in a case; `spoken` ones take a synonym for about half of the fields that have any."""
    if not spoken:
        return Labels(case)
    chosen = {
        name: words[at] for name, words in _synonyms().items() if (at := rng.randrange(2 * len(words))) < len(words)
    }
    return Labels(case, chosen)
