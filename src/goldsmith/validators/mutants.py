"""Lies told about a good row: small changes of its answer, its prompt or its columns that some check has to see.

A change stands in every column that repeats the answer or the prompt, so that only its meaning can give it away.
"""

import random
from collections.abc import Callable
from typing import Any

from goldsmith.core.canonical import from_json
from goldsmith.core.nouns import Row
from goldsmith.extractors.lexicon import Lexicon
from goldsmith.extractors.prompts import read
from goldsmith.extractors.reading import Path, Reading, Unreadable, nested
from goldsmith.extractors.shape import same
from goldsmith.validators import answer_mutants, prompt_mutants
from goldsmith.validators.answer_mutants import with_answer
from goldsmith.validators.derivations import derive
from goldsmith.validators.prompt_mutants import with_input

Mutant = Callable[[Row, Reading, random.Random], Row | None]
"""Gives the row with one lie in it; None where this row offers nothing to lie about."""

ALTERATIONS = (
    ('"additionalProperties":false', '"additionalProperties":true'),
    ('"type":"integer"', '"type":"number"'),
    ('"required":[', '"required":["note",'),
)


def with_instruction(row: Row, text: str) -> Row:
    """The row with another system turn in every column that repeats it."""
    turns = [{"role": "system", "content": text}, *row["messages"][1:]]
    return row | {"instruction": text, "prompt": f"{text}\n\n{row['input']}", "messages": turns}


def equivalent(before: Row, after: Row, lexicon: Lexicon | None = None) -> bool:
    """Whether the rows mean the same: answers of equal values, and prompts that both read to equal values.

    A rate may differ as long as the same values follow from it: a rate of 8.26 % gives the tax of 8.25 % on one dollar.
    """
    if after != with_answer(with_input(before, after["input"]), after["answer"]):
        return False
    try:
        return same(from_json(before["answer"]), from_json(after["answer"])) and _read_alike(before, after, lexicon)
    except (ValueError, Unreadable):
        return False


def _read_alike(before: Row, after: Row, lexicon: Lexicon | None) -> bool:
    if before["input"] == after["input"]:
        return True
    one, other = (read(row["input"], row["schema"], lexicon) for row in (after, before))
    if one.asked != other.asked or not same(one.stated, other.stated):
        return False
    return one.rates == other.rates or same(_worked_out(one, after["kind"]), _worked_out(other, before["kind"]))


def _worked_out(reading: Reading, kind: str) -> dict[Path, Any]:
    """The stated values with what follows from them; where the two contradict each other, what follows."""
    try:
        return reading.stated | dict(derive(kind, nested(reading.stated), reading.rates))
    except (KeyError, TypeError, ZeroDivisionError):
        return reading.stated


def messages_differ(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A turn of the conversation that says something else than the columns."""
    del reading
    at = rng.randrange(len(row["messages"]))
    turn = row["messages"][at]
    return row | {
        "messages": [
            *row["messages"][:at],
            turn | {"content": turn["content"] + " Thanks."},
            *row["messages"][at + 1 :],
        ]
    }


def schema_in_system_altered(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A system turn whose schema is not the row's."""
    del reading
    told = [(old, new) for old, new in ALTERATIONS if old in row["instruction"]]
    return with_instruction(row, row["instruction"].replace(*rng.choice(told))) if told else None


def schema_altered(row: Row, reading: Reading, rng: random.Random) -> Row | None:
    """A schema that is not the record type's, in its column and in the system turn alike."""
    del reading
    old, new = rng.choice([(old, new) for old, new in ALTERATIONS if old in row["schema"]])
    made = row | {"schema": row["schema"].replace(old, new)}
    return with_instruction(made, row["instruction"].replace(old, new)) if old in row["instruction"] else made


MUTANTS: dict[str, Mutant] = {
    "answer: one digit changed": answer_mutants.digit_changed,
    "answer: sign flipped": answer_mutants.sign_flipped,
    "answer: decimal point moved": answer_mutants.point_moved,
    "answer: one letter of a text changed": answer_mutants.letter_changed,
    "answer: a text in another case": answer_mutants.case_changed,
    "answer: a sign added to a text": answer_mutants.blank_added,
    "answer: another option of an enumeration": answer_mutants.option_swapped,
    "answer: boolean flipped": answer_mutants.flag_flipped,
    "answer: number turned into text": answer_mutants.number_as_text,
    "answer: day and month exchanged": answer_mutants.day_for_month,
    "answer: optional field dropped": answer_mutants.optional_dropped,
    "answer: default invented for an absent field": answer_mutants.default_invented,
    "answer: list entry dropped": answer_mutants.entry_dropped,
    "answer: list entry doubled": answer_mutants.entry_doubled,
    "answer: two list entries exchanged": answer_mutants.entries_swapped,
    "answer: JSON breaks off": answer_mutants.truncated,
    "answer: wrapped in another shape": answer_mutants.wrapped,
    "answer: key renamed": answer_mutants.key_renamed,
    "prompt: one digit of a value changed": prompt_mutants.digit_changed,
    "prompt: one letter of a value changed": prompt_mutants.letter_changed,
    "prompt: two values exchanged": prompt_mutants.values_exchanged,
    "prompt: line with a value removed": prompt_mutants.line_removed,
    "prompt: line doubled with another value": prompt_mutants.line_doubled,
    "prompt: unit changed": prompt_mutants.unit_changed,
    "prompt: sentence with an unclaimed value added": prompt_mutants.sentence_added,
    "prompt: date with two readings": prompt_mutants.date_ambiguous,
    "prompt: thousands separator with two readings": prompt_mutants.thousands_ambiguous,
    "columns: messages say something else": messages_differ,
    "columns: schema in the system turn altered": schema_in_system_altered,
    "columns: schema altered": schema_altered,
}
