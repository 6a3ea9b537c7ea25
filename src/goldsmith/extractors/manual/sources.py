"""The pages of a folder: which files are pages, their bytes, digest and text."""

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HTML = frozenset((".html", ".htm", ".xhtml"))
TEXT = frozenset((".txt", ".text"))
PDF = frozenset((".pdf",))
LARGEST = 32 * 1024 * 1024
"""Bytes of one page at most."""
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
FALLBACK = "cp1252"
ANY_BYTES = "latin-1"
"""For bytes that are nothing else: every byte is a sign, so that nothing is lost and nothing invented."""


class Unusable(Exception):
    """A page that cannot be read, with the reason."""


@dataclass(frozen=True, slots=True)
class Source:
    """One page: its name inside the folder, its kind, the digest of its bytes, and its text in the given encoding.

    The text of an HTML page is its markup; that of a PDF is what its pages say, parted by form feeds.
    """

    name: str
    kind: str
    digest: str
    encoding: str
    text: str


def page_files(folder: Path) -> list[Path]:
    """The files of a folder that are pages, in the order of their names; index pages count."""
    known = HTML | TEXT | PDF
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in known and path.is_file())


def kind_of(path: Path) -> str:
    """The format of a page by the ending of its name."""
    suffix = path.suffix.lower()
    return "html" if suffix in HTML else "pdf" if suffix in PDF else "text"


def data_of(path: Path) -> bytes:
    """The bytes of a page. Raises Unusable for one that is empty, too large or cannot be read."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Unusable(f"{size:,} bytes, more than {LARGEST:,}")
        data = path.read_bytes()
    except OSError as error:
        raise Unusable(f"cannot be read: {error.strerror}") from error
    if not data.strip():
        raise Unusable("is empty")
    return data


def digest(data: bytes) -> str:
    """The SHA-256 of a page's bytes."""
    return hashlib.sha256(data).hexdigest()


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a page and its encoding: a byte order mark, UTF-8, what the page declares, Windows-1252, Latin-1."""
    for name in _encodings(data):
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(ANY_BYTES), ANY_BYTES


def _encodings(data: bytes) -> Iterator[str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield "utf-16"
    yield "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    declared = DECLARED.search(data[:2048])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        yield _known_as(declared[1].decode("ascii", errors="replace"))
    yield FALLBACK


def _known_as(label: str) -> str:
    """The codec of an encoding's label; the standard reads Latin-1 and ASCII as Windows-1252."""
    return FALLBACK if label.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else label
