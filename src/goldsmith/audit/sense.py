"""What is learned about the files as a whole before any check runs; every check may read it, none changes it."""

from collections.abc import Mapping
from dataclasses import dataclass

from goldsmith.audit.rows import Rows
from goldsmith.extractors.shapes import Shape


@dataclass(frozen=True, slots=True)
class Options:
    """What the person asked for, as plain values."""

    mapping: Mapping[str, str]
    rules: tuple[str, ...] = ()
    expect: str = ""
    tokenizer: str = ""
    max_length: int = 0
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Sense:
    """Shape of each file, splits, and the options; picklable, since every worker gets it."""

    shapes: Mapping[str, Shape]
    splits: tuple[str, ...]
    options: Options


def learn(rows: Rows, shapes: Mapping[str, Shape], options: Options) -> Sense:
    """Look once over the rows and say what kind of data this is."""
    with rows.connection() as connection:
        found = connection.execute("SELECT DISTINCT split FROM rows WHERE problem = '' ORDER BY split").fetchall()
    return Sense(shapes, tuple(split for (split,) in found), options)
