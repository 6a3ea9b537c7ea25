"""Shares of a whole: percentages that sum to 100, each the percentage of its part, and a total of the numbers beside it."""

from collections.abc import Iterator
from decimal import Decimal

from goldsmith.audit.relations.fields import Field, Scope
from goldsmith.audit.relations.proposals import Relation, Strength, name_of, shown, stated, text_of
from goldsmith.audit.relations.terms import agrees
from goldsmith.audit.relations.words import RATE

SHARE = RATE - {"rate"} | {"share", "weight", "allocation", "proportion", "anteil"}
WHOLE = frozenset(("total", "sum", "overall", "gesamt", "summe", "combined", "all"))
MANY = 4
FEW, MOST = 2, 8
"""Numbers that a total beside them may sum."""


def propose(scope: Scope) -> Iterator[Relation]:
    """Shares in the lists of this scope, and totals of sibling numbers."""
    for child in scope.lists:
        for share in child.numbers():
            if SHARE & set(share.words):
                scale = 1 if all(abs(value) <= 1 for value in share.values) else 100
                yield _whole(scope, child, share, scale)
                parts = [one for one in child.numbers() if one is not share and one.home == share.home]
                yield from (_part(scope, child, share, part, scale) for part in parts[:MANY])
    for total in scope.numbers():
        if WHOLE & set(total.words) and total.role not in ("rate", "tax_rate", "discount_rate"):
            yield from _siblings(scope, total)


def _slack(field: Field) -> Decimal:
    return Decimal(5).scaleb(-field.places - 1)


def _whole(scope: Scope, child: Scope, share: Field, scale: int) -> Relation:
    elements, variable = scope.elements(child), child.variable
    values = f"list_transform({elements}, lambda {variable}: {share.sql(variable)})"
    made = f"list_sum({values})"
    return Relation(
        claim=f"{child.name}.{share.name} sums up",
        name=name_of(*scope.path, child.name, share.name, "sums to", str(scale)),
        family="arithmetic",
        says=f"{share.name} sums to {scale} over {child.name}.",
        applies=f"len({values}) > 0 AND len(list_filter({values}, lambda x: x IS NULL)) = 0",
        holds=f"abs({made} - {scale}) <= {_slack(share)} * len({values})",
        strength=Strength.HINTED,
        fields=frozenset((f"{child.name}.{share.name}",)),
        shown=f"concat('{share.name} ', ({values})::VARCHAR, ': ', {text_of(made)})",
        telling=f"len({values}) > 1",
    )


def _part(scope: Scope, child: Scope, share: Field, part: Field, scale: int) -> Relation:
    """Each share is its part of the sum of all parts, rounded to its last place."""
    elements, variable = scope.elements(child), child.variable
    parts = f"list_transform({elements}, lambda {variable}: {part.sql(variable)})"
    whole, value, own = f"list_sum({parts})", share.sql("x"), part.sql("x")
    broken = f"(abs({value} * {whole} - {own} * {scale}) <= {_slack(share)} * {whole}) IS NOT TRUE"
    return Relation(
        claim=f"{child.name}.{share.name} of the sum",
        name=name_of(*scope.path, child.name, share.name, "is the share of", part.name),
        family="arithmetic",
        says=f"In {child.name}, {share.name} is the share of {part.name} in its sum.",
        applies=f"{whole} > 0 AND len(list_filter({elements}, lambda x: {value} IS NULL OR {own} IS NULL)) = 0",
        holds=f"len(list_filter({elements}, lambda x: {broken})) = 0",
        strength=Strength.HINTED,
        fields=frozenset((f"{child.name}.{share.name}", f"{child.name}.{part.name}")),
        shown=f"concat('{share.name} ', (list_transform({elements}, lambda x: {value}))::VARCHAR, ' of {part.name} ', ({parts})::VARCHAR)",
        telling=f"len({elements}) > 1",
    )


def _siblings(scope: Scope, total: Field) -> Iterator[Relation]:
    variable = scope.variable
    parts = [
        field
        for field in scope.numbers()
        if field.home == total.home
        and field is not total
        and field.whole == total.whole
        and not SHARE & set(field.words)
    ]
    if not FEW <= len(parts) <= MOST:
        return
    made = " + ".join(f"coalesce({field.sql(variable)}, 0)" for field in parts)
    yield Relation(
        claim=f"{total.name} as a total of all",
        name=name_of(*scope.path, total.name, "is all beside it"),
        family="arithmetic",
        says=f"{total.name} is {' plus '.join(field.name for field in parts)}.",
        applies=stated(total.sql(variable)),
        holds=agrees(total, made, variable),
        strength=Strength.HINTED,
        fields=frozenset(field.name for field in (total, *parts)),
        target=total.name,
        shown=shown(variable, (total, *parts), made),
        telling=" AND ".join(f"{field.sql(variable)} <> 0" for field in parts[:2]),
    )
