"""The rows of a data file that anyone made, as questions with gold answers: a benchmark, or a file not made here."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import ASSISTANT, USER, Turn
from goldsmith.extractors.file_shapes import SAMPLE, recognised
from goldsmith.extractors.files import records
from goldsmith.extractors.messages import as_text
from goldsmith.extractors.records import Record
from goldsmith.extractors.shapes import PARTS, Shape, cell_of, shape_of
from goldsmith.train.examples import TrainingExample
from goldsmith.validators.rows import compiled

SCHEMA = "schema"
KEYWORDS = frozenset(("$schema", "type", "properties", "items", "$ref"))
"""Some of these a column that is called schema must hold before it is taken for a JSON Schema without being asked."""


def of_file(path: Path, mapping: Mapping[str, str]) -> Iterator[TrainingExample]:
    """Every assistant turn of every record with what was asked before it; `mapping` names columns by part, `schema` among them.

    Raises UsageError for a file of no known shape, a column that is not there, and the first record that cannot be asked.
    """
    parts = {part: column for part, column in mapping.items() if part != SCHEMA}
    if unknown := sorted(parts.keys() - set(PARTS)):
        raise UsageError(f"--map knows no part {unknown[0]!r}; parts are {', '.join((*PARTS, SCHEMA))}")
    stream = records(path)
    head = list(islice(stream, SAMPLE))
    main = recognised(path, head, parts)
    wanted = mapping.get(SCHEMA, "")
    if wanted and all(cell_of(record.value or {}, wanted) is None for record in head):
        raise UsageError(f"{str(path)!r}: --map names column {wanted!r}, and none of the first records has it")
    for record in chain(head, stream):
        yield from _examples(f"{str(path)!r}, record {record.number}", record, main, wanted)


def _examples(where: str, record: Record, main: Shape, wanted: str) -> Iterator[TrainingExample]:
    if record.value is None:
        raise UsageError(f"{where} cannot be read: {record.problem}")
    shape = shape_of(record.value, main)
    turns = shape.turns(record.value) if shape else ()
    places = [place for place, turn in enumerate(turns) if turn.role == ASSISTANT and place]
    if shape is None or not places:
        raise UsageError(f"{where} has no question with an answer")
    context, schema = shape.text("context", record.value), _schema(where, record.value, wanted)
    name = shape.text("id", record.value) or str(record.number)
    for place in places:
        yield TrainingExample(
            name if len(places) == 1 else f"{name}#{place}",
            shape.text("kind", record.value),
            shape.text("split", record.value),
            _with_context(turns[:place], context),
            turns[place].content,
            schema,
            _meta(record.value.get("meta")),
        )


def _with_context(turns: tuple[Turn, ...], context: str) -> tuple[Turn, ...]:
    """The turns with the passage that the file keeps apart in front of the question."""
    if not context or any(context in turn.content for turn in turns):
        return turns
    last = max((place for place, turn in enumerate(turns) if turn.role == USER), default=0)
    asked = turns[last]._replace(content=f"{context}\n\n{turns[last].content}")
    return (*turns[:last], asked, *turns[last + 1 :])


def _schema(where: str, value: Mapping[str, Any], wanted: str) -> str:
    text = as_text(cell_of(value, wanted or SCHEMA)).strip()
    try:
        found = orjson.loads(text) if text else None
        if not wanted and not (isinstance(found, dict) and KEYWORDS & found.keys()):
            return ""
        if text:
            compiled(text)
    except ValueError as error:
        if not wanted:
            return ""
        raise UsageError(f"{where}: its schema is no JSON Schema: {' '.join(str(error).split())[:120]}") from error
    return text


def _meta(cell: Any) -> Mapping[str, Any]:
    """What the row tells of itself, as a release's rows do; nothing where it is no object."""
    try:
        found = orjson.loads(cell) if isinstance(cell, str) else cell
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, Mapping) else {}
