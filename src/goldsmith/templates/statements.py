"""A record as things to say, in field order: leaves, groups, lists of values and lists of entries."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from goldsmith.schemas.tree import Node, Pattern
from goldsmith.templates.spelling import Style, spelled


@dataclass(slots=True)
class Leaf:
    """One value in writing."""

    name: str
    text: str
    role: str
    required: bool


@dataclass(slots=True)
class Series:
    """A list of values."""

    name: str
    texts: list[str]
    role: str


@dataclass(slots=True)
class Group:
    """A nested object."""

    name: str
    parts: "list[Part]" = field(default_factory=list)


@dataclass(slots=True)
class Entries:
    """A list of objects."""

    name: str
    rows: "list[list[Part]]" = field(default_factory=list)


Part = Leaf | Series | Group | Entries


def parts_of(
    root: Node, answer: dict[str, Any], style: Style, unstated: frozenset[Pattern], rates: dict[str, Decimal]
) -> list[Part]:
    """What a prompt has to say of a record: the answer without its unstated leaves, and the rates that stand beside it."""
    return _parts(root, answer, style, unstated, rates, ())


def _parts(
    node: Node,
    answer: dict[str, Any],
    style: Style,
    unstated: frozenset[Pattern],
    rates: dict[str, Decimal],
    at: Pattern,
) -> list[Part]:
    made: list[Part] = []
    for child in node.fields:
        name = child.name
        if child.auxiliary:
            if not at and name in rates:
                made.append(Leaf(name, spelled(rates[name], child, style), child.role.name, False))
            continue
        if name not in answer:
            continue
        value = answer[name]
        if child.fields:
            made.append(Group(name, _parts(child, value, style, unstated, rates, (*at, name))))
        elif child.items is not None and child.items.fields:
            inner = (*at, name, "*")
            made.append(Entries(name, [_parts(child.items, row, style, unstated, rates, inner) for row in value]))
        elif child.items is not None:
            made.append(Series(name, [spelled(item, child.items, style) for item in value], child.items.role.name))
        elif not unstated or (*at, name) not in unstated:
            role = "json" if isinstance(value, dict) or child.type == "any" else child.role.name
            made.append(Leaf(name, spelled(value, child, style), role, child.required))
    return made
