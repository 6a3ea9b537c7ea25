"""Decisions that look at other rows: a prompt or record that stands already is dropped and made anew.

Replayed in plan order, so neither workers nor shards change the outcome; of two rows the one of the cell declared
earlier, then the one with the lower ordinal, stays.
"""

from collections.abc import Collection, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from goldsmith.core.errors import GoldsmithError
from goldsmith.datasets.records.domain import RecordType
from goldsmith.datasets.records.plan import task
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.datasets.records.shards import Made, drop, make_row

ROUNDS = 12
"""Rounds after which repeats are no chance any more."""
LOSERS = """
    WITH placed AS (SELECT d.id, d.kind, d.attempt, d.split, d.normal, d.answer,
                           row_number() OVER (ORDER BY d.id IN (SELECT id FROM yielding), c.place, d.id) AS turn
                    FROM digests d JOIN cells c USING (kind)),
         firsts AS (SELECT *, min(turn) OVER (PARTITION BY normal) AS same_prompt,
                           first_value(split) OVER (PARTITION BY answer ORDER BY turn) AS home FROM placed)
    SELECT id, kind, attempt,
           CASE WHEN turn > same_prompt THEN 'prompt_stands_already' ELSE 'record_stands_in_another_split' END
    FROM firsts WHERE turn > same_prompt OR split <> home ORDER BY turn"""
"""The rows that have to be made anew, in plan order, each with the gate that names why."""


def settle(
    connection: duckdb.DuckDBPyConnection,
    recipe: RecordRecipe,
    types: Mapping[str, RecordType],
    few: frozenset[str],
    yielding: Collection[str] = (),
) -> dict[str, Made]:
    """Replace rows that repeat another's prompt, or stand in another split with the same record; gives the new rows by id.

    The `yielding` ones give way to all others: a row that is made anew does not push out one that is taken over.
    """
    connection.register("cells", pa.table({"kind": list(recipe.kinds), "place": list(range(len(recipe.kinds)))}))
    connection.register("yielding", pa.table({"id": pa.array(list(yielding), pa.string())}))
    remade: dict[str, Made] = {}
    for _ in range(ROUNDS):
        losers = connection.execute(LOSERS).fetchall()
        if not losers:
            return remade
        fresh = []
        for id_, kind, attempt, gate in losers:
            made = _made_anew(recipe, types[kind], id_, attempt, gate, few=kind in few, before=remade.get(id_))
            remade[id_] = made
            fresh.append(made.digests)
        _replace(connection, fresh)
    raise GoldsmithError(
        f"{len(losers)} rows still repeat others after {ROUNDS} rounds, first {losers[0][0]!r}: "
        f"its record type has too few records; lower limits.{losers[0][1]}"
    )


def _made_anew(
    recipe: RecordRecipe, kind: RecordType, id_: str, attempt: int, gate: str, *, few: bool, before: Made | None
) -> Made:
    wanted = task(recipe, kind.cell, int(id_.rsplit("-", 1)[1]))
    made = make_row(recipe, kind, wanted, few=few, first=attempt + 1)
    entry = drop(wanted, attempt, gate, gate.replace("_", " "))
    return Made(made.line, made.row, made.digests, (*(before.dropped if before else ()), entry, *made.dropped))


def _replace(connection: duckdb.DuckDBPyConnection, fresh: list[dict[str, Any]]) -> None:
    connection.register("fresh", pa.Table.from_pylist(fresh))
    connection.execute("DELETE FROM digests WHERE id IN (SELECT id FROM fresh)")
    connection.execute("INSERT INTO digests BY NAME SELECT * FROM fresh")
    connection.unregister("fresh")
