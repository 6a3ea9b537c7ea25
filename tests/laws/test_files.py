"""A file under its final name is complete; a folder that cannot be written is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from goldsmith.core.errors import UsageError
from goldsmith.core.files import writable_folder, write_bytes, write_text


def test_what_is_written_is_there_and_nothing_beside_it(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "Grüße")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "Grüße"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_write_that_breaks_off_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    def half() -> Iterator[bytes]:
        yield b"new"
        raise OSError("disk full")

    write_text(tmp_path / "a.txt", "old")
    with pytest.raises(OSError, match="disk full"):
        write_bytes(tmp_path / "a.txt", half())
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    assert writable_folder(tmp_path / "a" / "b").is_dir()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(UsageError, match=r"cannot write into '.*taken'.*choose another --out"):
        writable_folder(tmp_path / "taken")
