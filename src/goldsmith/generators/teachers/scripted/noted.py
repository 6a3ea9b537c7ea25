"""What a sentence speaks of, by its text and the vocabulary of the plan: its things, and the word that a note is on."""

import re

from goldsmith.languages.italian.data import table
from goldsmith.schemas.lessons import LessonPlan, Note, Target, Turn

ENDING = "finali"
"""The note on the last vowel, which every longer word shows; those on vowels and on stress need the ear."""
CONTENT = ("noun", "verb", "adjective")
EARLY = frozenset(("presto", "tardi"))
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?'?")


def subject_of(plan: LessonPlan, turn: Turn, note: Note) -> str:
    """The word, as the sentence has it; empty where none shows what the note says."""
    spec = next((row["words"] for row in table("notes") if row["id"] == note.id), "")
    words = [word for place in turn.about for word in WORD.findall(plan.targets[place].text)]
    found = sorted(words, key=lambda word: not word_lemma(plan, word, *CONTENT))
    return next((word for word in found if shows(plan, word, note.id, spec)), "")


def shows(plan: LessonPlan, word: str, id_: str, spec: str) -> bool:
    """The word is one of the note's, or has its letters."""
    if spec.startswith("~"):
        return not word.endswith("'") and re.search(spec[1:], word.lower()) is not None
    if id_ == ENDING:
        return len(word) > 4 and word[-1] in "aeio"
    return word_lemma(plan, word) in spec.split("/")


def word_lemma(plan: LessonPlan, word: str, *pos: str) -> str:
    """The lemma of a word of the plan's vocabulary, of these parts of speech where some are named; any other as it is."""
    found = (one.lemma for one in plan.words if word.lower() in one.forms and (not pos or one.pos in pos))
    return next(found, "" if pos else word)


def things_in(plan: LessonPlan, target: Target) -> set[str]:
    """The nouns, adjectives and names of a sentence."""
    first, *rest = WORD.findall(target.text)
    names = {word for word in rest if word[0].isupper()}
    return names | {word_lemma(plan, word, "noun", "adjective") for word in (first, *rest)} - {""} | {*rest} & EARLY
