"""The pages of a folder: which files are pages, their bytes, digest and text."""

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

HTML = frozenset((".html", ".htm", ".xhtml"))
TEXT = frozenset((".txt", ".text"))
PDF = frozenset((".pdf",))
REPORT = ".coverage.html"
"""How the name of a coverage page ends: it shows a manual and is none."""
LARGEST = 16 * 1024 * 1024
"""Bytes of one page at most."""
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
FALLBACK = "cp1252"
NO_PAGES = frozenset(("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"))
"""Codecs that no browser knows."""
MOST_ZEROS = 0.1
"""The share of zero bytes from which on a page is no text in its encoding."""
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
    """The files of a folder that are pages, in the order of their names; index pages count, our own reports do not."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in HTML | TEXT | PDF
        and _sound(path)
        and not path.name.endswith(REPORT)
        and not _folder(path)
    )


def passed_by(folder: Path) -> tuple[str, ...]:
    """One line for each place of a folder that is not looked into: a folder without leave, a link to one, a broken name."""
    found: list[str] = []
    walk = os.walk(folder, onerror=lambda error: found.append(f"{_inside(error.filename, folder)}: {_why(error)}"))
    for place, folders, files in walk:
        linked = [name for name in folders if Path(place, name).is_symlink()]
        found += [
            f"{_inside(Path(place, name), folder)}: is a link to a folder, which is not followed" for name in linked
        ]
        broken = [name for name in (*folders, *files) if not _sound(Path(name))]
        found += [f"{name!a}: its name is no UTF-8" for name in broken]
    return tuple(sorted(found))


def _inside(path: str | Path, folder: Path) -> str:
    return Path(path).relative_to(folder).as_posix().encode("utf-8", "backslashreplace").decode()


def _why(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}"


def _sound(path: Path) -> bool:
    """Whether a path can be written as UTF-8."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _folder(path: Path) -> bool:
    """Whether a path is a folder; a link that leads round in circles is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def kind_of(path: Path) -> str:
    """The format of a page by the ending of its name."""
    suffix = path.suffix.lower()
    return "html" if suffix in HTML else "pdf" if suffix in PDF else "text"


def data_of(path: Path, name: str) -> bytes:
    """The bytes of a page with this name in its folder.

    Raises Unusable for one that is empty, too large, no file, cannot be read, or lies elsewhere.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unusable("is no file")
        folder = path.absolute().parents[len(PurePosixPath(name).parts) - 1]
        if not path.resolve().is_relative_to(folder.resolve()):
            raise Unusable("is a link that leads out of its folder")
        if status.st_size > LARGEST:
            raise Unusable(f"{status.st_size:,} bytes, more than {LARGEST:,}")
        data = path.read_bytes()
    except OSError as error:
        raise Unusable(_why(error)) from error
    if not data.strip():
        raise Unusable("is empty")
    return data


def digest(data: bytes) -> str:
    """The SHA-256 of a page's bytes."""
    return hashlib.sha256(data).hexdigest()


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a page and its encoding: a byte order mark, UTF-8, what the page declares, Windows-1252, Latin-1.

    Raises Unusable for bytes that are no text.
    """
    text, encoding = _decoded(data)
    zeros = text.count("\0")
    if zeros > len(text) * MOST_ZEROS:
        raise Unusable(f"is no text, or UTF-16 without its mark: {zeros:,} of {len(text):,} signs are zero")
    return text, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for name in _encodings(data):
        try:
            return data.decode(name), name
        except (UnicodeError, LookupError):
            continue
    return data.decode(ANY_BYTES), ANY_BYTES


def _encodings(data: bytes) -> Iterator[str]:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        yield "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield "utf-16"
    yield "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    declared = DECLARED.search(data[:2048])
    if declared:
        yield from _known_as(declared[1].decode("ascii", errors="replace").lower())
    yield FALLBACK


def _known_as(label: str) -> Iterator[str]:
    """The codec of a declared encoding: Latin-1 and ASCII are read as Windows-1252, as the standard has it.

    Python knows codecs that are no encodings of pages: they would read escapes and shifts as signs that nobody wrote.
    """
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return
    if name not in NO_PAGES and not name.startswith(("utf-8", "utf-16", "utf-32")):
        yield FALLBACK if name in ("iso8859-1", "ascii") else name
