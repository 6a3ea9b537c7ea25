"""The project's own vocabulary: products, places, lab tests and so on, one CSV file a table.

Generators draw from it and `closed` rules check membership in it; a release ships the tables as Parquet.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

Row = dict[str, str]
Rows = Sequence[Row]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of `name`.csv in file order."""
    return rows_of(files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8"))


def rows_of(text: str) -> tuple[Row, ...]:
    """The rows of a table given as CSV with a header."""
    return tuple(csv.DictReader(text.splitlines()))


def tables(own: Mapping[str, Rows]) -> dict[str, Rows]:
    """Every table that ships with the package, and a domain's own."""
    return {name: table(name) for name in names()} | dict(own)


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
