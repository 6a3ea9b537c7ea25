"""What the set checks need to know of a row: digests and keys, small enough to hold for millions of rows."""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import orjson

from goldsmith.core.nouns import Row
from goldsmith.extractors.reading import Reading

BLANKS = re.compile(r"[\W_]+")
PLAIN = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + bytes(128)
"""ASCII in lower case, signs as blanks."""
ZEROS = bytes(48 if 48 <= code < 58 else code for code in range(256))
"""Every figure as a zero."""
DIGITS = re.compile(r"\d+")
TITLE = re.compile(r'"title":"([^"]*)"')


def summary(row: Row, reading: Reading) -> dict[str, Any]:
    """The keys of one row: its split and stratum as its meta says, digests of its texts, and its wording with values masked.

    Raises KeyError, TypeError or ValueError where the meta is not that of a row.
    """
    meta = orjson.loads(row["meta"])
    title = _title(row["schema"])
    skeleton = reading.skeleton(row["input"])
    opening = " ".join(_masked(skeleton, title).split(None, 3)[:3])
    request = _masked(next((text for text in reading.residue if "json" in text.lower()), ""), title)
    record = row["kind"] + row["answer"]
    return {
        "id": row["id"],
        "kind": row["kind"],
        "split": str(meta["split"]),
        "stratum": f"{row['kind']}/{meta['genre']}/{meta['odd']}/{meta['mode']}",
        "wording": str(meta["wording"]),
        "attempt": int(meta["attempt"]),
        "prompt": short(row["input"]),
        "normal": short(normalised(row["input"])),
        "answer": short(record),
        "masked": short(without_figures(record)),
        "skeleton": short(skeleton),
        "opening": _short_again(opening),
        "request": _short_again(request),
        "opening_text": opening,
        "request_text": request,
    }


def normalised(text: str) -> str:
    """The text without case, accents' composition, punctuation and spacing."""
    if not text.isascii():
        return BLANKS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
    return " ".join(text.encode().translate(PLAIN).decode().split())


def without_figures(text: str) -> str:
    """The text with 0 for every number."""
    if not text.isascii():
        return DIGITS.sub("0", text)
    masked = text.encode().translate(ZEROS)
    while b"00" in masked:
        masked = masked.replace(b"00", b"0")
    return masked.decode()


def short(text: str) -> int:
    """A digest of 63 bits: two of a million rows collide by chance once in some ten million builds."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


_short_again = lru_cache(maxsize=4096)(short)
"""The same, for wordings, which come again and again."""


@lru_cache(maxsize=256)
def _title(schema: str) -> str:
    """The record type's name without case."""
    found = TITLE.search(schema)
    return found[1].casefold() if found else ""


def _masked(text: str, title: str) -> str:
    """The wording without the record type's name, so that one request counts as one over all types."""
    return text.casefold().replace(title, "§") if title else text.casefold()
