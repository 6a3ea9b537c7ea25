"""What kind of question a prompt is: one with a single answer, one that leaves the answer open, and what it asks about."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

from goldsmith.extractors.likeness import EMPTY
from goldsmith.extractors.sameness import plain

_LISTS = tomllib.loads(files("goldsmith.audit").joinpath("questions.toml").read_text(encoding="utf-8"))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


ASKING = frozenset(_LISTS["asking"].split())
YES_OR_NO = ASKING - frozenset(["what", "which", "who", "whom", "whose", "when", "where", "why", "how"])
OPEN, PASSING, PERSONAL, ORDERED = (_any_of(_LISTS[name]) for name in ("open", "passing", "personal", "ordered"))
NUMBER_AND_NEXT = re.compile(r"\b(\d[\d.,]*) (\w+)")
SIGNS = re.compile(r"[+*/=^<>×÷−]")
EDGE = 100
"""Characters at the start and the end of a prompt in which the request is looked for."""
BARE = 12
"""Words of a question that tells nothing of the person it is about."""
LONGEST = 30
"""Words of a question that stands for itself; a longer one carries a text to answer from."""


def is_open(prompt: str) -> bool:
    """Whether several answers may be right: a request to make something up, or about the person or the day."""
    parts = (prompt,) if len(prompt) <= 2 * EDGE else (prompt[:EDGE], prompt[-EDGE:])
    if any(OPEN.search(part) or PASSING.search(part) for part in parts):
        return True
    return prompt.count(" ") < BARE and PERSONAL.search(prompt) is not None


def is_question(prompt: str) -> bool:
    """One short question without a text to answer from."""
    text = prompt.strip()
    if not text or "\n" in text or text.count(" ") >= LONGEST:
        return False
    return text.endswith("?") or text.split(" ", 1)[0].lower() in ASKING


def asks_yes_or_no(prompt: str) -> bool:
    """A question that yes or no answers."""
    return prompt.strip().rsplit(". ", 1)[-1].split(" ", 1)[0].lower() in YES_OR_NO


def subject(prompt: str) -> tuple[str, ...]:
    """The words of a question that say what it asks about, in order, plurals as singulars, numbers with the next word."""
    bound = NUMBER_AND_NEXT.sub(r"\1_\2", plain(prompt))
    return tuple(_singular(word) for word in bound.split() if word not in EMPTY)


def fact_asked(prompt: str) -> tuple[str, ...]:
    """What a closed question asks about, in any order; empty where order matters, or the question is open or too bare."""
    if not is_question(prompt) or ORDERED.search(prompt) or SIGNS.search(prompt) or is_open(prompt):
        return ()
    words = sorted(set(subject(prompt)))
    return tuple(words) if len(words) >= 2 else ()


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] not in "su" else word
