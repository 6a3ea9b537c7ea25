"""What the columns of a row must satisfy in every track: all are there, copies agree, and nothing in them is invisible."""

import re
from collections.abc import Iterator, Sequence

from goldsmith.core.nouns import COLUMNS, Row, Verdict
from goldsmith.extractors.chatter import mere_words
from goldsmith.extractors.words import misleading

UNSEEN = re.compile(r"[\u200b-\u200c\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2064\ufeff]")
"""Characters that no person sees: zero-width blanks, direction marks, separators. The joiner inside emoji is none of them."""


def columns_agree(row: Row) -> Iterator[Verdict]:
    """The columns are there, and those that repeat one another do so exactly."""
    missing = [name for name in COLUMNS if not isinstance(row.get(name), list if name == "messages" else str)]
    if missing or len(row) != len(COLUMNS):
        yield Verdict(
            False, "columns", f"missing, extra or of the wrong type: {missing or sorted(row.keys() ^ set(COLUMNS))}"
        )
        return
    turns = [{"role": "user", "content": row["input"]}, {"role": "assistant", "content": row["output"]}]
    if row["instruction"]:
        turns.insert(0, {"role": "system", "content": row["instruction"]})
    prompt = f"{row['instruction']}\n\n{row['input']}" if row["instruction"] else row["input"]
    if row["messages"] != turns:
        yield Verdict(False, "messages_agree", f"messages differ from instruction, input and output of {row['id']!r}")
    if row["prompt"] != prompt or not row["answer"] == row["completion"] == row["output"]:
        yield Verdict(False, "columns_agree", f"prompt or completion of {row['id']!r} differs from its parts")


def system_turn(row: Row, allowed: str) -> Iterator[Verdict]:
    """The system turn says ordinary words and those `allowed`, takes nothing back, and holds the row's own schema or none."""
    words, brace, rest = row["instruction"].partition("{")
    if brace and brace + rest != row["schema"]:
        yield Verdict(False, "system_turn", "the schema in the system turn is not the row's")
    if not mere_words(words.replace("JSON Schema", ""), allowed):
        yield Verdict(False, "system_turn", f"{words[:80]!r} says more than what to do")
    elif reason := misleading(words, ""):
        yield Verdict(False, "system_turn", reason)


def invisible(row: Row, names: Sequence[str]) -> Iterator[Verdict]:
    """No column of those named holds what nobody can see."""
    for name in names:
        if not row[name].isascii() and (found := UNSEEN.search(row[name])):
            yield Verdict(False, "nothing_is_invisible", f"{name} holds {found[0]!r} at {found.start()}")
