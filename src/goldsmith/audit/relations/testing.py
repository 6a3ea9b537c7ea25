"""Tests proposed relations in DuckDB, in exact arithmetic, over typed answers."""

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import duckdb

from goldsmith.audit.relations.proposals import Proposal

STRAYING = 20_000
"""Broken answers that are looked at to see how they stray."""
ONE_SIDED = 0.9
RELATED = 0.5
"""How much closer the two numbers of one answer must be than those of any two answers."""
AT_ONCE = 20
"""Proposals that one query measures."""


class Measure(NamedTuple):
    """To how many answers a relation applies, how many keep it, and how many keep it for no trivial reason."""

    applies: int
    holds: int
    telling: int

    @property
    def share(self) -> float:
        """The part of the answers that keep it."""
        return self.holds / self.applies if self.applies else 0.0


def measure(connection: duckdb.DuckDBPyConnection, table: str, proposals: Sequence[Proposal]) -> list[Measure]:
    """What every proposal comes to over the table; one that does not run applies to nothing."""
    return [
        found
        for start in range(0, len(proposals), AT_ONCE)
        for found in _measured(connection, table, proposals[start : start + AT_ONCE])
    ]


def _measured(connection: duckdb.DuckDBPyConnection, table: str, some: Sequence[Proposal]) -> Iterator[Measure]:
    inner = ", ".join(
        f"({one.applies}) AS a{at}, ({one.holds}) AS h{at}, ({one.telling}) AS t{at}" for at, one in enumerate(some)
    )
    outer = ", ".join(
        f"count(*) FILTER (a{at}), count(*) FILTER (a{at} AND h{at}), count(*) FILTER (a{at} AND h{at} AND t{at})"
        for at in range(len(some))
    )
    try:
        [counts] = connection.execute(f"SELECT {outer} FROM (SELECT {inner} FROM {table})").fetchall()
    except duckdb.Error:
        if len(some) == 1:
            yield Measure(0, 0, 0)
        else:
            yield from (found for one in some for found in _measured(connection, table, (one,)))
        return
    yield from (Measure(*counts[at : at + 3]) for at in range(0, len(counts), 3))


class Exceptions(NamedTuple):
    """The places of the answers that break a relation, apart those that are off by rounding.

    `one_sided` says that nearly all state more, or nearly all less, than was computed; `related` that the two go together
    all the same, much closer in one answer than between any two.
    """

    wrong: "array[int]"
    rounding: "array[int]"
    one_sided: bool
    related: bool


def exceptions(connection: duckdb.DuckDBPyConnection, table: str, one: Proposal) -> Exceptions:
    """The answers that break the relation, in order of place."""
    broken = f"FROM {table} WHERE ({one.applies}) AND ({one.holds}) IS NOT TRUE"
    cursor = connection.execute(f"SELECT id, coalesce({one.near}, false) {broken} ORDER BY id")
    wrong, rounding = array("q"), array("q")
    while rows := cursor.fetchmany(10_000):
        for place, is_near in rows:
            (rounding if is_near else wrong).append(place)
    return Exceptions(wrong, rounding, *_straying(connection, one, broken))


def _straying(connection: duckdb.DuckDBPyConnection, one: Proposal, broken: str) -> tuple[bool, bool]:
    """Whether what is stated strays to one side, and whether it goes with what was computed."""
    [(count, more, less, own, other)] = connection.execute(
        f"""SELECT count(*), count(*) FILTER (value > made), count(*) FILTER (value < made),
          median(abs(value - made)), median(abs(value - another))
        FROM (SELECT value, made, lag(made) OVER (ORDER BY id) AS another
          FROM (SELECT id, ({one.value})::DOUBLE AS value, ({one.made})::DOUBLE AS made {broken} LIMIT {STRAYING}))"""
    ).fetchall()
    return max(more, less) >= ONE_SIDED * count, own is not None and other is not None and own < RELATED * other


def evidence(connection: duckdb.DuckDBPyConnection, table: str, one: Proposal, places: Sequence[int]) -> dict[int, str]:
    """What a few answers say against the relation."""
    found = connection.execute(
        f"SELECT id, {one.shown} FROM {table} WHERE list_contains(?::BIGINT[], id)", [list(places)]
    ).fetchall()
    return {place: text or "" for place, text in found}
