"""Products: the total of a line is its quantity times its price, less the discount."""

from collections.abc import Iterator
from itertools import product

from goldsmith.audit.relations.fields import Field, Scope
from goldsmith.audit.relations.proposals import Relation, Strength, name_of, shown, stated
from goldsmith.audit.relations.terms import agrees, floating, near

TARGETS = ("total", "amount", "subtotal")
MANY = 3
"""Fields of one role that are tried; an object with more is no bill."""


def propose(scope: Scope) -> Iterator[Relation]:
    """Line totals in the objects of this scope."""
    for target in targets(scope):
        for quantity, price in pairs(scope, target):
            for says, made, extra in readings(scope, quantity, price):
                yield _relation(scope, target, (quantity, price, *extra), says, made)


def targets(scope: Scope) -> list[Field]:
    """The fields that can be a line's total: a total first, an amount where there is none."""
    found = [field for part in TARGETS for field in scope.fields if field.role == part]
    return found[:MANY]


def pairs(scope: Scope, target: Field | None = None) -> Iterator[tuple[Field, Field]]:
    """The quantities and prices of one object that may be multiplied."""
    prices = [field for part in ("price", "rate") for field in scope.playing(part)]
    quantities = list(scope.playing("quantity")) or [
        field for field in scope.playing("amount") if field.whole and field is not target
    ]
    homes = [pair for pair in product(quantities, prices) if pair[0].home == pair[1].home]
    yield from homes[: MANY * MANY]


def readings(scope: Scope, quantity: Field, price: Field) -> Iterator[tuple[str, str, tuple[Field, ...]]]:
    """What a line comes to: in words, in SQL, and the further fields used; the plain product first."""
    variable = scope.variable
    plain = f"{quantity.sql(variable)} * {price.sql(variable)}"
    yield f"{quantity.name} times {price.name}", plain, ()
    for rate in scope.playing("discount_rate", quantity):
        less = f"(100 - coalesce({rate.sql(variable)}, 0)) * 0.01"
        yield f"{quantity.name} times {price.name} less {rate.name} %", f"{plain} * {less}", (rate,)
    for off in scope.playing("discount", quantity):
        amount = f"coalesce({off.sql(variable)}, 0)"
        yield f"{quantity.name} times {price.name} less {off.name}", f"{plain} - abs({amount})", (off,)
        yield f"{quantity.name} times {price.name} less {off.name} %", f"{plain} * (100 - {amount}) * 0.01", (off,)
        yield f"{quantity.name} times {price.name} less {off.name}, a fraction", f"{plain} * (1 - {amount})", (off,)
        each = f"{quantity.sql(variable)} * ({price.sql(variable)} - abs({amount}))"
        yield f"{quantity.name} times {price.name} less {off.name} each", each, (off,)
    for tax in scope.playing("tax", quantity):
        yield (
            f"{quantity.name} times {price.name} plus {tax.name}",
            f"{plain} + coalesce({tax.sql(variable)}, 0)",
            (tax,),
        )
    for rate in scope.playing("tax_rate", quantity):
        yield (
            f"{quantity.name} times {price.name} plus {rate.name} %",
            f"{plain} * (100 + coalesce({rate.sql(variable)}, 0)) * 0.01",
            (rate,),
        )


def _relation(scope: Scope, target: Field, used: tuple[Field, ...], says: str, made: str) -> Relation:
    variable, fields = scope.variable, (target, *used)
    sure = target.role == "total" or (target.role == "amount" and len(scope.playing("total")) == 0)
    return Relation(
        claim=f"{target.name} as a product",
        name=name_of(*scope.path, target.name, "is", says),
        family="arithmetic",
        says=f"{_of(scope)}{target.name} is {says}.",
        applies=stated(target.sql(variable), *(field.sql(variable) for field in used[:2])),
        holds=agrees(target, made, variable),
        strength=Strength.NAMED if sure and used[1].role == "price" else Strength.HINTED,
        fields=frozenset(field.name for field in fields),
        target=target.name,
        shown=shown(variable, fields, made),
        telling=f"{used[0].sql(variable)} <> 1",
        near=near(target, made, variable) if floating(fields) or len(used) > 2 else "false",
        value=target.sql(variable),
        made=made,
    )


def _of(scope: Scope) -> str:
    return f"In {scope.name}, " if scope.name else ""
