"""One example of a release as a person looks at it: what is asked, what is answered, and where that comes from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from goldsmith.datasets.manual.pointer import pointed

RECORD = ("split", "genre", "layout", "odd", "mode")
MANUAL = ("split", "form", "task")
"""Keys of a row's meta that are shown beside its id, by what the row is about."""
LESSON = ("split", "level", "status")
SYSTEM = 160
"""Signs of a system turn that are shown."""


def lacks(row: dict[str, Any]) -> list[str]:
    """What a row would need to be shown and does not have. Raises ValueError, KeyError or TypeError for one that is none."""
    meta = orjson.loads(row["meta"])
    if "plan" in meta:
        wanted: tuple[str, ...] = (*LESSON, "cited")
    elif "source" in meta:
        wanted = (*MANUAL, "wording", "source", "missing")
    else:
        wanted = (*RECORD, "wording", "unstated")
        orjson.loads(row["output"])
    return [name for name in wanted if name not in meta] + [
        name for name in ("id", "instruction", "input", "output") if name not in row
    ]


def shown(row: dict[str, Any], release: Path) -> Iterator[str]:
    """The lines of a row, whatever it is about."""
    meta = orjson.loads(row["meta"])
    if "plan" in meta:
        return lesson_row(row, meta)
    return manual_row(row, meta, release) if "source" in meta else record_row(row, meta)


def lesson_row(row: dict[str, Any], meta: dict[str, Any]) -> Iterator[str]:
    """The conversation, what a judge said of it, and the sources of what it cites."""
    yield from _asked(row, tuple(str(meta[name]) for name in LESSON))
    yield row["output"]
    if judge := meta.get("judge"):
        yield f"{judge['model']} finds it {'sound' if judge['sound'] else 'unsound'}: {judge['reason']}"
    sources = {note["id"]: note["source"] for note in meta["plan"].get("notes", ())}
    if meta["cited"]:
        yield f"cited: {'; '.join(str(sources.get(name, name)) for name in meta['cited'])}"


def record_row(row: dict[str, Any], meta: dict[str, Any]) -> Iterator[str]:
    """The prompt, the record as JSON, and what was left to be worked out."""
    yield from _asked(row, (*(str(meta[name]) for name in RECORD), f"{meta['wording']} wording"))
    yield orjson.dumps(orjson.loads(row["output"]), option=orjson.OPT_INDENT_2).decode()
    if meta["unstated"]:
        yield f"worked out, not stated: {', '.join(map(str, meta['unstated']))}"


def manual_row(row: dict[str, Any], meta: dict[str, Any], release: Path) -> Iterator[str]:
    """The question, the answer, and the line of the page that states it, with a pointer."""
    yield from _asked(row, (*(str(meta[name]) for name in MANUAL), f"{meta['wording']} wording"))
    yield row["output"]
    if meta["missing"]:
        yield f"not on the pages: {meta['missing']}"
    for span in meta["source"]:
        yield from pointed(release, span)


def _asked(row: dict[str, Any], facts: tuple[str, ...]) -> Iterator[str]:
    yield f"━━━ {row['id']} · {' · '.join(facts)}"
    if row["instruction"]:
        yield f"system: {row['instruction'][:SYSTEM]}{'…' if len(row['instruction']) > SYSTEM else ''}"
        yield ""
    yield row["input"]
    yield "──→"
