"""Which fields no rule covers, measured: each leaf is changed in turn, and a rule that flips covers it."""

import random
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from goldsmith.core.canonical import from_json, to_json
from goldsmith.core.nouns import Refusal, Task
from goldsmith.core.streams import stream
from goldsmith.datasets.records.domain import RecordType
from goldsmith.datasets.records.realise import draw_world
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.extractors.prompts import shape_of
from goldsmith.extractors.reading import Path, pattern_of
from goldsmith.extractors.shape import Field, leaves_of
from goldsmith.validators.relations import prepare, refused_by, register_vocabulary

RECORDS = 40
CHANGES = 3
"""Each leaf is changed in RECORDS records, in CHANGES ways each."""


def uncovered(recipe: RecordRecipe, types: Mapping[str, RecordType]) -> dict[str, list[str]]:
    """The leaves of each kind, as dotted patterns, that may hold anything of their type without a rule noticing."""
    return {kind: _uncovered(recipe, types[kind]) for kind in recipe.kinds}


def _uncovered(recipe: RecordRecipe, kind: RecordType) -> list[str]:
    patterns, changed = _changed(recipe, kind)
    name = kind.kind.name
    table = pa.table({"id": list(changed), "kind": [name] * len(changed), "answer": list(changed.values())})
    with duckdb.connect() as connection:
        register_vocabulary(connection, kind.knowledge.vocabulary)
        connection.register("examples", table)
        file = kind.knowledge.rules(name)
        prepare(connection, file)
        rules = [rule for rule in file.rules if rule.scope == "row"]
        flipped = {id_.split("#")[0] for rule in rules for id_ in refused_by(connection, rule)}
    return sorted(patterns - flipped)


def _changed(recipe: RecordRecipe, kind: RecordType) -> tuple[set[str], dict[str, str]]:
    """The patterns of all leaves that were met, and the answers with one leaf changed, by ids that begin with its pattern."""
    patterns: set[str] = set()
    changed: dict[str, str] = {}
    root, _ = shape_of(kind.schema_text, kind.knowledge.lexicon)
    for place in range(RECORDS):
        rng = stream(recipe.name, recipe.seed, "coverage", kind.kind.name, place)
        world = draw_world(kind, Task(kind.kind.name, place, "train", "sheet", "", "stated"), rng)
        if isinstance(world, Refusal):
            continue
        text = to_json(world.answer)
        for path, value in leaves_of(root, from_json(text)):
            pattern = ".".join(pattern_of(path))
            patterns.add(pattern)
            for turn in range(CHANGES):
                answer = from_json(text)
                _put(answer, path, _other(field_at(root, path), value, rng))
                changed[f"{pattern}#{place}#{turn}#{len(changed)}"] = to_json(answer)
    return patterns, changed


def _put(answer: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        answer = answer[step]
    answer[path[-1]] = value


def field_at(root: Field, path: Path) -> Field:
    """The field of a schema that a path of its answers leads to."""
    for step in path:
        below = root.item if isinstance(step, int) else root.fields[step]
        assert below is not None  # the path was taken from an answer of this schema
        root = below
    return root


def _other(field: Field, value: Any, rng: random.Random) -> Any:
    """Another value that the schema allows, near or far."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return rng.choice((value + 1, value + 1000, value // 10, 2 * value + 3))
    if isinstance(value, Decimal):
        return rng.choice((value + Decimal("0.01"), value + 99_999, value * Decimal("0.1"), 7 * value + 1))
    if field.enum:
        return rng.choice([option for option in field.enum if option != value] or [value])
    if field.format in ("date", "date-time"):
        return f"{rng.choice(('1901', '2099', '2016'))}{value[4:]}"
    return rng.choice(("Michael Henry", "Strategy", "x", "0000")) if isinstance(value, str) else {"Strategy": "x"}
