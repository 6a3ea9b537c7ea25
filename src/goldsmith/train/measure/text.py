"""Answers that are plain text: equal sign by sign, or to a person; and whether they give the same measured values."""

from goldsmith.extractors.sameness import plain
from goldsmith.train.measure.measured_values import values_in


def exact(found: str, gold: str) -> bool:
    """The same text, blanks around it aside."""
    return found.strip() == gold.strip()


def alike(found: str, gold: str) -> bool:
    """The same but for case, spacing, quotation marks and the punctuation that ends words; 1.5 is not 15, -5 is not 5."""
    said = plain(gold)
    return exact(found, gold) or (bool(said) and plain(found) == said)


def same_values(found: str, gold: str) -> bool | None:
    """Whether an answer states the gold answer's measured values, each as often, in any unit; None where that has none."""
    wanted = values_in(gold)
    return values_in(found) == wanted if wanted else None
