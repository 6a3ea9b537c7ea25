"""Sums: a total is its subtotal, or the sum of its lines, plus tax, shipping and fees, less discounts and payments."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from goldsmith.audit.relations.fields import Field, Scope
from goldsmith.audit.relations.lines import pairs, readings, targets
from goldsmith.audit.relations.proposals import Relation, Strength, name_of, shown, stated
from goldsmith.audit.relations.terms import agrees, floating, near
from goldsmith.audit.relations.words import words_of

ADDED = ("tax", "shipping", "fee")
TAKEN = ("discount",)
EXCERPT = frozenset(
    ("top", "recent", "latest", "sample", "featured", "popular", "best", "first", "last", "highlights", "examples")
)
"""Words of lists that show a few of many: their sum is no total."""
SUBTOTALLED = "as the sum of its lines"
MANY = 5
"""Further terms that are tried in a sum."""


class Base(NamedTuple):
    """What a total starts from: in words, in SQL, when it is there, and its fields."""

    says: str
    sql: str
    applies: str
    fields: tuple[Field, ...]
    named: bool


def propose(scope: Scope) -> Iterator[Relation]:
    """Subtotals over the lines of a list, and totals over subtotals and what is added and taken."""
    lines = list(line_sums(scope))
    for target in scope.fields:
        if target.role == "subtotal":
            yield from (_relation(scope, target, base._replace(named=True), (), SUBTOTALLED) for base in lines)
        elif target.role in ("total", "amount") and not (target.role == "amount" and scope.playing("total", target)):
            yield from _totals(scope, target, lines)


def _totals(scope: Scope, target: Field, lines: Sequence[Base]) -> Iterator[Relation]:
    subtotals = [
        Base(field.name, field.sql(scope.variable), stated(field.sql(scope.variable)), (field,), True)
        for field in scope.playing("subtotal", target)
    ]
    terms = [field for part in (*ADDED, *TAKEN) for field in scope.playing(part, target) if field is not target][:MANY]
    if "due" in target.words:
        terms += scope.playing("paid", target)[:1]
    bases = [*subtotals, *(lines if not any(base.fields[0].always() for base in subtotals) else ())]
    for base in bases:
        if not base.fields or base.fields[0] is target:
            continue
        for size in range(len(terms), -1, -1):
            for chosen in combinations(terms, size):
                yield _relation(scope, target, base, chosen, "as a sum")
        others = _others(scope, target, base)
        for further in (*combinations(others, 1), *combinations(others, 2), others):
            for chosen in ((*terms, *further), further) if terms else (further,):
                yield _relation(scope, target, base, chosen, "as a sum")
                yield _relation(scope, target, base, chosen, "as a sum", taken=further)


def _others(scope: Scope, target: Field, base: Base) -> tuple[Field, ...]:
    """Numbers beside the target that no role explains: one of them may be a term whose name nobody knew."""
    found = [field for field in scope.numbers() if field.role in ("", "amount") and field.home == target.home]
    return tuple(field for field in found if field is not target and field not in base.fields)[:MANY]


def line_sums(scope: Scope) -> Iterator[Base]:
    """The sums over each list of this scope: of its amounts, of quantity times price, or of its prices alone."""
    for child in scope.lists:
        if EXCERPT & set(words_of(child.path[-1])):
            continue
        for target in targets(child)[:2]:
            yield _summed(
                scope, child, target.name, target.sql(child.variable), (target,), named=target.role == "total"
            )
        products = False
        for quantity, price in pairs(child):
            for says, made, extra in readings(child, quantity, price):
                products = True
                rounded = made if not extra else f"round({made}, 2)"
                yield _summed(scope, child, says, rounded, (quantity, price, *extra), named=price.role == "price")
        if not products:
            for price in child.playing("price")[:2]:
                yield _summed(scope, child, price.name, price.sql(child.variable), (price,), named=False)


def _summed(scope: Scope, child: Scope, says: str, made: str, fields: tuple[Field, ...], *, named: bool) -> Base:
    elements, variable = scope.elements(child), child.variable
    whole = f"list_sum(list_transform({elements}, lambda {variable}: {made}))"
    absent = f"len(list_filter({elements}, lambda {variable}: ({made}) IS NULL)) = 0"
    return Base(f"the sum of {says} over {child.name}", whole, f"len({elements}) > 0 AND {absent}", fields, named)


def _relation(
    scope: Scope, target: Field, base: Base, terms: Sequence[Field], claim: str, taken: Sequence[Field] = ()
) -> Relation:
    variable = scope.variable
    made, said = base.sql, ""
    for term in terms:
        less = term.role in ("discount", "paid") or term in taken
        value = f"coalesce({term.sql(variable)}, 0)"
        made += f" - abs({value})" if less else f" + {value}"
        said += f" {'less' if less else 'plus'} {term.name}"
    here = [field for field in (target, *base.fields, *terms) if field in scope.fields]
    return Relation(
        claim=f"{target.name} {claim}",
        name=name_of(*scope.path, target.name, "is", base.says, said),
        family="arithmetic",
        says=f"{f'In {scope.name}, ' if scope.name else ''}{target.name} is {base.says}{said}.",
        applies=f"{stated(target.sql(variable))} AND {base.applies}",
        holds=agrees(target, made, variable),
        strength=Strength.NAMED if base.named and target.role != "amount" else Strength.HINTED,
        fields=frozenset(field.name for field in here) | {base.says},
        target=target.name,
        shown=shown(variable, here, made),
        near=near(target, made, variable) if floating((*here, *base.fields)) or len(base.fields) > 2 else "false",
        value=target.sql(variable),
        made=made,
    )
