"""Whether the fields of structured answers agree with each other: sums, products, counts, dates, references, ranges."""

from collections.abc import Iterator, Sequence

import duckdb

from goldsmith.audit.catalogue import entry
from goldsmith.audit.findings import EXAMPLES, Finding, Hit, Severity, finding
from goldsmith.audit.relations.answers import Group, collect, groups
from goldsmith.audit.relations.known import Broken, expected, fields_read, of_file, of_record_type, show
from goldsmith.audit.relations.mine import Mined, mine
from goldsmith.audit.relations.proposals import Strength
from goldsmith.audit.relations.testing import evidence, exceptions
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.validators.relations import Rule

SYSTEMATIC = 0.5
"""Share under which a relation fails by system, and not by mistakes in some rows."""
MOSTLY = 0.95
MISSING = "; what is stated is always a little more, or always a little less: a term may be missing from the answers"


def relations(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Answers that break a rule of their record type, of the person's own, or a relation mined from the data."""
    with rows.connection() as connection:
        if not collect(connection):
            return
        for name in sense.options.rules:
            for broken in of_file(connection, name):
                yield from _told(connection, broken, "record_rule", Severity.ERROR)
        for group in groups(connection):
            yield from _of_group(connection, group)


def _of_group(connection: duckdb.DuckDBPyConnection, group: Group) -> Iterator[Finding]:
    if group.record_type:
        for broken in of_record_type(connection, group):
            severity = Severity.ERROR if expected(broken.tally.rule) else Severity.WARNING
            yield from _told(connection, broken, "record_rule", severity)
        return
    show(connection, group)
    if mined := mine(connection, group):
        for one in mined.relations:
            if one.measure.holds < one.measure.applies:
                yield from _strays(connection, one)
        connection.execute(f"DROP TABLE {group.name}")


def _strays(connection: duckdb.DuckDBPyConnection, one: Mined) -> Iterator[Finding]:
    """What the answers that break a mined relation come to."""
    relation, came = one.proposal.relation, one.measure
    found = exceptions(connection, one.table, one.proposal)
    figures = (("holds", f"{came.share:.1%} of {came.applies:,}"), ("sql", one.proposal.sql(one.table)))
    check = "named_relation" if relation.strength > Strength.MINED else "mined_relation"
    missing = came.share < SYSTEMATIC and max(found.below, found.above) >= MOSTLY * len(found.wrong)
    if found.wrong and not (missing and relation.excused):
        severity = Severity.WARNING if missing else entry(check).severity
        says = f"{entry(check).says}: {relation.says} It holds in {came.share:.1%}{MISSING if missing else ''}"
        yield finding(check, severity, says, _seen(connection, one, found.wrong), came.applies, figures)
    if found.rounding:
        says = f"{entry('off_by_a_cent').says}: {relation.says}"
        hits = _seen(connection, one, found.rounding)
        yield finding("off_by_a_cent", entry("off_by_a_cent").severity, says, hits, came.applies, figures)


def _seen(connection: duckdb.DuckDBPyConnection, one: Mined, places: Sequence[int]) -> Iterator[Hit]:
    shown = evidence(connection, one.table, one.proposal, places[:EXAMPLES])
    yield from (Hit(place, shown.get(place, "")) for place in places)


def _told(connection: duckdb.DuckDBPyConnection, broken: Broken, check: str, severity: Severity) -> Iterator[Finding]:
    rule, of = broken.tally.rule, broken.tally.applicable
    says = f"{entry(check).says}: {rule.kind}.{rule.name}: {rule.says}"
    if broken.wrong:
        yield finding(check, severity, says, _hits(connection, rule, broken.wrong), of, (("sql", rule.sql),))
    if broken.undecided:
        says = f"{entry('undecided_rule').says}: {rule.kind}.{rule.name}: {rule.says}"
        hits = _hits(connection, rule, broken.undecided)
        yield finding("undecided_rule", entry("undecided_rule").severity, says, hits, of, (("sql", rule.sql),))


def _hits(connection: duckdb.DuckDBPyConnection, rule: Rule, places: Sequence[int]) -> Iterator[Hit]:
    if rule.scope == "set":
        return
    shown = fields_read(connection, rule, places[:EXAMPLES])
    yield from (Hit(place, shown.get(place, "")) for place in places)


SETS = (relations,)
