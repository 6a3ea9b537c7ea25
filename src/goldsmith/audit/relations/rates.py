"""Rates: a tax is its percentage of the subtotal, a percentage is its part of a whole, an average is a sum over a count."""

from collections.abc import Iterator
from itertools import permutations

from goldsmith.audit.relations.fields import Field, Scope
from goldsmith.audit.relations.proposals import Relation, Strength, name_of, shown, stated
from goldsmith.audit.relations.terms import agrees, near

MANY = 8
"""Numbers of one object among which a ratio is sought."""
RATED = (("tax_rate", "tax"), ("discount_rate", "discount"))
CHANGE = frozenset(("growth", "change", "increase", "decrease", "yoy", "mom", "delta"))


def propose(scope: Scope) -> Iterator[Relation]:
    """Amounts by rate, and rates by part and whole, in the objects of this scope."""
    for rate_role, amount_role in RATED:
        for rate in scope.playing(rate_role):
            for amount in scope.playing(amount_role, rate):
                yield from _amounts(scope, rate, amount)
    for rate in scope.playing("rate"):
        yield from _ratios(scope, rate)


def _amounts(scope: Scope, rate: Field, amount: Field) -> Iterator[Relation]:
    """The amount is the rate of a base, given in percent or as a fraction, and rounded to the amount's places."""
    variable = scope.variable
    unit = "" if all(abs(value) < 1 for value in rate.values) else " * 0.01"
    for says, base, used in _bases(scope, amount):
        made = f"{rate.sql(variable)} * {base}{unit}"
        fields = (amount, rate, *used)
        yield Relation(
            claim=f"{amount.name} by rate",
            name=name_of(*scope.path, amount.name, "is", rate.name, "of", says),
            family="arithmetic",
            says=f"{amount.name} is {rate.name} of {says}.",
            applies=stated(*(field.sql(variable) for field in (amount, rate, used[0]))),
            holds=agrees(amount, made, variable),
            strength=Strength.HINTED,
            fields=frozenset(field.name for field in fields),
            target=amount.name,
            shown=shown(variable, fields, made),
            telling=f"{amount.sql(variable)} <> 0",
            near=near(amount, made, variable),
        )


def _bases(scope: Scope, amount: Field) -> Iterator[tuple[str, str, tuple[Field, ...]]]:
    variable = scope.variable
    for base in scope.playing("subtotal", amount) or scope.playing("amount", amount) or scope.playing("price", amount):
        sql = base.sql(variable)
        yield base.name, sql, (base,)
        for sign, part in (("-", "discount"), ("+", "shipping"), ("+", "fee")):
            for term in scope.playing(part, amount):
                if term is not amount:
                    word = "less" if sign == "-" else "plus"
                    made = f"({sql} {sign} coalesce({term.sql(variable)}, 0))"
                    yield f"{base.name} {word} {term.name}", made, (base, term)


def _ratios(scope: Scope, rate: Field) -> Iterator[Relation]:
    """The rate is one number of the object over another, in percent or as a fraction, to its last place."""
    others = [
        field for field in scope.numbers() if field is not rate and field.role != "rate" and field.home == rate.home
    ]
    if rate.type == "VARCHAR" and not rate.values:
        return
    for part, whole in permutations(others[:MANY], 2):
        yield _ratio(scope, rate, part, whole, 100 if any(abs(value) > 1 for value in rate.values) else 1)


def _ratio(scope: Scope, rate: Field, part: Field, whole: Field, scale: int) -> Relation:
    variable = scope.variable
    value, over, under = (field.sql(variable) for field in (rate, part, whole))
    upper = f"({over} - {under})" if CHANGE & set(rate.words) else over
    slack = f"{5 / 10 ** (rate.places + 1):.{rate.places + 1}f}"
    return Relation(
        claim=f"{rate.name} as a ratio",
        name=name_of(*scope.path, rate.name, "is", part.name, "over", whole.name),
        family="arithmetic",
        says=f"{rate.name} is {part.name} over {whole.name}{', in percent' if scale == 100 else ''}.",
        applies=f"{stated(value, over, under)} AND {under} > 0",
        holds=f"abs({value} * {under} - {upper} * {scale}) <= {slack} * {under}",
        strength=Strength.HINTED if scale == 100 else Strength.MINED,
        fields=frozenset((rate.name, part.name, whole.name)),
        target=rate.name,
        shown=shown(variable, (rate, part, whole), f"round({upper} * {scale} / {under}, {rate.places})"),
        telling=f"{over} <> 0 AND {over} <> {under}",
    )
