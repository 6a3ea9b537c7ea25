"""Tells the form of an answer: JSON with its keys, a number, yes or no, a choice, a list, code, a few words, prose."""

import re
from typing import NamedTuple

import orjson

EMPTY, JSON, YES_NO, NUMBER, CHOICE = "empty", "JSON", "yes/no", "number", "choice"
REASONED, LIST, CODE, SHORT, PROSE = "yes/no and why", "list", "code", "short text", "prose"
FORMS = (EMPTY, JSON, YES_NO, NUMBER, CHOICE, REASONED, LIST, CODE, SHORT, PROSE)
SHORT_WORDS = 6
SHORT_CHARACTERS = 60
BULLETS = 0.5
"""Share of the lines that are items in a list."""
_FENCED_JSON = re.compile(r"```(?:json)?\s*([{\[].*[}\]])\s*```", re.DOTALL | re.IGNORECASE)
_VERDICT = re.compile(r"(?:yes|no|true|false)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"[-+−~≈<>]?\s?[$€£¥₹]?\s?[-+−]?\d[\d,.\u00a0\u202f' ]*(?:[/:x×^]\d[\d,.]*)*\s?(?:%|[^\W\d_]\S*(?:\s[^\W\d_]\S*){0,2})?[.!]?"
)
_CHOICE = re.compile(r"\(?[A-Ha-h](?:[.):]\s?.*|)")
_ITEM = re.compile(r"\s*(?:[-*•–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_CODE = re.compile(
    r"^\s*(?:def \w+\(|class \w+[(:]|import \w+|from \w+ import |#include|function \w*\(|public (?:static|class)|"
    r"(?:const|let|var) \w+ ?=|return\b.*;|SELECT\s.+|WITH \w+ AS|INSERT INTO|UPDATE \w+ SET|CREATE TABLE|<\?php|<!DOCTYPE|<html|<div)",
    re.MULTILINE,
)


class Form(NamedTuple):
    """The form of one answer; `keys` are the sorted top-level keys of a JSON object, or of the first object in a list."""

    kind: str
    keys: tuple[str, ...] = ()


def form_of(answer: str) -> Form:
    """The form of an answer, by its text alone; that a few words are a label shows only beside the other answers."""
    text = answer.strip()
    if not text:
        return Form(EMPTY)
    if (keys := json_keys(text)) is not None:
        return Form(JSON, keys)
    if len(text) <= SHORT_CHARACTERS and "\n" not in text and (kind := _terse(text)):
        return Form(kind)
    return Form(_long(text))


def json_keys(text: str) -> tuple[str, ...] | None:
    """The sorted top-level keys of a JSON object or of the first in a list; None where the text is neither."""
    if text[0] not in "{[":
        fenced = _FENCED_JSON.fullmatch(text) if text.startswith("```") else None
        if fenced is None:
            return None
        text = fenced[1]
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    first = value[0] if isinstance(value, list) and value else value
    return tuple(sorted(first)) if isinstance(first, dict) else ()


def _terse(text: str) -> str:
    bare = text.rstrip(".!").lower()
    if bare in {"yes", "no", "true", "false"}:
        return YES_NO
    if _NUMBER.fullmatch(text):
        return NUMBER
    if _CHOICE.fullmatch(text):
        return CHOICE
    if _CODE.match(text):
        return CODE
    return SHORT if text.count(" ") < SHORT_WORDS and not _sentence(text) and not _VERDICT.match(text) else ""


def _sentence(text: str) -> bool:
    return text[-1] in ".!?" and text.count(" ") > 1


def _long(text: str) -> str:
    if text.startswith("```") or text.count("```") >= 2 or _CODE.match(text):
        return CODE
    if _CHOICE.fullmatch(text):
        return CHOICE
    lines = [line for line in text.split("\n") if line and not line.isspace()]
    if len(lines) > 1 and sum(1 for line in lines if _ITEM.match(line)) > BULLETS * len(lines):
        return LIST
    if len(_CODE.findall(text)) > 1:
        return CODE
    return REASONED if _VERDICT.match(text) else PROSE
