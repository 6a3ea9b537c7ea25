"""How a whole file holds its examples, recognised by its first records."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from goldsmith.core.errors import UsageError
from goldsmith.extractors.records import Record
from goldsmith.extractors.shapes import Shape, recognise

SAMPLE = 200
"""Records that are looked at."""


def recognised(path: Path, head: Sequence[Record], mapping: Mapping[str, str]) -> Shape:
    """The shape of a file by its first records, the columns that `mapping` names taken as it says.

    Raises UsageError that names the file where none of them can be read or no shape fits.
    """
    readable = [record.value for record in head if record.value]
    if not readable:
        why = f": record {head[0].number}: {head[0].problem or 'no columns'}" if head else ""
        raise UsageError(f"{str(path)!r} holds no readable record{why}")
    try:
        return recognise(readable, mapping)
    except UsageError as error:
        raise UsageError(f"{str(path)!r}: {error}") from error
