"""Whether the fields of structured answers agree with each other: sums, products, counts, dates, references, ranges."""

from collections.abc import Iterator, Sequence

import duckdb

from goldsmith.audit.catalogue import entry
from goldsmith.audit.findings import EXAMPLES, Finding, Hit, Severity, finding
from goldsmith.audit.relations.answers import Group, collect, groups
from goldsmith.audit.relations.known import Broken, expected, fields_read, load, of_file, of_record_type
from goldsmith.audit.relations.mine import Mined, mines, type_answers
from goldsmith.audit.relations.people import Named, people_as_things
from goldsmith.audit.relations.proposals import Strength
from goldsmith.audit.relations.testing import evidence, exceptions
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.validators.relations import Rule

COMMON = 0.05
"""Share of answers from which people's names among things are no coincidence."""
SYSTEMATIC = 0.5
"""Share under which a relation fails by system, and not by mistakes in some rows."""
MISSING = "; but the two go together: a term may be missing from the answers"


def relations(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Answers that break a rule of their record type, of the person's own, or a relation mined from the data."""
    yield from related(rows, sense.options.rules)


def related(rows: Rows, rules: Sequence[str]) -> Iterator[Finding]:
    """The same, by the rules that a person named."""
    with rows.connection() as connection:
        if not collect(connection):
            return
        told: set[str] = set()
        for name in rules:
            told |= {rule.sql for rule in load(name).rules}
            for broken in of_file(connection, name):
                yield from _told(connection, broken, "record_rule", Severity.ERROR)
        found = groups(connection)
        for group in found:
            if group.record_type:
                yield from _of_record_type(connection, group)
        for mine in mines(connection, found):
            for one in mine.relations:
                if one.measure.holds < one.measure.applies and one.sql not in told:
                    yield from _strays(connection, one)
            for named in people_as_things(connection, mine.group.name, mine.root):
                yield _people(named)


def _people(named: Named) -> Finding:
    """People's names among things: an error where they are common, as from a list of names, else a warning."""
    told = entry("person_as_thing")
    severity = told.severity if len(named.places) >= COMMON * named.of else Severity.WARNING
    hits = (Hit(place, f"{named.field} {name!r}") for place, name in named.places)
    return finding("person_as_thing", severity, f"{told.says}: {named.field}", hits, named.of)


def _of_record_type(connection: duckdb.DuckDBPyConnection, group: Group) -> Iterator[Finding]:
    for broken in of_record_type(connection, group):
        severity = Severity.ERROR if expected(broken.tally.rule) else Severity.WARNING
        yield from _told(connection, broken, "record_rule", severity)
    if made := type_answers(connection, group):
        yield from map(_people, people_as_things(connection, group.name, made.root))
        connection.execute(f"DROP TABLE {group.name}")


def _strays(connection: duckdb.DuckDBPyConnection, one: Mined) -> Iterator[Finding]:
    """What the answers that break a mined relation come to."""
    relation, came = one.proposal.relation, one.measure
    found = exceptions(connection, one.table, one.proposal)
    figures = (("holds", f"{came.share:.1%} of {came.applies:,}"), ("sql", one.sql))
    check = "named_relation" if relation.strength > Strength.MINED else "mined_relation"
    strays = found.one_sided and came.share < relation.least
    if found.wrong and not (strays and relation.excused):
        missing = found.related and (strays or came.share < SYSTEMATIC)
        severity = Severity.WARNING if missing else entry(check).severity
        says = f"not so: {relation.says} It holds in {came.share:.1%}{MISSING if missing else ''}"
        yield finding(check, severity, says, _seen(connection, one, found.wrong), came.applies, figures)
    if found.rounding:
        says = f"off by a cent: {relation.says}"
        hits = _seen(connection, one, found.rounding)
        yield finding("off_by_a_cent", entry("off_by_a_cent").severity, says, hits, came.applies, figures)


def _seen(connection: duckdb.DuckDBPyConnection, one: Mined, places: Sequence[int]) -> Iterator[Hit]:
    shown = evidence(connection, one.table, one.proposal, places[:EXAMPLES])
    yield from (Hit(place, shown.get(place, "")) for place in places)


def _told(connection: duckdb.DuckDBPyConnection, broken: Broken, check: str, severity: Severity) -> Iterator[Finding]:
    rule, of = broken.tally.rule, broken.tally.applicable
    says = f"not so: {rule.says} ({rule.kind}.{rule.name})"
    if broken.wrong:
        yield finding(check, severity, says, _hits(connection, rule, broken.wrong), of, (("sql", rule.sql),))
    if broken.undecided:
        says = f"cannot be decided: {rule.says} ({rule.kind}.{rule.name})"
        hits = _hits(connection, rule, broken.undecided)
        yield finding("undecided_rule", entry("undecided_rule").severity, says, hits, of, (("sql", rule.sql),))


def _hits(connection: duckdb.DuckDBPyConnection, rule: Rule, places: Sequence[int]) -> Iterator[Hit]:
    if rule.scope == "set":
        return
    shown = fields_read(connection, rule, places[:EXAMPLES])
    yield from (Hit(place, shown.get(place, "")) for place in places)


SETS = (relations,)
