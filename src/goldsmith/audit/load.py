"""Reads the audited files once into Rows: shape recognised by its first records, every record kept in one form."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import orjson

from goldsmith.audit.columns import form_of
from goldsmith.audit.rows import CHUNK, Rows, write_chunk
from goldsmith.extractors.examples import ASSISTANT, SYSTEM, USER, Turn
from goldsmith.extractors.file_shapes import SAMPLE, recognised
from goldsmith.extractors.files import records
from goldsmith.extractors.messages import as_text
from goldsmith.extractors.records import Record
from goldsmith.extractors.shapes import WHOLE, Shape, shape_of

READING = "reading"
Progress = Callable[[str, int, int], None]
"""Told the stage, how much more of it is done, and how much there is in all; reading counts bytes."""
SPLITS = ("train", "validation", "test")
SPLIT_WORDS = {
    "train": "train",
    "training": "train",
    "val": "validation",
    "valid": "validation",
    "validation": "validation",
}
SPLIT_WORDS |= {"dev": "validation", "eval": "validation", "test": "test", "testing": "test"}


def silent(stage: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


def load(
    paths: Sequence[Path], mapping: Mapping[str, str], folder: Path, progress: Progress = silent
) -> tuple[Rows, dict[str, Shape]]:
    """Keep every record of the files in `folder`; gives the rows and the shape that each file was taken for."""
    shapes: dict[str, Shape] = {}
    count = 0
    total = sum(path.stat().st_size for path in paths if path.is_file())
    for path in paths:
        stream = records(path, lambda size: progress(READING, size, total))
        head = list(islice(stream, SAMPLE))
        shapes[str(path)] = recognised(path, head, mapping)
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
        if record.value is not None:
            row |= _parts(shape_of(record.value, shape), record.value, split) | {"form": form_of(record.value)}
        yield row


def _parts(shape: Shape | None, value: Mapping[str, Any], split: str) -> dict[str, Any]:
    own = shape or Shape("", {})
    turns = own.turns(value) if shape else ()
    style = own.style(value) if shape else ""
    extra = {name: as_text(cell) for name, cell in value.items() if name not in own.columns.values()}
    if " with " in style:
        extra[WHOLE] = own.text("answer", value)
    return _said(turns) | {
        "id": own.text("id", value),
        "kind": own.text("kind", value),
        "split": own.text("split", value) or split,
        "unit": as_text(_meta(value).get("unit")),
        "context": own.text("context", value),
        "turns": [{"role": turn.role, "content": turn.content} for turn in turns],
        "extra": orjson.dumps(extra).decode(),
        "shape": style,
        "input": own.text("input", value),
    }


def _said(turns: Sequence[Turn]) -> dict[str, str]:
    """System, prompt and answer: the last assistant turn, and the last user turn before it."""
    last = max((place for place, turn in enumerate(turns) if turn.role == ASSISTANT), default=len(turns))
    asked = [turn.content for turn in turns[:last] if turn.role == USER]
    return {
        "system": "\n".join(turn.content for turn in turns if turn.role == SYSTEM),
        "prompt": asked[-1] if asked else "",
        "answer": turns[last].content if last < len(turns) else "",
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
