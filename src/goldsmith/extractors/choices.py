"""The choices that a question ends with, and which of them an answer takes."""

import re
from collections.abc import Mapping

import orjson

LINE = re.compile(r"^[ \t]*\(?([A-Z])[.):][ \t]+(?=\S)", re.MULTILINE)
MARK = re.compile(r"\(?([A-Za-z])(?:[.):]\s*|$)")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def choices_in(prompt: str) -> Mapping[str, str]:
    """The choices by letter: lines "A. tea", "B. milk" with what follows them, or a JSON list at the end; empty where there are none."""
    last = prompt.rstrip().rpartition("\n")[2]
    if last.startswith("["):
        return _listed(last)
    found: list[re.Match[str]] = []
    for line in LINE.finditer(prompt) if "\nB" in prompt or "(B)" in prompt else ():
        if line[1] == "A":
            found = []
        if line[1] == LETTERS[len(found) : len(found) + 1]:
            found.append(line)
    ends = [line.start() for line in found[1:]] + [len(prompt)]
    choices = {line[1]: prompt[line.end() : end].strip() for line, end in zip(found, ends, strict=False)}
    return choices if len(choices) > 1 else {}


def _listed(text: str) -> Mapping[str, str]:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    if not isinstance(value, list) or len(value) < 2 or not all(isinstance(item, str) for item in value):
        return {}
    marked = [MARK.match(item) for item in value]
    own = all(mark and mark[1] == letter for mark, letter in zip(marked, LETTERS, strict=False))
    return {
        letter: item[mark.end() :] if own and mark else item
        for letter, item, mark in zip(LETTERS, value, marked, strict=False)
    }


def taken(answer: str, choices: Mapping[str, str]) -> str | None:
    """The letters of the choices that an answer takes, by letter, by text or by both; None where it takes none."""
    try:
        value = orjson.loads(answer) if answer.startswith("[") else answer
    except orjson.JSONDecodeError:
        return None
    if isinstance(value, list):
        letters = [_taken(item, choices) if isinstance(item, str) else "" for item in value]
        return "".join(sorted(letters)) if letters and all(letters) else None
    return _taken(answer, choices) or None


def _taken(answer: str, choices: Mapping[str, str]) -> str:
    text = _plain(answer)
    if said := [letter for letter, choice in choices.items() if _is(text, choice)]:
        return said[0]
    mark = MARK.match(answer.strip())
    if mark is None or mark[1].upper() not in choices:
        return ""
    rest = _plain(answer.strip()[mark.end() :])
    return mark[1].upper() if not rest or _is(rest, choices[mark[1].upper()]) else ""


def _is(text: str, choice: str) -> bool:
    """Whether a text is a choice; behind the last one the prompt may go on."""
    return text in (_plain(choice), _plain(choice.partition("\n")[0]))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".?! ")
