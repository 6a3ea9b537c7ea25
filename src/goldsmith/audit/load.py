"""Reads the audited files once into Rows: shape recognised by its first records, every record kept in one form."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import orjson

from goldsmith.audit.rows import CHUNK, Rows, write_chunk
from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import ASSISTANT, SYSTEM, USER
from goldsmith.extractors.files import Record, records
from goldsmith.extractors.shapes import Shape, as_text, recognise

SAMPLE = 200
"""Records that are looked at to recognise a shape."""
SPLITS = ("train", "validation", "test")
SPLIT_WORDS = {
    "train": "train",
    "training": "train",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
}
SPLIT_WORDS |= {"dev": "validation", "eval": "validation", "test": "test", "testing": "test"}


def load(paths: Sequence[Path], mapping: Mapping[str, str], folder: Path) -> tuple[Rows, dict[str, Shape]]:
    """Keep every record of the files in `folder`; gives the rows and the shape that each file was taken for."""
    shapes: dict[str, Shape] = {}
    count = 0
    for path in paths:
        stream = records(path)
        head = list(islice(stream, SAMPLE))
        readable = [record.value for record in head if record.value is not None]
        if not readable:
            raise UsageError(f"{str(path)!r} holds no readable record")
        shapes[str(path)] = recognise(readable, mapping)
        for rows in _batches(_rows(str(path), shapes[str(path)], chain(head, stream), count)):
            write_chunk(folder, rows)
            count += len(rows)
    return Rows(folder, tuple(str(path) for path in paths), count), shapes


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, CHUNK)):
        yield batch


def _rows(file: str, shape: Shape, stream: Iterator[Record], start: int) -> Iterator[dict[str, Any]]:
    split = split_of(Path(file))
    for place, record in enumerate(stream, start):
        row = {"place": place, "file": file, "row": record.number, "problem": record.problem}
        yield row | (_parts(shape, record.value, split) if record.value is not None else {})


def _parts(shape: Shape, value: Mapping[str, Any], split: str) -> dict[str, Any]:
    turns = shape.turns(value)
    used = set(shape.columns.values())
    last = {turn.role: turn.content for turn in turns}
    meta = _meta(value)
    return {
        "id": shape.text("id", value),
        "kind": shape.text("kind", value),
        "split": shape.text("split", value) or split,
        "unit": str(meta.get("unit", "")),
        "system": last.get(SYSTEM, ""),
        "context": shape.text("context", value),
        "prompt": last.get(USER, ""),
        "answer": last.get(ASSISTANT, ""),
        "turns": [turn._asdict() for turn in turns],
        "extra": orjson.dumps({name: as_text(cell) for name, cell in value.items() if name not in used}).decode(),
    }


def _meta(value: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        meta = orjson.loads(value["meta"]) if isinstance(value.get("meta"), str) else value.get("meta")
    except orjson.JSONDecodeError:
        return {}
    return meta if isinstance(meta, Mapping) else {}


def split_of(path: Path) -> str:
    """The split that a file's name speaks of; empty where it speaks of none."""
    words = path.name.lower().replace("_", "-").replace(".", "-").split("-")
    return next((SPLIT_WORDS[word] for word in words if word in SPLIT_WORDS), "")
