"""Reads the JSON value in what a model said, with or without a fence or a sentence around it."""

import re
from decimal import InvalidOperation
from typing import Any

from goldsmith.core.canonical import STRICT, to_json

FENCED = re.compile(r"```[a-z]*\s*\n(.*?)```", re.DOTALL | re.IGNORECASE)
THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
OPENING = re.compile(r"[{\[]")


def said_aloud(text: str) -> str:
    """What a model said without the thoughts that some put before it."""
    thought = THOUGHT.match(text)
    return text[thought.end() :].strip() if thought else text.strip()


def json_in(text: str) -> Any:
    """The object or list that the first bracket of the text opens, or of what is fenced in it.

    A later bracket is not tried, since it may open a part of something that broke off. Raises ValueError that says what
    stands in the way.
    """
    fenced = FENCED.findall(text)
    found = fenced[0] if len(fenced) == 1 else text
    opening = OPENING.search(found)
    if opening is None:
        raise ValueError("there is no JSON in it")
    try:
        value = STRICT.raw_decode(found, opening.start())[0]
        to_json(value)  # half a sign, or an integer of more than 64 bits, is read and cannot be written again
        return value
    except (ValueError, TypeError, RecursionError, InvalidOperation) as error:
        raise ValueError(f"its JSON cannot be read: {error}") from None
