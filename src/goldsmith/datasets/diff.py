"""What sets two releases apart: rows by id, figures of the certificate, keys of the recipe, and the files of rules and schemas."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import orjson
import yaml

from goldsmith.core.errors import UsageError
from goldsmith.core.nouns import COLUMNS
from goldsmith.datasets import manifest

SHOWN = 5
"""Ids that are named of each sort and kind; a count stands for the rest."""
GATE_FILES = ("rules/", "schemas/", "vocabulary/")
ABSENT = "absent"
LIMITS: dict[str, Any] = {"threads": 2, "memory_limit": "300MB", "preserve_insertion_order": False}
"""Bounds for DuckDB, so that releases of many millions of rows are compared in little memory."""
Figures = dict[str, Any]

SORTS = {
    "added": "a.id IS NULL",
    "removed": "b.id IS NULL",
    "changed": "a.whole <> b.whole",
    "answer_changed": "a.answer <> b.answer",
    "prompt_changed": "a.prompt <> b.prompt",
    "split_changed": "a.split <> b.split",
}
"""What may have become of a row from A to B; a row that is changed is so in its answer, prompt, split or another column."""


@dataclass(frozen=True, slots=True)
class KindDiff:
    """The rows of one kind: how many there are of each sort, how many are the same, and the first ids of each sort."""

    kind: str
    counts: dict[str, int]
    same: int
    ids: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Moved:
    """A gate, a recipe key or a file that is not what it was; an empty mapping or ABSENT stands for one that is not there."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that sets release `b` apart from release `a`."""

    a: str
    b: str
    kinds: list[KindDiff]
    gates: list[Moved]
    recipe: list[Moved]
    files: list[Moved]

    def rows(self, sort: str) -> int:
        """How many rows of all kinds are of a sort."""
        return sum(kind.counts[sort] for kind in self.kinds)


def diff(a: Path, b: Path) -> Difference:
    """Compare two releases.

    Raises UsageError where one of them is no release or cannot be read.
    """
    before, after = manifest.read_manifest(a), manifest.read_manifest(b)
    return Difference(
        f"{before['name']}/{before['version']}",
        f"{after['name']}/{after['version']}",
        _rows(a, b),
        _moved(_gates(_json(a / manifest.CERTIFICATE)), _gates(_json(b / manifest.CERTIFICATE)), {}),
        _moved(_flat(_yaml(a / "recipe.yaml")), _flat(_yaml(b / "recipe.yaml")), ABSENT),
        _moved(_gate_files(before), _gate_files(after), ABSENT),
    )


def _rows(a: Path, b: Path) -> list[KindDiff]:
    """Rows of both releases by id; only digests are held, and they go to disk where there are many millions."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        duckdb.connect(config=LIMITS | {"temp_directory": scratch}) as connection,
    ):
        try:
            for name, folder in (("a", a), ("b", b)):
                _read(connection, name, manifest.data_files(folder)[1])
            found = connection.execute(_compare()).fetchall()
        except duckdb.Error as error:
            raise UsageError(f"{a} and {b} cannot be compared: {str(error).splitlines()[0]}") from error
    return [_kind_diff(*row) for row in found]


def _kind_diff(kind: str, same: int, *found: Any) -> KindDiff:
    counts, ids = found[: len(SORTS)], found[len(SORTS) :]
    return KindDiff(
        kind,
        dict(zip(SORTS, counts, strict=True)),
        same,
        {sort: some or [] for sort, some in zip(SORTS, ids, strict=True)},
    )


def _read(connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[Path]) -> None:
    columns = ", ".join("messages::VARCHAR" if column == "messages" else column for column in COLUMNS)
    connection.execute(
        f"""CREATE TABLE {name} AS
            SELECT id, kind, md5_number(answer) AS answer, md5_number(prompt) AS prompt, meta->>'$.split' AS split,
                   md5_number(concat_ws(chr(31), {columns})) AS whole
            FROM read_parquet(?)""",
        [[str(file) for file in files]],
    )


def _compare() -> str:
    counts = ", ".join(f"count(*) FILTER ({holds})" for holds in SORTS.values())
    ids = ", ".join(f"list_sort(min(coalesce(a.id, b.id), {SHOWN}) FILTER ({holds}))" for holds in SORTS.values())
    return f"""SELECT coalesce(a.kind, b.kind) AS kind, count(*) FILTER (a.whole = b.whole), {counts}, {ids}
               FROM a FULL JOIN b USING (id) GROUP BY 1 ORDER BY 1"""


def _gates(certificate: Mapping[str, Any]) -> Figures:
    """The figures of a certificate by gate."""
    return dict(_figures(certificate))


def _figures(certificate: Mapping[str, Any]) -> Iterator[tuple[str, Figures]]:
    try:
        yield "rows", certificate["rows"]["splits"] | {"total": certificate["rows"]["total"]}
        yield "attempts", {key: certificate["attempts"][key] for key in ("generated", "dropped")}
        for one in certificate["checks"]:
            keys = ("ok", "checked", "failed", "cap_percent", "largest", "smallest")
            yield f"check {one['check']}", {key: one[key] for key in keys if key in one}
        for one in certificate["relations"]:
            yield (
                f"rule {one['kind']}.{one['rule']}",
                {key: one[key] for key in ("ok", "applicable", "violated", "undecided")},
            )
        for one in certificate["liars"]["rules"]:
            yield f"liars of {one['kind']}.{one['rule']}", {key: one[key] for key in ("ok", "tried", "killed")}
        for one in certificate["liars"]["mutants"]:
            yield f"mutants {one['mutant']!r}", {key: one[key] for key in ("ok", "tried", "killed", "equivalent")}
        for kind, leaves in certificate["uncovered_fields"].items():
            yield f"uncovered {kind}", {"fields": leaves}
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{manifest.CERTIFICATE} lacks {error}, so gates cannot be compared") from error


def _moved(before: Figures, after: Figures, absent: Any) -> list[Moved]:
    """What differs, in the order of the newer release; what is no longer there comes last."""
    names = dict.fromkeys((*after, *before))
    pairs = ((name, before.get(name, absent), after.get(name, absent)) for name in names)
    return [Moved(name, old, new) for name, old, new in pairs if old != new]


def _gate_files(held: Mapping[str, Any]) -> Figures:
    """The digests of what decides a verdict: rules, schemas and vocabulary as released, and the code that built."""
    made = {name: entry["sha256"] for name, entry in held["files"].items() if name.startswith(GATE_FILES)}
    return made | {"code": held.get("code", "")}


def _flat(value: Any, above: str = "") -> Figures:
    """The leaves of a mapping by dotted key; a list is one leaf."""
    if not isinstance(value, dict) or not value:
        return {above: value}
    return {
        key: leaf
        for name, inner in value.items()
        for key, leaf in _flat(inner, f"{above}.{name}" if above else str(name)).items()
    }


def _json(path: Path) -> dict[str, Any]:
    try:
        found = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise UsageError(f"{path} holds no object")
    return found


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"{path} cannot be read: {str(error).splitlines()[0]}") from error
