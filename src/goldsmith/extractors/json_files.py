"""Records of JSON Lines and JSON files, in the layouts that people and libraries write."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import ijson
import orjson

from goldsmith.core.errors import UsageError
from goldsmith.extractors.json_layouts import prefix_of_records, records_within, unnested
from goldsmith.extractors.opening import BROKEN_OFF, Source, opened
from goldsmith.extractors.records import Record, record

LONGEST = 1 << 26
"""Bytes of a line, or of a JSON object that is read as a whole: 64 MiB."""


def json_lines(source: Source) -> Iterator[Record]:
    """Records of a file that is called JSON Lines."""
    return _lines(source) if _in_lines(source.head, by_name=True) else _values(source)


def json_file(source: Source) -> Iterator[Record]:
    """Records of a file that is called JSON, which may hold JSON Lines all the same."""
    return _lines(source) if _in_lines(source.head, by_name=False) else _values(source)


def in_lines(path: Path) -> bool:
    """Whether a JSON file is read line by line, so that its record numbers are physical lines."""
    with opened(path) as source:
        return _in_lines(source.head, by_name=not path.name.lower().removesuffix(".gz").endswith(".json"))


def _in_lines(head: bytes, *, by_name: bool) -> bool:
    text = head.strip()
    first, _, rest = text.partition(b"\n")
    first = first.rstrip()
    if rest and _parses(first):
        return True
    if text.startswith(b"{") and rest.lstrip().startswith(b"{") and not first.endswith((b"{", b"[", b":")):
        return True
    return by_name and not first.endswith((b"{", b"[", b",")) and not (_parses(first) and not rest)


def _parses(line: bytes) -> bool:
    try:
        orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return True


def _lines(source: Source) -> Iterator[Record]:
    number = 0
    try:
        while line := source.data.readline(LONGEST):
            number += 1
            if len(line) == LONGEST and not line.endswith(b"\n"):
                _skip_line(source.data)
                yield Record(number, None, f"a line of more than {LONGEST:,} bytes")
            elif line.strip():
                yield line_record(number, line)
    except BROKEN_OFF:
        yield Record(number + 1, None, "the gzip file breaks off here")


def _skip_line(data: IO[bytes]) -> None:
    while (piece := data.readline(LONGEST)) and not piece.endswith(b"\n"):
        pass


def line_record(number: int, line: bytes) -> Record:
    """The record of one line."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Record(number, None, _why(line, error))
    return record(number, value)


def _why(line: bytes, error: Exception) -> str:
    try:
        text = line.decode()
    except UnicodeDecodeError as wrong:
        return f"not UTF-8: byte 0x{line[wrong.start]:02x} in {line[max(0, wrong.start - 20) : wrong.start + 12]!r}"
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return f"not JSON: {error}: {text.strip()[:60]!r}"
    return f"not JSON as the standard has it (NaN, Infinity or half a surrogate pair): {text.strip()[:60]!r}"


def _values(source: Source) -> Iterator[Record]:
    number = 0
    for number, found in enumerate(_each(source), 1):
        yield Record(number, None, found) if isinstance(found, str) else record(number, found)


def _each(source: Source) -> Iterator[Any]:
    """Every record's value, and as a text why the rest cannot be read."""
    start = source.head.lstrip()[:1]
    if start not in (b"[", b"{"):
        raise UsageError(f"{str(source.path)!r} is not JSON: it begins with {source.head.lstrip()[:30]!r}")
    try:
        if start == b"[":
            yield from _items(source.data, "item")
        else:
            yield from _object(source)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield f"the JSON breaks off here: {' '.join(str(error).split())[:80]}"
    except BROKEN_OFF:
        yield "the gzip file breaks off here"


def _items(data: Any, prefix: str) -> Iterator[Any]:
    for value in ijson.items(data, prefix, use_float=True):
        yield from unnested(value)


def _object(source: Source) -> Iterator[Any]:
    whole = source.data.read(LONGEST + 1)
    if len(whole) > LONGEST:
        yield from _items(_Joined(whole, source.data), prefix_of_records(source.head, source.path))
        return
    try:
        value = orjson.loads(whole)
    except orjson.JSONDecodeError:
        yield from ijson.items(io.BytesIO(whole), "", use_float=True, multiple_values=True)
        return
    yield from records_within(value, source.path)


class _Joined:
    """Bytes already read, and then the rest of the file."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self.first = io.BytesIO(first)
        self.rest = rest

    def read(self, size: int = -1) -> bytes:
        return self.first.read(size) or self.rest.read(size)
