"""Opens a file that anyone made as UTF-8 bytes: unpacked, byte-order mark off, UTF-16 recoded."""

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from goldsmith.core.errors import UsageError

HEAD = 1 << 20
"""Bytes that are looked at to tell a format."""
BROKEN_OFF = (EOFError, zlib.error, gzip.BadGzipFile)
"""What a gzip file that is cut or damaged raises while it is read."""
PACKED = {b"PK\x03\x04": "zip", b"\x28\xb5\x2f\xfd": "zstd", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"7z\xbc\xaf": "7z"}
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
DATA = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")


@dataclass(slots=True)
class Source:
    """A file that is being read: its first bytes, all bytes, and how far into the file on disk the reading is."""

    path: Path
    head: bytes
    data: IO[bytes]
    position: Callable[[], int]

    @property
    def complete(self) -> bool:
        """Whether `head` is the whole file."""
        return len(self.head) < HEAD


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """The file's bytes as UTF-8.

    Raises UsageError for what is missing, empty, a folder, packed in a way that is not read here, or binary.
    """
    refuse_folder(path)
    with path.open("rb") as raw:
        data = unpacked(raw, path)
        head = _head(data)
        if not head:
            raise UsageError(f"{str(path)!r} is empty" if raw.tell() == 0 else f"{str(path)!r} holds nothing readable")
        mark, encoding = _encoding(head)
        if encoding == "utf-8" and b"\0" in head:
            raise UsageError(f"{str(path)!r} is a binary file")
        data.seek(len(mark))
        head = head[len(mark) :]
        if encoding != "utf-8":
            head = head[: len(head) & ~1].decode(encoding, "replace").encode()
            data = cast("IO[bytes]", io.BufferedReader(_Recoded(data, encoding)))
        yield Source(path, head, data, raw.tell)


def refuse_folder(path: Path) -> None:
    """Raises UsageError for a folder, naming a data file in it where there is one."""
    if path.is_dir():
        inside = sorted(str(file) for file in path.rglob("*") if is_data(file))
        hint = f", such as {inside[0]!r}" if inside else ""
        raise UsageError(f"{str(path)!r} is a folder; name the files in it{hint}")


def is_data(file: Path) -> bool:
    """Whether a file's name ends as those of data files do."""
    return file.name.lower().removesuffix(".gz").endswith(DATA)


def unpacked(raw: IO[bytes], path: Path) -> IO[bytes]:
    """The file itself, or what is gzipped in it, told by its first bytes and not by its name."""
    start = raw.read(6)
    raw.seek(0)
    for mark, name in PACKED.items():
        if start.startswith(mark):
            raise UsageError(f"{str(path)!r} is packed with {name}; unpack it first (gzip is read as it is)")
    return cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if start.startswith(b"\x1f\x8b") else raw


def _head(data: Any) -> bytes:
    pieces: list[bytes] = []
    size = 0
    try:
        while size < HEAD and (piece := data.read1(HEAD - size)):
            pieces.append(piece)
            size += len(piece)
    except BROKEN_OFF:
        pass
    return b"".join(pieces)


def _encoding(head: bytes) -> tuple[bytes, str]:
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return mark, encoding
    if head[1:2] == b"\0" and b"\0" not in head[:64:2]:
        return b"", "utf-16-le"
    if head[:1] == b"\0" and b"\0" not in head[1:64:2]:
        return b"", "utf-16-be"
    return b"", "utf-8"


class _Recoded(io.RawIOBase):
    def __init__(self, data: IO[bytes], encoding: str) -> None:
        self.data = data
        self.decoder = codecs.getincrementaldecoder(encoding)("replace")
        self.left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.left:
            piece = self.data.read(1 << 16)
            self.left = self.decoder.decode(piece, not piece).encode("utf-8", "replace")
            if not piece:
                break
        size = min(len(buffer), len(self.left))
        buffer[:size], self.left = self.left[:size], self.left[size:]
        return size
