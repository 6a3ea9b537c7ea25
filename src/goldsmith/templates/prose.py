"""Sentences: those of a record type's own where its fields allow, and plain ones for the rest."""

import random
import re
from functools import cache
from importlib.resources import files

from goldsmith.schemas.kind import Kind
from goldsmith.templates.environment import fill
from goldsmith.templates.guarding import in_clause
from goldsmith.templates.labels import Labels
from goldsmith.templates.shapes import Line, clauses, series_clause
from goldsmith.templates.statements import Leaf, Part, Series

FRAMES = (
    "The {{ label }} is {{ value }}",
    "Its {{ label }} is {{ value }}",
    "{{ value }} is given as the {{ label }}",
    "The {{ label }} reads {{ value }}",
    "{{ value }} is noted as the {{ label }}",
    "{{ value }} is listed as its {{ label }}",
    "The {{ label }} was given as {{ value }}",
)
SLOT = re.compile(r"\{\{ ([\w.]+) \}\}")


@cache
def own_sentences(kind: str) -> tuple[str, ...]:
    """The sentences that ship for a record type; each is a Jinja2 line whose slots are fields."""
    file = files("goldsmith.templates").joinpath("prose").joinpath(f"{kind}.txt")
    if not file.is_file():
        return ()
    return tuple(line for line in file.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#"))


def sentences_of(kind: Kind, parts: list[Part], labels: Labels, rng: random.Random) -> tuple[list[str], list[Line]]:
    """The record in sentences without end marks, and labelled lines for what no sentence can hold."""
    leaves = {part.name: part for part in parts if isinstance(part, Leaf) and "\n" not in part.text and part.role != "json"}
    said, told = _own(kind.name, leaves, rng)
    rest: list[Part] = []
    for part in parts:
        if part.name in told:
            continue
        if part.name in leaves and isinstance(part, Leaf):
            said.append(fill(rng.choice(FRAMES), label=labels.of(part.name), value=in_clause(part.text, part.role)))
        elif isinstance(part, Series) and not any("\n" in text for text in part.texts):
            said.append(f"The {series_clause(part, labels.of(part.name) + ' are')}")
        else:
            rest.append(part)
    more, lines = clauses(rest, labels, " is ")
    return said + [f"The {clause}" for clause in more], lines


def _own(kind: str, leaves: dict[str, Leaf], rng: random.Random) -> tuple[list[str], set[str]]:
    """Sentences of the record type, each field said once, in drawn order."""
    free = set(leaves)
    said = []
    candidates = list(own_sentences(kind))
    rng.shuffle(candidates)
    for sentence in candidates:
        slots = SLOT.findall(sentence)
        if slots and free.issuperset(slots):
            values = {name: in_clause(leaves[name].text, leaves[name].role) for name in slots}
            said.append(fill(sentence, **values))
            free.difference_update(slots)
    return said, set(leaves) - free
