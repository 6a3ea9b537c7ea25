"""The clean folder that is uploaded: the release's own files by an allow-list, the page, and what other trainers need."""

import os
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_text
from goldsmith.datasets.keys import SPLITS, Recipe
from goldsmith.datasets.manifest import CARD, MANIFEST, read_manifest
from goldsmith.datasets.publish.consumers import consumer_files
from goldsmith.datasets.publish.croissant import croissant
from goldsmith.datasets.publish.history import HISTORY, History
from goldsmith.datasets.publish.mix import Mix, section, write_mix
from goldsmith.datasets.publish.page import page

ALLOWED = (
    "data/*.parquet",
    "jsonl/*.jsonl",
    "rules/*.sql",
    "schemas/*.json",
    "vocabulary/*.parquet",
    "pages/*",
    "prompts/*.j2",
    "facts.jsonl",
    "entries.jsonl",
    "left_out.jsonl",
    "recipe.yaml",
    "certificate.json",
    "dropped.jsonl",
    "views.sql",
    CARD,
)
"""What a release may hold; a file of another name is not uploaded but refused."""
OWN_CARD = "RELEASE.md"
"""The release's card as it was certified; README.md is the page made from it."""


class Staged(NamedTuple):
    """One file that will be uploaded, and its size in bytes."""

    name: str
    size: int


def stage(
    release: Path, into: Path, repo: str, address: str, recipe: Recipe, history: History, mix: Mix | None = None
) -> tuple[Staged, ...]:
    """Fill the folder; gives what it holds, by name. A `mix` is put beside the release, in a config of its own.

    Raises UsageError for a file in the release that the allow-list does not know.
    """
    held = read_manifest(release)
    for name in (*held["files"], MANIFEST):
        _link(release, into, name)
    card = (release / CARD).read_text(encoding="utf-8")
    general = section(mix, write_mix(mix, into)) if mix else ""
    write_text(into / CARD, page(card, repo, held["version"], history, general))
    write_text(into / HISTORY, history.text())
    write_text(into / "croissant.json", _croissant(held, recipe, address))
    splits = [split for split in SPLITS if held["rows"].get(split)]
    for name, text in consumer_files(repo, recipe.name, recipe.version, splits).items():
        (into / name).parent.mkdir(exist_ok=True)
        write_text(into / name, text)
    return staged(into)


def staged(folder: Path) -> tuple[Staged, ...]:
    """The files of a folder, by name."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(Staged(path.relative_to(folder).as_posix(), path.stat().st_size) for path in paths)


def _link(release: Path, into: Path, name: str) -> None:
    """Put a file there without copying it where the file system can; the card goes under its other name."""
    if name != MANIFEST and not any(fnmatch(name, pattern) for pattern in ALLOWED):
        raise UsageError(f"{release / name} is no file that a release publishes; there are {', '.join(ALLOWED)}")
    target = into / (OWN_CARD if name == CARD else name)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(release / name, target)
    except OSError:
        target.write_bytes((release / name).read_bytes())


def _croissant(held: dict[str, Any], recipe: Recipe, address: str) -> str:
    files = {name: entry for name, entry in held["files"].items() if name.startswith("data/")}
    return croissant(
        name=recipe.name,
        version=recipe.version,
        description=recipe.description,
        licence=recipe.licence,
        page=address,
        published=datetime.now(UTC).date(),  # noqa: TID251  # the day of publishing is no part of the data
        files=files,
    )
