"""Writes mined relations as a rules file: statements that type the answers, then one headed SELECT a rule."""

from collections import Counter
from collections.abc import Iterator, Sequence

from goldsmith.audit.relations.answers import collect, groups
from goldsmith.audit.relations.mine import Mine, mines
from goldsmith.audit.rows import Rows


def mined_rules(rows: Rows) -> str:
    """A rules file of all that can be mined from the rows; empty where there is nothing."""
    with rows.connection() as connection:
        found = groups(connection) if collect(connection) else []
        kept = [mine for mine in mines(connection, found) if mine.relations]
    return emit_rules(kept) if kept else ""


def emit_rules(kept: Sequence[Mine]) -> str:
    """A rules file that `--rules FILE.sql` reads back: what was mined, and in how many answers it held."""
    heads = [
        "-- Relations that the audit mined. Strike out what need not hold, and give the file to `goldsmith audit --rules`.\n"
    ]
    heads += [f"{mine.typing}\n" for mine in kept]
    return "\n".join([*heads, *_rules(kept)])


def _rules(kept: Sequence[Mine]) -> Iterator[str]:
    names: Counter[str] = Counter()
    for one in (relation for mine in kept for relation in mine.relations):
        relation, came = one.proposal.relation, one.measure
        names[relation.name] += 1
        name = relation.name if names[relation.name] == 1 else f"{relation.name}_{names[relation.name]}"
        yield (
            f"-- rule: {name} ({relation.family}, row)\n-- {relation.says}\n"
            f"-- It held in {came.holds} of {came.applies} answers.\n{one.sql};\n"
        )
