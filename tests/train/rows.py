"""Rows to learn from: orders in a sentence, answered as JSON."""

from random import Random

from goldsmith.core.canonical import to_json
from goldsmith.extractors.examples import Turn
from goldsmith.train.examples import TrainingExample

NAMES = ("Ada", "Bruno", "Chidi", "Dara", "Emre")
ITEMS = ("bolts", "valves", "hoses", "pumps")


def orders(count: int, *, seed: int = 0, split: str = "train") -> list[TrainingExample]:
    """So many orders; equal seeds give equal rows."""
    rng = Random(seed)
    return [_order(rng, f"{split}-{seed}-{number}", split) for number in range(count)]


def _order(rng: Random, name: str, split: str) -> TrainingExample:
    customer, item, quantity = rng.choice(NAMES), rng.choice(ITEMS), rng.randint(1, 9)
    asked = (Turn("user", f"{customer} needs {quantity} {item}."),)
    answer = to_json({"customer": customer, "item": item, "quantity": quantity})
    return TrainingExample(name, "order", split, asked, answer, "", {})
