"""What kind of matter a value belongs to, by the words that the page sets over it: a table of faults, a list of pins."""

import re
import tomllib
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from goldsmith.extractors.manual.asked import VALUE, Asked
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact, Path

SPEC, PROCEDURE, EXPLANATION, WIRING, TROUBLESHOOTING = TASKS = (
    "SPEC", "PROCEDURE", "EXPLANATION", "WIRING", "TROUBLESHOOTING",
)  # fmt: skip
PART = re.compile(r"\s+(?:of|for|in|on|under|behind|with|and|or|at)\s+|\s*[,;:/()\[\]]\s*|\s+[-–—]\s+")
"""What parts a heading into phrases, each with its noun at its end."""
NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[A-Z])[.)]? +(?=[^\W\d_]{2})")
"""The number of a heading: "3.1 Cooling system"."""
CODE = re.compile(r" ?#? ?[a-z]{0,2}\d{1,3}[a-z]?(?: ?\([^()]*\))?")
Paths = tuple[Path, ...]
FEWEST_WORDS, LONG_SENTENCE = 5, 8
"""Words of a text that explains under a label which says so, and under any label."""


def task_of(fact: Fact) -> str:
    """The task of a question about a fact."""
    if fact.kind == "step":
        return PROCEDURE
    found = _by_scope(fact.columns, fact.rows, fact.table, fact.section)
    return found or (EXPLANATION if _explains(fact) else SPEC)


def task_of_entry(entry: Entry) -> str:
    """The task of a question about a place that gives no value."""
    if entry.kind == "step":
        return PROCEDURE
    return _by_scope((), (entry.names,), "", entry.section) or SPEC


def task_of_asked(asked: Asked) -> str:
    """The task of a question that no fact answers, by its names alone."""
    names = asked.names
    if asked.what != VALUE:
        return PROCEDURE
    return _by_scope((names.column,), (names.row,), names.table, names.section) or SPEC


def _by_scope(columns: Paths, rows: Paths, table: str, section: Path) -> str:
    """The task that the nearest telling head, label, caption or heading gives; empty for none."""
    for said in _bare((*_near(columns), *_near(rows), table, *reversed(section))):
        if said in _words("troubleshooting", "words") or (said not in _bare(_near(rows)) and _of_faults(said)):
            return TROUBLESHOOTING
        if _of_wires(said):
            return WIRING
    return ""


def _near(paths: Paths) -> Path:
    """The labels of paths, the innermost of each first."""
    return tuple(label for path in paths for label in reversed(path))


def _bare(labels: Path) -> list[str]:
    """Labels as they are compared: without the numbers of headings, without capitals."""
    return [NUMBER.sub("", said).casefold() for said in labels if said]


@lru_cache(maxsize=16_384)
def _of_faults(said: str) -> bool:
    words = _words("troubleshooting", "words")
    return _without(said, "troubleshooting", lambda text: any(_holds(word, text) for word in words))


@lru_cache(maxsize=16_384)
def _of_wires(said: str) -> bool:
    parts = [said, *PART.split(said)]
    return any(_without(part, "wiring", lambda text: _names_wires(text) or _coded(text)) for part in parts)


def _without(said: str, task: str, tells: Callable[[str], bool]) -> bool:
    """Whether a text tells, once the phrases that mean something else are taken out."""
    text = said
    for phrase in _words(task, "never"):
        text = re.sub(rf"(?<!\w){re.escape(phrase)}s?(?!\w)", "~", text)
    return tells(text)


def _names_wires(phrase: str) -> bool:
    """Whether a phrase ends in a noun of wiring, alone or with its tails."""
    rest = phrase.strip().split()
    if _whole(phrase) or any(_holds(one, phrase) for one in _words("wiring", "phrases")):
        return True
    while rest and any(_is(rest[-1], tail) for tail in _words("wiring", "tails")):
        rest = rest[:-1]
    return bool(rest) and any(_is(rest[-1], noun) for noun in _words("wiring", "nouns"))


def _whole(phrase: str) -> bool:
    """Whether a phrase is the name of a contact's column: "Pin", "Pin no."."""
    first, _, rest = phrase.strip().partition(" ")
    return any(_is(first, code) for code in _words("wiring", "codes")) and rest in ("", "no", "no.", "number", "#")


def _coded(text: str) -> bool:
    """Whether a text is the name of one contact: "pin 7 (58r)"."""
    first = next((code for code in _words("wiring", "codes") if text.startswith(code)), "")
    return bool(first) and CODE.fullmatch(text[len(first) :]) is not None


def _explains(fact: Fact) -> bool:
    """Whether a value is a sentence that says what something is for or how it works."""
    words = fact.text.split()
    if len(words) < FEWEST_WORDS or fact.quantities:
        return False
    labels = _bare((*_near(fact.columns), *_near(fact.rows), fact.table, *fact.section[-1:]))
    if any(_holds(word, said) for said in labels for word in _words("explanation", "words")):
        return True
    linked = any(_holds(link, fact.text.casefold()) for link in _words("explanation", "links"))
    return len(words) >= LONG_SENTENCE and fact.text.rstrip().endswith(".") and linked


def _holds(word: str, text: str) -> bool:
    """Whether a word or phrase stands in a text as such, with a plural s or without."""
    return re.search(rf"(?<![\w-]){re.escape(word)}s?(?![\w-])", text) is not None


def _is(word: str, known: str) -> bool:
    return word in (known, f"{known}s")


@cache
def _words(task: str, role: str) -> tuple[str, ...]:
    return tuple(_data()[task][role])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("goldsmith.extractors.manual").joinpath("tasks.toml").read_text(encoding="utf-8"))
