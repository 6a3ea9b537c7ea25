"""Comparing a stated amount with a computed one, in exact decimals."""

from collections.abc import Iterable

from goldsmith.audit.relations.fields import Field

CENT = 2


def agrees(target: Field, made: str, variable: str) -> str:
    """The stated value equals the computed one to its last place; half a unit of it is rounding."""
    return f"abs({target.sql(variable)} - ({made})) <= {half(target)}"


def half(target: Field) -> str:
    """Half a unit of the last place that the field writes; amounts are written to the cent at least."""
    places = CENT if not target.whole and target.places < CENT else target.places
    return f"{5 / 10 ** (places + 1):.{places + 1}f}"


def floating(fields: Iterable[Field]) -> bool:
    """Whether some of the values are floats with noise, or prices of more than two places whose rounding nobody knows."""
    return any(field.floats or field.places > CENT for field in fields)


def near(target: Field, made: str, variable: str, is_float: bool) -> str:
    """That the two are off by a cent and the file rounds loosely."""
    return f"abs({target.sql(variable)} - ({made})) <= 0.01" if is_float else "false"


def below(target: Field, made: str, variable: str) -> str:
    """That more is stated than computed, but less than half as much again: a term may be missing."""
    value = target.sql(variable)
    return f"{value} > ({made}) AND {value} * 2 <= ({made}) * 3"


def above(target: Field, made: str, variable: str) -> str:
    """That less is stated than computed, but more than half of it: something may be taken off."""
    value = target.sql(variable)
    return f"{value} < ({made}) AND {value} * 2 >= ({made})"
