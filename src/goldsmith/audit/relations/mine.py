"""Mines the relations of a group of answers: types them, proposes from names and types, tests on the data, keeps what holds."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import duckdb

from goldsmith.audit.relations import counts, lines, orders, ranges, rates, references, shares, sums, unnamed
from goldsmith.audit.relations.answers import Group
from goldsmith.audit.relations.fields import Scope
from goldsmith.audit.relations.inference import infer, objects_of, parsed
from goldsmith.audit.relations.known import show
from goldsmith.audit.relations.proposals import Proposal, Strength, over_answers
from goldsmith.audit.relations.tables import typing
from goldsmith.audit.relations.testing import Measure, measure

SAMPLED = 1_000
"""Answers that relations are proposed from."""
MOST = 0.9
"""Share of answers that must keep a relation before those that break it are called wrong on its word alone."""
NEARLY_ALL = 0.97
"""The same for a relation that no name speaks for."""
FEW = 10
FEWEST = 3
"""Answers that make a group."""
ENOUGH = 30
"""Answers that a hinted relation, and a relation that no name speaks for, must hold in for no trivial reason."""
SOME = 0.05
"""Share of answers that make a reading one of several in use."""
GROUPS = 30
"""Groups that are mined, the largest first."""
PROPOSED = 600
"""Proposals that are tried for one group."""


@dataclass(frozen=True, slots=True)
class Mined:
    """A relation that the data or the names speak for, and what it comes to over all answers of its group."""

    table: str
    proposal: Proposal
    measure: Measure

    @property
    def sql(self) -> str:
        """The rule that says so."""
        return self.proposal.sql(self.table)


@dataclass(frozen=True, slots=True)
class Mine:
    """The relations of one group, and the statements that type its answers in a table of the group's name."""

    group: Group
    root: Scope
    typing: str
    relations: tuple[Mined, ...]


def mines(connection: duckdb.DuckDBPyConnection, groups: Sequence[Group]) -> Iterator[Mine]:
    """The relations of every group that is of no known record type, while its table stands."""
    for group in [group for group in groups if not group.record_type][:GROUPS]:
        found = mine(connection, group)
        if found is not None:
            yield found
        connection.execute(f"DROP TABLE IF EXISTS {group.name}")


class Typed(NamedTuple):
    """A group's answers in a table of the group's name: their fields, the statements that made it, and a sample."""

    root: Scope
    statement: str
    answers: Sequence[dict[str, Any]]


def type_answers(connection: duckdb.DuckDBPyConnection, group: Group) -> Typed | None:
    """Make the group's table from the view `examples`; None where its answers have no fields."""
    show(connection, group)
    found = connection.execute(f"SELECT answer FROM examples ORDER BY hash(id) LIMIT {SAMPLED}").fetchall()
    answers = parsed([answer for (answer,) in found])
    root, typed = infer(answers)
    if not typed or group.count < FEWEST:
        return None
    statement = typing(group, root, typed)
    connection.execute(statement)
    return Typed(root, statement, answers)


def mine(connection: duckdb.DuckDBPyConnection, group: Group) -> Mine | None:
    """Type the group's answers and test what may hold between their fields; None without fields."""
    made = type_answers(connection, group)
    if made is None:
        return None
    connection.execute(f"CREATE OR REPLACE TEMP TABLE sampled AS FROM {group.name} ORDER BY hash(id) LIMIT {SAMPLED}")
    proposals = list(_proposed(made.root, made.answers))[:PROPOSED]
    chosen = _chosen(proposals, measure(connection, "sampled", proposals))
    tested = zip(chosen, measure(connection, group.name, chosen), strict=True)
    kept = [Mined(group.name, one, came) for one, came in tested if _speaks(one, came)]
    return Mine(group, made.root, made.statement, tuple(_without_rivals(kept)))


def _proposed(root: Scope, answers: Sequence[dict[str, object]]) -> Iterator[Proposal]:
    for outer, scope in _paths(root, ()):
        for family in (lines, sums, counts, rates, shares, orders, ranges):
            yield from (over_answers(scope, relation) for relation in family.propose(scope))
        objects = objects_of(answers, scope, outer)
        yield from (over_answers(scope, relation) for relation in unnamed.propose(scope, objects))
    yield from references.propose_over(root)


def _paths(scope: Scope, outer: tuple[Scope, ...]) -> Iterator[tuple[tuple[Scope, ...], Scope]]:
    yield outer, scope
    for child in scope.lists:
        yield from _paths(child, (*outer, scope))


def _chosen(proposals: Sequence[Proposal], came: Sequence[Measure]) -> list[Proposal]:
    """The best reading of each claim; where names are sure and no reading is right for nearly all, those in use together."""
    claims: dict[tuple[str, str], list[tuple[Proposal, Measure]]] = defaultdict(list)
    for one, measured in zip(proposals, came, strict=True):
        if measured.applies:
            claims[one.key].append((one, measured))
    chosen = []
    for readings in claims.values():
        best, measured = max(readings, key=lambda reading: (reading[1].holds, reading[1].share))
        if best.relation.strength is Strength.NAMED and measured.share < MOST:
            best = _any_of(best, [one for one, of_it in readings if one is not best and of_it.share >= SOME])
        if best.relation.strength is Strength.NAMED or _speaks(best, measured, slack=0.03):
            chosen.append(best)
    return chosen


def _any_of(best: Proposal, others: Sequence[Proposal]) -> Proposal:
    """The claim that one of the readings in use holds."""
    if not others:
        return best
    holds = " OR ".join(f"coalesce({one.holds}, false)" for one in (best, *others))
    says = " Or: ".join(one.relation.says for one in (best, *others))
    return replace(best, holds=f"({holds})", relation=replace(best.relation, says=says))


def _speaks(one: Proposal, came: Measure, slack: float = 0.0) -> bool:
    """Whether the relation is to be believed: sure names are; others need the data."""
    strength = one.relation.strength
    if strength is Strength.NAMED:
        return came.applies > 0
    if strength is Strength.HINTED:
        return came.telling >= FEW and came.share >= one.relation.least - slack
    return came.telling >= max(ENOUGH, came.applies / 2) and came.share >= NEARLY_ALL - slack


def _without_rivals(kept: Sequence[Mined]) -> list[Mined]:
    """The relations without those that fail on a field that another relation explains, and without restatements."""
    explained = {_target(one) for one in kept if one.measure.share >= MOST}
    named = {_target(one) for one in kept if one.proposal.relation.strength is not Strength.MINED}
    sets = [(one.proposal.scope, one.proposal.relation.fields) for one in kept if _target(one) in named]
    made: dict[tuple[str, str], Mined] = {}
    for one in kept:
        relation = one.proposal.relation
        failing = one.measure.share < MOST and _target(one) in explained
        again = relation.strength is Strength.MINED and (
            _target(one) in named
            or any(scope == one.proposal.scope and relation.fields <= those for scope, those in sets)
        )
        if not failing and not again:
            made.setdefault((one.proposal.scope, relation.says), one)
    return list(made.values())


def _target(one: Mined) -> tuple[str, str]:
    """The field that a relation explains; a relation that explains none is its own."""
    return (one.proposal.scope, one.proposal.relation.target or one.proposal.relation.claim)
