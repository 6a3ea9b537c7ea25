"""A trial of a domain's record types before a build: what would fail in every row is said once, in one line, with its file."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from pydantic import ValidationError

from goldsmith.core.canonical import to_json
from goldsmith.core.errors import UsageError
from goldsmith.core.streams import stream
from goldsmith.datasets.records.domain import RecordType
from goldsmith.extractors.phrases import compile_phrase
from goldsmith.extractors.prompts import shape_of
from goldsmith.schemas.tree import Node, answer_of
from goldsmith.templates.environment import lines_for, slots_of
from goldsmith.validators.relations import evaluate, prepare, register_vocabulary

DRAWS = 200
"""Records of each type that are drawn, its oddities in turn."""


def try_out(types: Mapping[str, RecordType]) -> None:
    """Draw records of each own type, run its rules over them, and compile its sentences and sentence patterns.

    Raises UsageError that names the record type, the file and what is wrong with it.
    """
    for kind in types.values():
        where = f"domain {Path(kind.domain).name!r}: record type {kind.kind.name!r}"
        answers = [to_json(answer_of(_record(kind, place, where))) for place in range(DRAWS)]
        _check_rules(kind, answers)
        _check_phrases(kind, where)
        _check_sentences(kind, where)


def _record(kind: RecordType, place: int, where: str) -> Any:
    oddities = ("", *kind.cell.oddities)
    try:
        draft = kind.sampler(stream("trial", kind.kind.name, place), oddities[place % len(oddities)])
    except Exception as error:  # it is another person's code, and may raise anything
        raise UsageError(f"{where}: its sampler fails: {type(error).__name__}: {error}") from error
    try:
        return kind.kind.model(**draft)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(map(str, first["loc"])) or "the record"
        raise UsageError(
            f"{where}: its sampler draws what its model refuses: {at}: {first['msg']} (got {first['input']!r})"
        ) from error
    except TypeError as error:
        raise UsageError(f"{where}: its sampler gives no dict of fields: {error}") from error


def _check_rules(kind: RecordType, answers: list[str]) -> None:
    """Every rule runs; what it says of these records is for the build to find."""
    with duckdb.connect() as connection:
        register_vocabulary(connection, kind.knowledge.vocabulary)
        name = kind.kind.name
        table = pa.table(
            {"id": [str(at) for at in range(len(answers))], "kind": [name] * len(answers), "answer": answers}
        )
        connection.register("examples", table)
        file = kind.knowledge.rules(name)
        prepare(connection, file)
        for rule in file.rules:
            evaluate(connection, rule)


def _check_phrases(kind: RecordType, where: str) -> None:
    root, _ = shape_of(kind.schema_text, kind.knowledge.lexicon)
    for line in root.phrases:
        try:
            compile_phrase(line, root)
        except (UsageError, KeyError) as error:
            raise UsageError(f"{where}: phrases/{kind.kind.name}.txt: {error}") from error


def _check_sentences(kind: RecordType, where: str) -> None:
    """Every slot of a sentence is a field; a sentence with another slot would never be said, and nobody would notice."""
    known = set(_names(kind.kind.tree))
    for folder in ("prose", "items"):
        for line in lines_for(folder, kind.kind):
            for slot in slots_of(line):
                if slot not in known:
                    raise UsageError(f"{where}: {folder}/{kind.kind.name}.txt: {slot!r} in {line!r} is no field")


def _names(node: Node, above: str = "") -> Iterator[str]:
    """The dotted names of the fields, and the bare names of those of list entries."""
    for child in node.fields:
        yield above + child.name
        yield from _names(child, f"{above}{child.name}.")
        if child.items is not None:
            yield from _names(child.items)
