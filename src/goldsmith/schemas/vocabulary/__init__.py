"""The project's own vocabulary: products, places, lab tests and so on, one CSV file a table.

Generators draw from it and `closed` rules check membership in it; a release ships the tables as Parquet.
"""

import csv
from functools import cache
from importlib.resources import files

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of `name`.csv in file order."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def column(name: str, field: str) -> tuple[str, ...]:
    """One column of a table, each value once, in file order."""
    return tuple(dict.fromkeys(row[field] for row in table(name)))


@cache
def grouped(name: str, field: str) -> dict[str, tuple[Row, ...]]:
    """The rows of a table by the value of one column, groups in order of first appearance."""
    groups: dict[str, list[Row]] = {}
    for row in table(name):
        groups.setdefault(row[field], []).append(row)
    return {value: tuple(rows) for value, rows in groups.items()}


def names() -> tuple[str, ...]:
    """The names of all tables, sorted."""
    return tuple(sorted(entry.name[:-4] for entry in files(__name__).iterdir() if entry.name.endswith(".csv")))
