"""A file under its final name is complete: written beside it, flushed to disk, then renamed.

Trade-off accepted: a crash may leave a `.partial` file or folder behind; it is removed by the next build.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from goldsmith.core.errors import UsageError


def write_bytes(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the pieces to `path`, which exists afterwards in full or not at all."""
    beside = path.with_name(path.name + ".partial")
    with beside.open("wb") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text under the same promise as write_bytes."""
    write_bytes(path, [text.encode()])


def sync_folder(folder: Path) -> None:
    """Flush every file of a folder and the folder's own entries to disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def writable_folder(folder: Path) -> Path:
    """The folder, made if it was missing.

    Raises UsageError that names the folder when it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".goldsmith-write-test"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise UsageError(f"cannot write into {str(folder)!r}: {error.strerror}; choose another --out") from error
    return folder
