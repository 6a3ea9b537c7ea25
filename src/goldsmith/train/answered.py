"""The answered rows beside a record, as far as they are those that the record was made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from goldsmith.train.measure.summary import SHARES, Figure

EPSILON = 1e-9
"""Rounding of a mean."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answered row: the answer that was wanted, and what the given one adds to each metric that can be said of it."""

    gold: str
    figures: Mapping[str, float]


def answers(path: Path, figures: Mapping[str, Figure]) -> tuple[dict[str, Row], str]:
    """The answered rows of a record, or none and why not: no file, not readable, or other rows than the record's."""
    if not figures:
        return {}, "it has no results"
    if not path.is_file():
        return {}, f"its answers are not there: no {path.name} in {path.parent.name}/"
    rows: dict[str, Row] = {}
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            found = orjson.loads(line)
            id_, row = (
                found["id"],
                Row(str(found["gold"]), {name: float(one) for name, one in found["figures"].items()}),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return {}, f"line {number} of its {path.name} cannot be read: {error}"
        if rows.setdefault(id_, row) is not row:
            return {}, f"its {path.name} has row {id_!r} twice"
    return (rows, "") if not (why := _not_theirs(rows, figures)) else ({}, f"its {path.name} was changed: {why}")


def _not_theirs(rows: Mapping[str, Row], figures: Mapping[str, Figure]) -> str:
    """Where the rows do not give the figures that the record holds."""
    for metric in SHARES:
        held = figures.get(metric)
        told = [row.figures[metric] for row in rows.values() if metric in row.figures]
        if (held.n if held else 0) != len(told):
            return f"{len(told)} rows have {metric}, the record has {held.n if held else 0}"
        if held and held.value is not None and abs(sum(told) / len(told) - held.value) > EPSILON:
            return f"its rows give {metric} {sum(told) / len(told):.4f}, the record has {held.value:.4f}"
    return ""
