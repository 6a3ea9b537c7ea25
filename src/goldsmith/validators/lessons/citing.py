"""What an answer cites: notes of the plan word for word, and the sources that they are from."""

import re
from collections.abc import Iterator
from functools import lru_cache

from goldsmith.schemas.lessons import LessonPlan, Note
from goldsmith.validators.lessons.english import bare

WORK = "the book"
"""Stands for a source, of which nothing is claimed."""
NAMED = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
QUOTED = re.compile(r"«([^»]+)»|\"([^\"]+)\"|“([^”]+)”")


DENIED = re.compile(
    r"n['’]t\b|\b(?:not|no|nobody|never|false|wrong|untrue|incorrect|myths?|mistakes?|errors?|rumours?|lies?|nonsense)\b",
    re.IGNORECASE,
)
"""What an announcement may not hold, or the note after it is not cited but denied."""


def without_notes(text: str, plan: LessonPlan) -> tuple[str, tuple[str, ...]]:
    """The text without the notes that stand in it as whole sentences, word for word, and the names of these notes."""
    cited: dict[str, None] = {}

    def cut(found: re.Match[str], name: str) -> str:
        if DENIED.search(found["lead"] or ""):
            return found[0]
        cited[name] = None
        return f"{found['lead'] or ''}."

    for note in plan.notes:
        text = _standing(note.text).sub(lambda found, name=note.id: cut(found, name), text)  # type: ignore[misc]
    return text.strip(), tuple(cited)


@lru_cache(maxsize=1024)
def _standing(text: str) -> re.Pattern[str]:
    """The text between two ends of sentences, with the words that announce it."""
    begins = r"(?:^|(?<=[.!?…\n])|(?<=[.!?…][\"”»')]))"
    lead = r"(?:(?P<lead>\s*[^.!?…:\n\"“”«»]{1,80}):)?"
    return re.compile(rf"{begins}{lead}\s*{re.escape(text.strip())}(?=\s|$)")


def with_works(sentence: str, plan: LessonPlan) -> str:
    """The sentence with stand-ins for the sources of the plan's notes."""
    for name in sorted({name for note in plan.notes for name in works(note)}, key=lambda one: (-len(one), one)):
        sentence = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", WORK, sentence)
    return sentence


def works(note: Note) -> Iterator[str]:
    """The source as a whole, and its author or publisher and title."""
    yield note.source
    yield from (part.strip() for part in note.source.split(",")[:2] if part.strip()[:1].isupper())


def cited_words(plan: LessonPlan) -> frozenset[str]:
    """The names and quoted words of the notes and their sources, which are cited and not proved."""
    found: set[str] = set()
    for note in plan.notes:
        for text in (note.text, note.source):
            found.update(bare(next(part for part in parts if part)) for parts in QUOTED.findall(text))
            found.update(bare(word) for word in NAMED.findall(text) if word[0].isupper())
    return frozenset(found)
