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
from goldsmith.datasets.domain import RecordType
from goldsmith.datasets.realise import draw_world
from goldsmith.datasets.recipe import Recipe
from goldsmith.extractors.prompts import shape_of
from goldsmith.extractors.shape import leaves_of
from goldsmith.validators.relations import RuleFile, prepare, refused_by, register_vocabulary, rule_file

RECORDS = 40
CHANGES = 2
"""Each leaf is changed in RECORDS records, in CHANGES ways each."""


def uncovered(recipe: Recipe, types: Mapping[str, RecordType]) -> dict[str, list[str]]:
    """The leaves of each kind, as dotted patterns, that may hold anything of their type without a rule noticing."""
    connection = duckdb.connect()
    register_vocabulary(connection)
    return {kind: _uncovered(connection, recipe, types[kind], rule_file(kind)) for kind in recipe.kinds}


def _uncovered(connection: duckdb.DuckDBPyConnection, recipe: Recipe, kind: RecordType, file: RuleFile) -> list[str]:
    changed: dict[str, tuple[str, str]] = {}
    patterns: dict[str, None] = {}
    root, _ = shape_of(kind.schema_text)
    for place in range(RECORDS):
        rng = stream(recipe.name, recipe.seed, "coverage", kind.kind.name, place)
        world = draw_world(kind, Task(kind.kind.name, place, "train", "sheet", "", "stated"), rng)
        if isinstance(world, Refusal):
            continue
        text = to_json(world.answer)
        for path, value in leaves_of(root, from_json(text)):
            pattern = ".".join("*" if isinstance(step, int) else step for step in path)
            patterns[pattern] = None
            for turn in range(CHANGES):
                answer = from_json(text)
                _put(answer, path, _other(value, rng))
                changed[f"{pattern}#{place}#{turn}#{len(changed)}"] = (kind.kind.name, to_json(answer))
    table = pa.table(
        {
            "id": list(changed),
            "kind": [kind for kind, _ in changed.values()],
            "answer": [text for _, text in changed.values()],
        }
    )
    connection.register("examples", table)
    prepare(connection, file)
    flipped = {id_.split("#")[0] for rule in file.rules if rule.scope == "row" for id_ in refused_by(connection, rule)}
    return sorted(pattern for pattern in patterns if pattern not in flipped)


def _put(answer: Any, path: tuple[str | int, ...], value: Any) -> None:
    for step in path[:-1]:
        answer = answer[step]
    answer[path[-1]] = value


def _other(value: Any, rng: random.Random) -> Any:
    """Another value of the same type, near or far."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + rng.choice((-1, 1, 7, 1000, 100_000))
    if isinstance(value, Decimal):
        return value + rng.choice((Decimal("0.01"), Decimal(-1), Decimal(250), Decimal(99_999)))
    if isinstance(value, str) and len(value) >= 10 and value[4:5] == "-" and value[7:8] == "-":
        return rng.choice(("1901", "2099", "2016")) + value[4:]
    return rng.choice(("Michael Henry", "Strategy", "x", "0000")) if isinstance(value, str) else {"Strategy": "x"}
