"""One example of a release as a person looks at it: what is asked, what is answered, and where that comes from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from goldsmith.datasets.manual.pointer import pointed

RECORD = ("split", "genre", "layout", "odd", "mode")
MANUAL = ("split", "form", "task")
"""Keys of a row's meta that are shown beside its id."""
IS_MANUAL = '"source":'
"""Stands in the meta of rows about a manual alone."""
SYSTEM = 160
"""Signs of a system turn that are shown."""


def lacks(row: dict[str, Any]) -> list[str]:
    """What a row would need to be shown and does not have. Raises ValueError, KeyError or TypeError for one that is none."""
    meta = orjson.loads(row["meta"])
    wanted = (*MANUAL, "wording", "source", "missing") if IS_MANUAL in row["meta"] else (*RECORD, "wording", "unstated")
    if IS_MANUAL not in row["meta"]:
        orjson.loads(row["output"])
    return [name for name in wanted if name not in meta] + [
        name for name in ("id", "instruction", "input", "output") if name not in row
    ]


def record_row(row: dict[str, Any]) -> Iterator[str]:
    """The prompt, the record as JSON, and what was left to be worked out."""
    meta = orjson.loads(row["meta"])
    yield from _asked(row, (*(str(meta[name]) for name in RECORD), f"{meta['wording']} wording"))
    yield orjson.dumps(orjson.loads(row["output"]), option=orjson.OPT_INDENT_2).decode()
    if meta["unstated"]:
        yield f"worked out, not stated: {', '.join(map(str, meta['unstated']))}"


def manual_row(row: dict[str, Any], release: Path) -> Iterator[str]:
    """The question, the answer, and the line of the page that states it, with a pointer."""
    meta = orjson.loads(row["meta"])
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
