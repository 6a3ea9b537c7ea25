"""Writes mined relations as a rules file: statements that type the answers, then one headed SELECT a rule."""

from collections import Counter
from collections.abc import Iterator, Sequence

from goldsmith.audit.relations.mine import Mine


def emit_rules(mines: Sequence[Mine]) -> str:
    """A rules file that `--rules FILE.sql` reads back: what was mined, and in how many answers it held."""
    heads = [
        "-- Relations that the audit mined. Strike out what need not hold, and give the file to `goldsmith audit --rules`.\n"
    ]
    heads += [f"{mine.typing}\n" for mine in mines if mine.relations]
    return "\n".join([*heads, *_rules(mines)])


def _rules(mines: Sequence[Mine]) -> Iterator[str]:
    names: Counter[str] = Counter()
    for one in (relation for mine in mines for relation in mine.relations):
        relation, came = one.proposal.relation, one.measure
        names[relation.name] += 1
        name = relation.name if names[relation.name] == 1 else f"{relation.name}_{names[relation.name]}"
        yield (
            f"-- rule: {name} ({relation.family}, row)\n-- {relation.says}\n"
            f"-- It held in {came.holds} of {came.applies} answers.\n{one.proposal.sql(one.table)};\n"
        )
