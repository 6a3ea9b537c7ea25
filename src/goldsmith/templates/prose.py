"""Sentences: those of a record type's own where its fields allow, and plain ones for the rest."""

import random
from collections.abc import Iterator
from typing import Any

from goldsmith.schemas.kind import Kind
from goldsmith.templates.environment import fill, lines_for, slots_of
from goldsmith.templates.guarding import in_clause, series_in_clause
from goldsmith.templates.labels import Labels
from goldsmith.templates.shapes import Line, clauses, series_clause
from goldsmith.templates.statements import Group, Leaf, Part, Series

FRAMES = (
    "The {{ label }} is {{ value }}",
    "{{ value }} is given as the {{ label }}",
    "The {{ label }} reads {{ value }}",
    "{{ value }} is noted as the {{ label }}",
    "{{ value }} is listed as the {{ label }}",
    "The {{ label }} was given as {{ value }}",
)


def sentences_of(kind: Kind, parts: list[Part], labels: Labels, rng: random.Random) -> tuple[list[str], list[Line]]:
    """The record in sentences without end marks, and labelled lines for what no sentence can hold."""
    said, told = _own(kind, dict(_sayable(parts)), rng)
    rest: list[Part] = []
    for part in _untold(parts, told):
        if isinstance(part, Leaf) and _fits_sentence(part):
            said.append(fill(rng.choice(FRAMES), label=labels.of(part.name), value=in_clause(part.text, part.role)))
        elif isinstance(part, Series) and _fits_sentence(part):
            said.append(f"The {series_clause(part, labels.of(part.name) + ' are')}")
        else:
            rest.append(part)
    more, lines = clauses(rest, labels, " is ", kind, rng)
    return said + [f"The {clause}" for clause in more], lines


def _fits_sentence(part: Leaf | Series) -> bool:
    if isinstance(part, Series):
        return not any("\n" in text for text in part.texts)
    return "\n" not in part.text and part.role != "json"


def _sayable(parts: list[Part], above: str = "") -> Iterator[tuple[str, Leaf | Series]]:
    """The values that a sentence can hold by their dotted names."""
    for part in parts:
        if isinstance(part, Group):
            yield from _sayable(part.parts, f"{above}{part.name}.")
        elif isinstance(part, (Leaf, Series)) and _fits_sentence(part):
            yield above + part.name, part


def _untold(parts: list[Part], told: set[str], above: str = "") -> Iterator[Part]:
    """The parts without those that have been said; a group keeps what is left of it."""
    for part in parts:
        if isinstance(part, Group):
            if left := list(_untold(part.parts, told, f"{above}{part.name}.")):
                yield Group(part.name, left)
        elif above + part.name not in told:
            yield part


def _own(kind: Kind, values: dict[str, Leaf | Series], rng: random.Random) -> tuple[list[str], set[str]]:
    """Sentences of the record type, each field said once, in drawn order."""
    free = set(values)
    said = []
    candidates = list(lines_for("prose", kind))
    rng.shuffle(candidates)
    for sentence in candidates:
        slots = slots_of(sentence)
        if slots and free.issuperset(slots):
            said.append(fill(sentence, **_slots({name: _in_sentence(values[name]) for name in slots})))
            free.difference_update(slots)
    return said, set(values) - free


def _in_sentence(part: Leaf | Series) -> str:
    return series_in_clause(part.texts, part.role) if isinstance(part, Series) else in_clause(part.text, part.role)


def _slots(values: dict[str, str]) -> dict[str, Any]:
    """The values by name; those of a nested object stand in a table of their own."""
    made: dict[str, Any] = {}
    for name, text in values.items():
        group, _, inner = name.partition(".")
        if inner:
            made.setdefault(group, {})[inner] = text
        else:
            made[group] = text
    return made
