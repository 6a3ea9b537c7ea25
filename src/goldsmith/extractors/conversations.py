"""The conversations of a file that anyone made, each of which ends with an answer."""

from collections.abc import Iterator
from pathlib import Path

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import ASSISTANT, Turn
from goldsmith.extractors.files import records
from goldsmith.extractors.shapes import recognise, shape_of


def conversations(file: Path, called: str) -> Iterator[tuple[Turn, ...]]:
    """Each record's turns, two or more; `called` names the file in errors.

    Raises UsageError for a file of no known shape, and for the first record that does not end with an answer.
    """
    main = None
    for record in records(file):
        if record.value is None:
            raise UsageError(f"{called}, record {record.number}: {record.problem}")
        main = main or recognise([record.value], {})
        shape = shape_of(record.value, main)
        turns = shape.turns(record.value) if shape is not None else ()
        if len(turns) < 2 or turns[-1].role != ASSISTANT or not turns[-1].content.strip():
            raise UsageError(f"{called}, record {record.number}: no answer follows a prompt")
        yield turns
