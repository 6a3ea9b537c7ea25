"""Canonical bytes: one value, one serialisation.

UTF-8 JSON without spaces, object keys in the order given (the record type's field order for answers, sorted for
everything that is digested), decimals written with the places that they carry.
"""

import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson


def _exact(value: Any) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f").encode())
    raise TypeError(f"{type(value).__name__} has no canonical form: {value!r}")


def to_json(value: Any) -> str:
    """Compact JSON in the order given; Decimals keep their places (129.00 stays 129.00)."""
    return orjson.dumps(value, default=_exact, option=orjson.OPT_UTC_Z).decode()


def to_sorted_json(value: Any) -> bytes:
    """Compact JSON with sorted keys: the form that digests are taken over."""
    return orjson.dumps(value, default=_exact, option=orjson.OPT_SORT_KEYS | orjson.OPT_UTC_Z)


def from_json(text: str | bytes) -> Any:
    """The value of strict JSON: decimals exact, no NaN, no infinity, no key twice.

    Raises ValueError with the offending token, or where nesting is too deep or an exponent too large to be read.
    """
    try:
        return STRICT.decode(text if isinstance(text, str) else text.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("objects and lists are nested too deeply") from error
    except InvalidOperation as error:
        raise ValueError("a number has an exponent that no decimal has") from error


def _no_constant(token: str) -> Any:
    raise ValueError(f"{token} is not JSON")


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"key {twice!r} stands twice in one object")
    return made


STRICT = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_twice)


def digest(data: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return sha256(data).hexdigest()


def digest_of_file(*paths: Path) -> str:
    """SHA-256 of a file's bytes, or of several files' one behind the other, read in pieces of 1 MiB."""
    state = sha256()
    for path in paths:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                state.update(piece)
    return state.hexdigest()
