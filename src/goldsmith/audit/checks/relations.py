"""Whether the fields of structured answers agree with each other: sums, products, counts, dates, references, ranges."""

from collections.abc import Iterator, Sequence

import duckdb

from goldsmith.audit.catalogue import entry
from goldsmith.audit.findings import EXAMPLES, Finding, Hit, Severity, finding
from goldsmith.audit.relations.answers import Group, collect, groups
from goldsmith.audit.relations.known import Broken, evidence, expected, of_file, of_record_type
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.validators.relations import Rule


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
    shown = evidence(connection, rule, places[:EXAMPLES])
    yield from (Hit(place, shown.get(place, "")) for place in places)


SETS = (relations,)
