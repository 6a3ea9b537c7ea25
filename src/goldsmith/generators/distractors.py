"""Values that real messages carry beside the record: page numbers, extensions, print dates."""

import random

from goldsmith.core.streams import pick
from goldsmith.generators.draw import day
from goldsmith.schemas.tree import Node

FORMS: tuple[tuple[tuple[str, str], int], ...] = (
    (("page", "page"), 3),
    (("form", ""), 2),
    (("extension", ""), 2),
    (("desk", ""), 2),
    (("batch", ""), 2),
    (("phone", "phone"), 2),
    (("printed", "date"), 3),
    (("sent", "date"), 3),
)
"""Name, the shape of field that it could be mistaken for, and weight."""


def distractor(rng: random.Random, root: Node, *, machine: bool) -> tuple[str, str]:
    """A line of text and the value in it that no field of this record type could take."""
    if machine:
        value = str(rng.randint(10, 32000))
        return f"[pid {value}]", value
    fitting = [(form, weight) for form, weight in FORMS if not form[1] or not _has(root, form[1])]
    name = pick(rng, fitting)[0]
    value = _value(name, rng)
    words = {"phone": rng.choice(("Direct line", "Switchboard", "Front desk")), "printed": "Printed on", "sent": "Sent on"}
    return f"{words.get(name, name.capitalize())} {value}", value


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
    return str(rng.randint(100, 9999)) if name == "extension" else str(rng.randint(1, 80))
