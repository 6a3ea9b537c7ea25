"""Values that real messages carry beside the record: page numbers, extensions, print dates."""

import random
from functools import cache

from goldsmith.generators.draw import day
from goldsmith.schemas.tree import Node

FORMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("page", "page", ("note", "prose")),
    ("form", "", ("note",)),
    ("extension", "", ("email",)),
    ("desk", "", ("email", "chat")),
    ("queue", "", ("chat",)),
    ("phone", "phone", ("email", "note")),
    ("printed", "date", ("note", "prose")),
    ("sent", "date", ("email", "chat")),
    ("batch", "", ("log", "prose")),
    ("process", "", ("log",)),
)
"""Name, the shape of field that it could be mistaken for, and the genres where people leave it."""


def distractor(rng: random.Random, root: Node, genre: str) -> tuple[str, str]:
    """A line of text and the value in it that no field of this record type could take."""
    name = rng.choice([name for name, shape, genres in FORMS if genre in genres and not (shape and _has(root, shape))])
    value = _value(name, rng)
    if name == "process":
        return f"[pid {value}]", value
    words = {
        "phone": rng.choice(("Direct line", "Switchboard", "Front desk")),
        "printed": "Printed on",
        "sent": "Sent on",
        "queue": "Queue position",
    }
    return f"{words.get(name, name.capitalize())} {value}", value


@cache
def _has(root: Node, shape: str) -> bool:
    """Whether a field of the record type has this shape: by its format, or by a word of its name."""
    for node in root.fields:
        if (shape == "date" and node.format.startswith("date")) or shape in node.name.split("_"):
            return True
        inner = node.items if node.items is not None else node
        if _has(inner, shape):
            return True
    return False


def _value(name: str, rng: random.Random) -> str:
    if name == "page":
        last = rng.randint(1, 9)
        return f"{rng.randint(1, last)} of {last}"
    if name in ("printed", "sent"):
        on = day(rng)
        return f"{on.day} {on.strftime('%B')} {on.year}"
    if name == "phone":
        return f"+1 {rng.choice(('212', '303', '415', '617'))} 555 01{rng.randint(0, 99):02d}"
    if name == "form":
        return f"{rng.randint(2, 120)}-{rng.choice('ABCDEF')}"
    if name == "batch":
        return f"{rng.randint(1, 60)}/{rng.randint(60, 99)}"
    if name in ("extension", "process"):
        return str(rng.randint(100, 9999))
    return str(rng.randint(1, 20 if name == "queue" else 80))
