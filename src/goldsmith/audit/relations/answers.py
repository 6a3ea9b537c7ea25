"""The structured answers of all rows, and the groups of them that have the same fields."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import duckdb
import jsonschema_rs
import orjson

from goldsmith.schemas import json as schemas

LOOKED_AT = 40
"""Answers of one signature that are held against a record type's schema."""
FITTING = 0.8
"""Share of them that must fit: a file may have broken rows and still be of the type."""
TELLING = 4
"""Top-level keys that an answer must have before it is taken for a record type that nobody named: {title, body} is anybody's."""
SIGNATURES = 400
"""Sets of top-level keys that are told apart; the rarer ones are left alone."""
ALIKE = 0.5
"""Share of keys that two sets have in common to be one group with optional fields."""
FENCE = r"```(?:json)?\s*([{\[].*[}\]])\s*```"


class Signature(NamedTuple):
    """The kind and the sorted top-level keys of some answers, and how many there are."""

    kind: str
    keys: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Group:
    """Answers with the same fields: the name of their table, the record type that they are of (or none), and signatures."""

    name: str
    record_type: str
    signatures: tuple[Signature, ...]

    @property
    def count(self) -> int:
        """How many answers."""
        return sum(signature.size for signature in self.signatures)


def collect(connection: duckdb.DuckDBPyConnection) -> int:
    """Make the table `answers` (place, kind, keys, answer) of all JSON objects in the view `rows`; gives their number.

    Fenced JSON is taken out of its fence, and a list of objects is put under the key `items`.
    """
    connection.execute(
        f"""CREATE TEMP TABLE answers AS
        SELECT place, kind, list_sort(json_keys(answer)) AS keys, answer FROM (
          SELECT place, kind, CASE WHEN starts_with(body, '[') THEN '{{"items":' || body || '}}' ELSE body END AS answer FROM (
            SELECT place, kind, CASE WHEN starts_with(text, '{{') OR starts_with(text, '[') THEN text
              WHEN contains(text, '```') THEN regexp_extract(text, '{FENCE}', 1, 's') ELSE '' END AS body
            FROM (SELECT place, kind, trim(answer, ' \t\r\n') AS text FROM rows WHERE problem = ''))
          WHERE body <> '')
        WHERE CASE WHEN json_valid(answer) THEN json_type(answer) = 'OBJECT'
          AND coalesce(json_type(answer, '$.items[0]') = 'OBJECT', true) ELSE false END"""
    )
    [(count,)] = connection.execute("SELECT count(*) FROM answers").fetchall()
    return int(count)


def signatures(connection: duckdb.DuckDBPyConnection) -> list[Signature]:
    """The commonest sets of keys by kind, commonest first."""
    found = connection.execute(
        f"""SELECT kind, keys, count(*) AS n FROM answers WHERE len(keys) > 0
        GROUP BY kind, keys ORDER BY n DESC, kind, keys LIMIT {SIGNATURES}"""
    ).fetchall()
    return [Signature(kind, tuple(keys), count) for kind, keys, count in found]


def groups(connection: duckdb.DuckDBPyConnection) -> list[Group]:
    """Answers of known record types, then the others by likeness of their keys."""
    known: dict[str, list[Signature]] = defaultdict(list)
    others: list[Signature] = []
    for signature in signatures(connection):
        record_type = recognised(connection, signature)
        (known[record_type] if record_type else others).append(signature)
    return [
        *(Group(name, name, tuple(held)) for name, held in sorted(known.items())),
        *(Group(f"answers_{at}", "", held) for at, held in enumerate(_alike(others), 1)),
    ]


def _alike(found: Iterable[Signature]) -> list[tuple[Signature, ...]]:
    heads: list[list[Signature]] = []
    for signature in found:
        near = [held for held in heads if _likeness(held[0].keys, signature.keys) >= ALIKE]
        if near:
            max(near, key=lambda held: _likeness(held[0].keys, signature.keys)).append(signature)
        else:
            heads.append([signature])
    return [tuple(held) for held in heads]


def _likeness(left: Sequence[str], right: Sequence[str]) -> float:
    return len(set(left) & set(right)) / len(set(left) | set(right))


def recognised(connection: duckdb.DuckDBPyConnection, signature: Signature) -> str:
    """The record type of the answers: the one that their kind names, if they have its fields, or else the only one that fits."""
    fitting = [name for name in sorted(_schemas()) if _has_keys(_schemas()[name], signature.keys)]
    if signature.kind in _schemas():
        return signature.kind if signature.kind in fitting else ""
    if len(signature.keys) < TELLING:
        return ""
    fitting = [name for name in fitting if _fits(name, sample(connection, signature))]
    return fitting[0] if len(fitting) == 1 else ""


def sample(connection: duckdb.DuckDBPyConnection, signature: Signature, count: int = LOOKED_AT) -> list[str]:
    """A few of the answers, always the same."""
    found = connection.execute(
        f"SELECT answer FROM answers WHERE kind = ? AND keys = ?::VARCHAR[] ORDER BY hash(place) LIMIT {count}",
        [signature.kind, list(signature.keys)],
    ).fetchall()
    return [answer for (answer,) in found]


def _has_keys(schema: dict[str, Any], keys: Sequence[str]) -> bool:
    return set(schema["required"]) <= set(keys) <= set(schema["properties"])


def _fits(name: str, answers: Sequence[str]) -> bool:
    validator = jsonschema_rs.validator_for(_schemas()[name])
    return sum(validator.is_valid(orjson.loads(answer)) for answer in answers) >= FITTING * len(answers)


@cache
def _schemas() -> dict[str, dict[str, Any]]:
    found = (file for file in files(schemas).iterdir() if file.name.endswith(".json"))
    return {file.name.removesuffix(".json"): orjson.loads(file.read_bytes()) for file in found}
