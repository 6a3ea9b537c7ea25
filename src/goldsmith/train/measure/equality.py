"""When two JSON values are the same: true is no number, 1 equals 1.0, texts compare after NFC, null is not absent."""

import unicodedata
from collections.abc import Hashable
from decimal import Decimal
from typing import Any


def equal(first: Any, second: Any) -> bool:
    """JSON equality; the order of keys does not count, the order of a list does."""
    return identity(first) == identity(second)


def identity(value: Any) -> Hashable:
    """A key that two JSON values share exactly where they are equal."""
    if value is None or isinstance(value, bool):
        return ("constant", str(value))
    if isinstance(value, int | Decimal):
        return ("number", value)
    if isinstance(value, str):
        return ("text", _composed(value))
    if isinstance(value, list):
        return ("list", tuple(map(identity, value)))
    if isinstance(value, dict):
        inner = ((_composed(name), identity(one)) for name, one in value.items())
        return ("object", len(value), frozenset(inner))
    raise TypeError(f"{type(value).__name__} is no JSON value: {value!r}")


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
