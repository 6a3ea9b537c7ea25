"""Sums and products that no name announces: the sample is searched for numbers of one object that always add up or multiply."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from goldsmith.audit.relations.fields import Field, Scope
from goldsmith.audit.relations.inference import sampled
from goldsmith.audit.relations.proposals import Relation, Strength, name_of, shown, stated
from goldsmith.audit.relations.terms import agrees, floating, near

MANY = 12
"""Numbers of one object that are searched; more are a table."""
MOST = 0.97
ENOUGH = 30


def propose(scope: Scope, objects: Sequence[dict[str, Any]]) -> Iterator[Relation]:
    """Every a + b = c and a * b = c that nearly all sampled objects keep, and that enough keep for no trivial reason."""
    numbers = [field for field in scope.numbers() if len(set(field.values)) > 2 and field.reader == "{}"][:MANY]
    if len(numbers) < 3:
        return
    columns = {field.name: [sampled(one, field.path) for one in objects] for field in numbers}
    for one, other in combinations(numbers, 2):
        for target in numbers:
            if target is not one and target is not other:
                triples = _triples(columns, (one, other, target))
                if _adds(triples):
                    yield _relation(scope, target, (one, other), "+")
                elif _multiplies(triples):
                    yield _relation(scope, target, (one, other), "*")


def _triples(columns: dict[str, list[Any]], fields: Sequence[Field]) -> list[tuple[Decimal, Decimal, Decimal]]:
    held = zip(*(columns[field.name] for field in fields), strict=True)
    return [triple for triple in held if None not in triple]


def _adds(triples: Sequence[tuple[Decimal, Decimal, Decimal]]) -> bool:
    telling = [(a, b, c) for a, b, c in triples if a and b]
    return len(set(telling)) >= ENOUGH and _share([a + b == c for a, b, c in telling]) >= MOST


def _multiplies(triples: Sequence[tuple[Decimal, Decimal, Decimal]]) -> bool:
    telling = [(a, b, c) for a, b, c in triples if a not in (0, 1) and b not in (0, 1)]
    return len(set(telling)) >= ENOUGH and _share([abs(a * b - c) <= Decimal("0.005") for a, b, c in telling]) >= MOST


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held)


def _relation(scope: Scope, target: Field, parts: tuple[Field, Field], sign: str) -> Relation:
    variable, word = scope.variable, "plus" if sign == "+" else "times"
    one, other = (field.sql(variable) for field in parts)
    made, fields = f"{one} {sign} {other}", (target, *parts)
    says = f"{parts[0].name} {word} {parts[1].name}"
    return Relation(
        claim=f"{' '.join(sorted(field.name for field in fields))} {word}",
        name=name_of(*scope.path, target.name, "is", says),
        family="arithmetic",
        says=f"{f'In {scope.name}, ' if scope.name else ''}{target.name} is {says}.",
        applies=stated(*(field.sql(variable) for field in fields)),
        holds=agrees(target, made, variable),
        strength=Strength.MINED,
        fields=frozenset(field.name for field in fields),
        target=target.name,
        shown=shown(variable, fields, made),
        near=near(target, made, variable) if floating(fields) else "false",
    )
