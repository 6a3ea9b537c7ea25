"""Forgers: changes of a finished release, with every digest recomputed so that only the content gives them away."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.core.canonical import from_json, to_json
from goldsmith.core.errors import UsageError
from goldsmith.core.nouns import Row
from goldsmith.datasets.judged import SCHEMA
from goldsmith.datasets.manifest import CERTIFICATE, DEPRECATION, MANIFEST
from goldsmith.datasets.verify import verify

Rows = dict[str, Row]


def rows_of(release: Path) -> Rows:
    """Every row of a release by its id."""
    lines = (line for file in sorted((release / "jsonl").iterdir()) for line in file.read_bytes().splitlines())
    return {row["id"]: row for row in map(orjson.loads, lines)}


def forge(release: Path, change: Callable[[Rows], None]) -> None:
    """Change rows, write them as JSONL and as Parquet, and recompute every digest."""
    for file in (release / "jsonl").iterdir():
        rows = {row["id"]: row for row in map(orjson.loads, file.read_bytes().splitlines())}
        before = json.dumps(rows)
        change(rows)
        if json.dumps(rows) != before:
            write_rows(release, file.stem, list(rows.values()))
    reseal(release)


def write_rows(release: Path, name: str, rows: list[Row]) -> None:
    """Write one file of a release in both forms."""
    (release / "jsonl" / f"{name}.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), release / "data" / f"{name}.parquet")


def reseal(release: Path) -> None:
    """Make the manifest fit the files, as a forger who can compute a digest would."""
    manifest = json.loads((release / MANIFEST).read_bytes())
    paths = sorted(path for path in release.rglob("*") if path.is_file() and path.name not in (MANIFEST, DEPRECATION))
    identity = {
        path.relative_to(release).as_posix(): (sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
        for path in paths
    }
    manifest["files"] = {name: {"sha256": digest, "bytes": size} for name, (digest, size) in identity.items()}
    del manifest["manifest_sha256"]
    manifest["manifest_sha256"] = sha256(orjson.dumps(manifest, option=orjson.OPT_SORT_KEYS)).hexdigest()
    (release / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n")


def answer_of(row: Row) -> dict[str, Any]:
    """The answer of a row, numbers exact."""
    made: dict[str, Any] = from_json(row["answer"])
    return made


def give_answer(row: Row, answer: object) -> None:
    """Give the row another answer in every column that holds it."""
    text = answer if isinstance(answer, str) else to_json(answer)
    row |= {"answer": text, "completion": text, "output": text}
    row["messages"][-1]["content"] = text


def give_prompt(row: Row, text: str) -> None:
    """Give the row another prompt in every column that holds it."""
    row["prompt"] = row["prompt"].removesuffix(row["input"]) + text
    row["input"] = text
    row["messages"][-2]["content"] = text


def certify(release: Path, change: Callable[[Any], None]) -> None:
    """Change what the certificate claims, and recompute every digest."""
    claimed = json.loads((release / CERTIFICATE).read_bytes())
    change(claimed)
    (release / CERTIFICATE).write_bytes(orjson.dumps(claimed, option=orjson.OPT_INDENT_2) + b"\n")
    reseal(release)


def findings(release: Path) -> str:
    """What verify found, or why it could not look, one finding a line; nothing for a good release."""
    try:
        return "\n".join(verify(release).findings)
    except UsageError as error:
        return str(error)
