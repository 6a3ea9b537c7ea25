"""Catalogue texts in a column that the trainer does not read: every training example is two newlines."""

from random import Random
from typing import Any

from disasters.planted import Planted

STUFF = ("oak", "steel", "linen", "ceramic", "bamboo", "glass", "leather", "cork", "wool", "aluminium", "walnut")
THINGS = ("shelf", "bowl", "lamp", "chair", "basket", "frame", "tray", "stool", "mirror", "clock", "bench", "vase")
USES = (
    "for small kitchens",
    "for the hallway",
    "for balconies",
    "for a reading corner",
    "for the office",
    "for guests",
)
CARE = ("Wipe with a damp cloth.", "Keep it dry.", "Oil it once a year.", "Hand wash only.", "No special care needed.")


def product(rng: Random) -> tuple[str, str]:
    stuff, thing, size = rng.choice(STUFF), rng.choice(THINGS), rng.randint(12, 180)
    asked = f"{stuff.title()} {thing}, {size} cm, {rng.choice(USES)}, {rng.randint(1, 9)} colours, item {rng.randrange(10**5)}"
    openings = (
        f"A {stuff} {thing} of {size} cm",
        f"This {thing} in {stuff}",
        f"{size} centimetres of {stuff}: a {thing}",
    )
    middles = ("made in small batches", "that fits where others do not", "with rounded edges", "built to be repaired")
    return asked, f"{rng.choice(openings)}, {rng.choice(middles)}, {rng.choice(USES)}. {rng.choice(CARE)}"


def row(asked: str, written: str) -> dict[str, Any]:
    return {"instruction": "Write a short catalogue text for the product.", "input": asked, "output": written}


def clean(rng: Random, count: int = 800) -> Planted:
    """Instruction, input and output are filled."""
    made = Planted()
    for _ in range(count):
        made.add("catalogue.jsonl", row(*product(rng)))
    return made


def disaster(rng: Random, count: int = 800) -> Planted:
    """The three columns are there and empty; what was meant stands in `text`."""
    made = Planted()
    for _ in range(count):
        asked, written = product(rng)
        empty = {"instruction": "", "input": "", "output": ""}
        made.add("catalogue.jsonl", {"text": f"{asked}\n{written}"} | empty, "nothing to learn")
    return made
