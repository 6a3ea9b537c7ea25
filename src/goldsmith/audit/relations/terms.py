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


def near(target: Field, made: str, variable: str, loose: str = "0.02") -> str:
    """That the two are off by a cent or so, as rounding in another order leaves them."""
    return f"abs({target.sql(variable)} - ({made})) <= {loose}"
