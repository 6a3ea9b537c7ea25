"""Writes a small working domain, to be changed into one of one's own."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_text
from goldsmith.datasets.keys import NAME


def write_domain(folder: Path) -> list[Path]:
    """Write the starter domain into a folder that is missing or empty; gives its files.

    Raises UsageError where the folder holds something or cannot be written.
    """
    try:
        if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            raise UsageError(f"{str(folder)!r} is not empty; `goldsmith new` overwrites nothing")
        return [
            _write(entry, folder / path, folder)
            for path, entry in _files(files("goldsmith.datasets.records") / "starter")
        ]
    except OSError as error:
        raise UsageError(f"cannot write into {str(folder)!r}: {error.strerror}") from error


def _files(folder: Traversable, above: str = "") -> list[tuple[str, Traversable]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            found += _files(entry, f"{above}{entry.name}/")
        elif entry.is_file():
            found.append((above + entry.name, entry))
    return found


def _write(entry: Traversable, path: Path, folder: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = entry.read_text(encoding="utf-8")
    write_text(path, text.replace("@NAME@", dataset_name(folder)).replace("@DIR@", folder.as_posix()))
    return path


def dataset_name(folder: Path) -> str:
    """The name of the folder as the name of a dataset, "bikes" where it gives none."""
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")
    return name if NAME.fullmatch(name) else "bikes"
