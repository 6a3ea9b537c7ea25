"""What the set checks need to know of a row: digests and keys, small enough to hold for millions of rows."""

import re
import unicodedata
from hashlib import blake2b
from typing import Any

import orjson

from goldsmith.core.nouns import Row
from goldsmith.extractors.reading import Reading

BLANKS = re.compile(r"[\W_]+")
PUNCTUATION = str.maketrans({sign: " " for sign in map(chr, range(128)) if not sign.isalnum()})
DIGITS = re.compile(r"\d+")


def summary(row: Row, reading: Reading) -> dict[str, Any]:
    """The keys of one row: its split and stratum as its meta says, digests of its texts, and its wording with values masked.

    Raises KeyError, TypeError or ValueError where the meta is not that of a row.
    """
    meta = orjson.loads(row["meta"])
    title = _title(row["schema"])
    skeleton = reading.skeleton(row["input"])
    opening = " ".join(_masked(skeleton, title).split()[:3])
    request = _masked(next((text for text in reading.residue if "json" in text.lower()), ""), title)
    return {
        "id": row["id"],
        "kind": row["kind"],
        "split": str(meta["split"]),
        "stratum": "/".join((row["kind"], meta["genre"], meta["odd"], meta["mode"])),
        "wording": str(meta["wording"]),
        "attempt": int(meta["attempt"]),
        "prompt": short(row["input"]),
        "normal": short(normalised(row["input"])),
        "answer": short(row["kind"] + row["answer"]),
        "masked": short(DIGITS.sub("0", row["kind"] + row["answer"])),
        "skeleton": short(skeleton),
        "opening": short(opening),
        "request": short(request),
        "opening_text": opening,
        "request_text": request,
    }


def normalised(text: str) -> str:
    """The text without case, accents' composition, punctuation and spacing."""
    if not text.isascii():
        return BLANKS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
    return " ".join(text.lower().translate(PUNCTUATION).split())


def short(text: str) -> int:
    """A digest of 63 bits: two of a million rows collide by chance once in some ten million builds."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def _title(schema: str) -> str:
    found = re.search(r'"title":"([^"]*)"', schema)
    return found[1] if found else ""


def _masked(text: str, title: str) -> str:
    """The wording without the record type's name, so that one request counts as one over all types."""
    return re.sub(re.escape(title), "§", text, flags=re.IGNORECASE).casefold() if title else text.casefold()
