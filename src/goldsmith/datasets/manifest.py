"""The manifest of a release and the files that every track writes: data, ledger, certificate, card, deprecation."""

import platform
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import yaml

from goldsmith.core.canonical import digest, digest_of_file, to_sorted_json
from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_bytes
from goldsmith.core.package import code_digest, code_version
from goldsmith.datasets.keys import SPLITS, Recipe

MANIFEST = "manifest.json"
RECIPE = "recipe.yaml"
CERTIFICATE = "certificate.json"
LEDGER = "dropped.jsonl"
CARD = "README.md"
DEPRECATION = "DEPRECATED.md"


def data_files(folder: Path) -> tuple[list[Path], list[Path]]:
    """The JSONL files of a release and their Parquet twins, in split order.

    Raises UsageError that names a file without its twin.
    """
    order = {split: place for place, split in enumerate(SPLITS)}
    lines = sorted(
        (folder / "jsonl").glob("*.jsonl"),
        key=lambda path: (order.get(path.name.split("-")[0], len(order)), path.name),
    )
    twins = [folder / "data" / f"{path.stem}.parquet" for path in lines]
    lonely = [path for path in twins if not path.is_file()]
    lonely += [path for path in sorted((folder / "data").glob("*.parquet")) if path not in twins]
    if lonely or not lines:
        raise UsageError(
            f"{folder}: {lonely[0].name if lonely else 'data'} has no twin; a release holds every file as JSONL and as Parquet"
        )
    return lines, twins


def write_ledger(folder: Path, drops: Iterable[Mapping[str, Any]]) -> None:
    """Store what was dropped, one entry a line."""
    write_bytes(folder / LEDGER, (orjson.dumps(entry, option=orjson.OPT_SORT_KEYS) + b"\n" for entry in drops))


def as_yaml(recipe: Recipe) -> str:
    """A recipe as the text of its file in a release."""
    return yaml.safe_dump(recipe.released(), sort_keys=False, allow_unicode=True)


def write_certificate(folder: Path, certificate: dict[str, Any]) -> None:
    """Store the certificate."""
    write_bytes(folder / CERTIFICATE, [orjson.dumps(certificate, option=orjson.OPT_INDENT_2), b"\n"])


def write_manifest(folder: Path, recipe: Recipe, certificate: dict[str, Any], domain: str = "") -> None:
    """Write the manifest: what made the release, and the digest and size of each of its files. It holds no clock time.

    `jsonl_sha256` is that of all lines, the JSONL files one behind the other as `data_files` orders them.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in (MANIFEST, DEPRECATION))
    made = {
        "schema_version": 1,
        "name": recipe.name,
        "version": recipe.version,
        "demo": certificate["demo"],
        "licence": recipe.licence,
        "recipe_sha256": recipe.digest,
        "jsonl_sha256": digest_of_file(*data_files(folder)[0]),
        "code": code_version(),
        "code_sha256": code_digest(),
        "domain_sha256": domain,
        "python": ".".join(platform.python_version_tuple()[:2]),
        "pyarrow": pa.__version__,
        "rows": certificate["rows"]["splits"],
        "files": {path.relative_to(folder).as_posix(): _identity(path) for path in paths},
    }
    write_bytes(folder / MANIFEST, [_sealed(made)])


def _identity(path: Path) -> dict[str, Any]:
    return {"sha256": digest_of_file(path), "bytes": path.stat().st_size}


def _sealed(made: Mapping[str, Any]) -> bytes:
    """The manifest as bytes, its own digest last: what it says of the code and the tools stands nowhere else."""
    body = {key: value for key, value in made.items() if key != "manifest_sha256"}
    return orjson.dumps(body | {"manifest_sha256": digest(to_sorted_json(body))}, option=orjson.OPT_INDENT_2) + b"\n"


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release.

    Raises UsageError where the folder holds none, or it cannot be read, or is damaged.
    """
    try:
        found = orjson.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise UsageError(f"{str(folder)!r} is no release: it has no {MANIFEST}") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder / MANIFEST} cannot be read: {error}") from error
    if not isinstance(found, dict) or not {"name", "version", "files", "recipe_sha256"} <= found.keys():
        raise UsageError(f"{folder / MANIFEST} lacks name, version, recipe_sha256 or files")
    files, rows = found["files"], found.get("rows", {})
    if not isinstance(files, dict) or not all(isinstance(one, dict) and "sha256" in one for one in files.values()):
        raise UsageError(f"{folder / MANIFEST} is damaged: files holds no digests; take another copy of the release")
    if not isinstance(rows, dict) or not all(isinstance(count, int) for count in rows.values()):
        raise UsageError(f"{folder / MANIFEST} is damaged: rows holds no counts; take another copy of the release")
    return found


def deprecation(folder: Path) -> str:
    """Why a release should not be used any more; "" where nothing is wrong with it."""
    path = folder / DEPRECATION
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""


def altered_files(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """Files that differ from the manifest, are missing, or are not in it."""
    wanted: dict[str, Any] = manifest["files"]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {
        MANIFEST,
        DEPRECATION,
    }
    wrong = [] if (folder / MANIFEST).read_bytes() == _sealed(manifest) else [f"{MANIFEST} is not what was released"]
    wrong += [f"{name} is missing" for name in sorted(wanted.keys() - there)]
    wrong += [f"{name} is not in the manifest" for name in sorted(there - wanted.keys())]
    wrong += [
        f"{name} is not what was released"
        for name in sorted(there & wanted.keys())
        if _identity(folder / name) != wanted[name]
    ]
    return wrong


def first_difference(old: Path, new: Path) -> str:
    """The first file in which two releases differ, or "" where they are equal byte for byte."""
    before, after = read_manifest(old), read_manifest(new)
    if altered := altered_files(old, before):
        return altered[0]
    for name in sorted(before["files"].keys() | after["files"].keys()):
        if before["files"].get(name) != after["files"].get(name):
            return str(name)
    return "" if before == after else MANIFEST
