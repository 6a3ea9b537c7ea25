"""The tables of the Italian plug-in, one CSV file each in `data/`; all of them are the project's own work."""

import csv
from functools import cache
from importlib.resources import files

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of one table in file order."""
    text = files("goldsmith.languages.italian").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def keyed(name: str) -> dict[str, Row]:
    """The rows of a table by their lemma, which is unique in it."""
    return {row["lemma"]: row for row in table(name)}
