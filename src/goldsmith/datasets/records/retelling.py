"""Answers in writing, for liars: a broken answer that its prompt states, and true answers told by a faulty template."""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from goldsmith.core.canonical import from_json, to_json
from goldsmith.core.nouns import Row
from goldsmith.core.streams import stream
from goldsmith.datasets.records.domain import RecordType
from goldsmith.datasets.records.realise import World, row_of
from goldsmith.extractors.prompts import read, shape_of
from goldsmith.extractors.reading import Unreadable
from goldsmith.extractors.shape import leaves_of, same
from goldsmith.schemas.tree import Node
from goldsmith.templates.environment import fill, wordings
from goldsmith.templates.guarding import CannotSay
from goldsmith.templates.layouts import Layout, Setting, layouts_of, lowered, set_prompt
from goldsmith.templates.spelling import MACHINE, draw_style
from goldsmith.templates.statements import Entries, Group, Leaf, Part, parts_of


def states(kind: RecordType, text: str, rng: random.Random) -> bool:
    """Whether some layout gives this answer a prompt that is read back as exactly this answer."""
    answer = from_json(text)
    told = dict(leaves_of(shape_of(kind.schema_text, kind.knowledge.lexicon)[0], answer))
    if "" in told.values():  # nothing cannot be written down
        return False
    layouts = [layout for genre in kind.cell.genres for layout in layouts_of(kind.kind, genre)]
    for layout in rng.sample(layouts, len(layouts)):
        try:
            stated = read(_prompt(kind, answer, layout, rng), kind.schema_text, kind.knowledge.lexicon).stated
        except (CannotSay, Unreadable):
            continue
        if stated.keys() == told.keys() and all(same(value, told[path]) for path, value in stated.items()):
            return True
    return False


def _prompt(kind: RecordType, answer: dict[str, Any], layout: Layout, rng: random.Random) -> str:
    """A parsed answer in writing."""
    return _set(kind, _parts(kind, _dated(kind.kind.tree, answer), layout, rng), layout, rng)


def _parts(kind: RecordType, answer: dict[str, Any], layout: Layout, rng: random.Random) -> list[Part]:
    style = MACHINE if layout.machine else draw_style(rng, currency_stated="currency" in answer)
    return parts_of(kind.kind.tree, answer, style, frozenset(), {})


def _set(kind: RecordType, parts: list[Part], layout: Layout, rng: random.Random) -> str:
    request = fill(rng.choice(wordings("requests")[layout.genre]), title=lowered(kind.kind.title))
    return set_prompt(layout, Setting(kind.kind, parts, request, []), rng)


def _dated(node: Node, value: Any) -> Any:
    """The parsed answer with its ISO texts turned into dates and moments, where they are any."""
    if node.items is not None and isinstance(value, list):
        return [_dated(node.items, item) for item in value]
    if node.fields and isinstance(value, dict):
        fields = {field.name: field for field in node.fields}
        return {name: _dated(fields[name], inner) for name, inner in value.items()}
    if node.format not in ("date", "date-time"):
        return value
    try:
        return (date if node.format == "date" else datetime).fromisoformat(value)
    except ValueError:
        return value


TemplateMutant = Callable[[RecordType, dict[str, Any], list[Part], random.Random], list[Part] | None]
"""From a record type, a true answer and its parts to the parts as a faulty template says them; None where none fit."""


def labels_swapped(
    kind: RecordType, answer: dict[str, Any], parts: list[Part], rng: random.Random
) -> list[Part] | None:
    """Two fields of one object whose labels stand at each other's values, in every entry of a list alike."""
    del kind, answer
    places = [rows for rows in _siblings(parts) if len(rows[0]) > 1]
    if not places:
        return None
    rows = rng.choice(places)
    one, other = (leaf.name for leaf in rng.sample(rows[0], 2))
    swapped = {one: other, other: one}
    for leaf in (leaf for row in rows for leaf in row):
        leaf.name = swapped.get(leaf.name, leaf.name)
    return parts


def _siblings(parts: list[Part]) -> Iterator[list[list[Leaf]]]:
    """The leaves of each object, and of all entries of each list together."""
    yield [[part for part in parts if isinstance(part, Leaf)]]
    for part in parts:
        if isinstance(part, Group):
            yield from _siblings(part.parts)
        elif isinstance(part, Entries) and part.rows:
            yield [[leaf for leaf in row if isinstance(leaf, Leaf)] for row in part.rows]


DAY_FORMS = ("%m/%d/%Y", "%d/%m/%Y", "%m.%d.%Y", "%Y-%d-%m", "%Y/%d/%m")


def days_exchanged(
    kind: RecordType, answer: dict[str, Any], parts: list[Part], rng: random.Random
) -> list[Part] | None:
    """Every date in figures with day and month in an order that is wrong or open to two readings."""
    del parts
    form = rng.choice(DAY_FORMS)
    written = _in_figures(answer, form)
    return None if written == answer else parts_of(kind.kind.tree, written, MACHINE, frozenset(), {})


def _in_figures(value: Any, form: str) -> Any:
    if isinstance(value, dict):
        return {name: _in_figures(inner, form) for name, inner in value.items()}
    if isinstance(value, list):
        return [_in_figures(inner, form) for inner in value]
    if isinstance(value, datetime):
        return f"{value.strftime(form)} {value:%H:%M:%S} {value.isoformat()[19:]}"
    return value.strftime(form) if isinstance(value, date) else value


TEMPLATE_MUTANTS: dict[str, TemplateMutant] = {
    "template: labels swapped": labels_swapped,
    "template: day and month in the wrong order": days_exchanged,
}


def told_wrong(
    name: str, kind: RecordType, world: World, layout: Layout, key: tuple[str | int, ...]
) -> tuple[Row, Row] | None:
    """One record in a layout, as it should be and as the faulty template has it; None where nothing can go wrong.

    Raises CannotSay when the layout cannot hold one of the two.
    """
    right = _parts(kind, world.answer, layout, stream(*key, "style"))
    again = _parts(kind, world.answer, layout, stream(*key, "style"))
    wrong = TEMPLATE_MUTANTS[name](kind, world.answer, again, stream(*key, name))
    if wrong is None:
        return None
    return _row(kind, world, right, layout, key), _row(kind, world, wrong, layout, key)


def _row(kind: RecordType, world: World, parts: list[Part], layout: Layout, key: tuple[str | int, ...]) -> Row:
    text = _set(kind, parts, layout, stream(*key, "words"))
    return row_of(f"{kind.kind.name} in {layout.name}", kind, "", text, to_json(world.answer), {})
