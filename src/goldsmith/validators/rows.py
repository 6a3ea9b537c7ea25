"""What one released row must satisfy, judged from its bytes alone: columns, schema, and prompt against answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

import jsonschema_rs
import orjson

from goldsmith.core.canonical import from_json, to_json
from goldsmith.core.nouns import Row, Verdict
from goldsmith.extractors.prompts import read, shape_of
from goldsmith.extractors.reading import Path, Reading, Unreadable, dotted, nested, pattern_of
from goldsmith.extractors.shape import Field, answered, same
from goldsmith.validators.columns import columns_agree, invisible, system_turn
from goldsmith.validators.derivations import Derivation
from goldsmith.validators.knowledge import BUILTIN, Knowledge


@dataclass(frozen=True, slots=True)
class Judged:
    """A row's failed verdicts, and its reading where the prompt has one."""

    failures: tuple[Verdict, ...]
    reading: Reading | None

    @property
    def ok(self) -> bool:
        """Nothing failed."""
        return not self.failures


def judge(row: Row, knowledge: Knowledge = BUILTIN) -> Judged:
    """Every check of one row; later ones are skipped where an earlier one leaves nothing to check."""
    if failures := tuple(columns_agree(row)):
        return Judged(failures, None)
    try:
        answer, instance = from_json(row["answer"]), orjson.loads(row["answer"])
    except ValueError as error:
        return Judged((Verdict(False, "answer_is_json", str(error)),), None)
    if failures := (*_spelling(row, answer), *_schema(row, instance, knowledge)):
        return Judged(failures, None)
    try:
        reading = read(row["input"], row["schema"], knowledge.lexicon)
    except Unreadable as error:
        return Judged((Verdict(False, "prompt_has_one_reading", str(error)),), None)
    root = shape_of(row["schema"], knowledge.lexicon)[0]
    return Judged(
        (*system_turn(row, ""), *_against(reading, answer, root, partial(knowledge.derive, row["kind"]))), reading
    )


def _spelling(row: Row, answer: Any) -> Iterator[Verdict]:
    """The answer is spelled canonically, and neither side holds what nobody can see."""
    if to_json(answer) != row["answer"]:
        yield Verdict(False, "answer_is_canonical", "blanks, escapes or numbers are not written in the canonical form")
    yield from invisible(row, ("input", "answer"))


@lru_cache(maxsize=256)
def compiled(schema: str) -> Any:
    """A validator of a JSON Schema given as text, in the schema's own dialect, formats asserted and numbers exact.

    Raises ValueError where the text is no schema.
    """
    loaded = orjson.loads(schema)
    if not isinstance(loaded, dict):
        raise ValueError(f"{schema[:60]!r} is no object")
    return jsonschema_rs.validator_for(loaded, validate_formats=True)


@lru_cache(maxsize=256)
def _known(kind: str, schema: str, knowledge: Knowledge) -> bool:
    """Whether the row's schema is the record type's own, in the canonical form; an unknown type is taken at its word."""
    ours = knowledge.schema(kind)
    said = orjson.loads(schema)
    return ours is None or bool(orjson.loads(ours) == said and orjson.dumps(said).decode() == schema)


def _schema(row: Row, instance: Any, knowledge: Knowledge) -> Iterator[Verdict]:
    try:
        known, validator = _known(row["kind"], row["schema"], knowledge), compiled(row["schema"])
    except ValueError as error:
        yield Verdict(False, "schema_is_the_kinds", f"the schema of {row['kind']!r} is none: {error}")
        return
    if not known:
        yield Verdict(False, "schema_is_the_kinds", f"the schema is not that of {row['kind']!r}")
    try:
        first = None if validator.is_valid(instance) else next(validator.iter_errors(instance))
    except ValueError as error:  # nested deeper than the validator looks
        yield Verdict(False, "schema", f"the answer cannot be checked: {error}")
        return
    if first is not None:
        where = ".".join(map(str, first.instance_path)) or "the answer"
        yield Verdict(False, "schema", f"{where}: {first.message}")
    elif not isinstance(instance, dict):
        yield Verdict(False, "schema", "the answer is no object")


PLAIN = frozenset((str, int, Decimal))
"""Types of values that Python's == compares as JSON equality does."""


def _against(reading: Reading, answer: Any, root: Field, derive: Derivation) -> Iterator[Verdict]:
    """Every answer leaf is stated, or asked for and derivable; every stated value is in the answer."""
    told, hollow = answered(root, answer)
    stated = reading.stated
    plainly = PLAIN.issuperset(map(type, told.values())) and PLAIN.issuperset(map(type, stated.values()))
    alike = plainly and stated.items() <= told.items()
    for path, value in () if alike else stated.items():
        if path not in told:
            yield Verdict(
                False, "answer_has_every_stated_value", f"{dotted(path)} is stated as {value!r} and not answered"
            )
        elif not same(value, told[path]):
            yield Verdict(
                False, "answer_equals_prompt", f"{dotted(path)} is stated as {value!r} and answered {told[path]!r}"
            )
    for path in hollow:
        yield Verdict(
            False, "nothing_is_empty", f"{dotted(path) or 'the answer'} is answered as empty, which no prompt states"
        )
    missing = [] if alike and len(told) == len(stated) else [path for path in told if path not in stated]
    if missing or reading.asked or reading.rates:
        yield from _derived(reading, told, missing, derive)


def _derived(reading: Reading, told: dict[Path, Any], missing: list[Path], derive: Derivation) -> Iterator[Verdict]:
    try:
        follows = dict(derive(nested(reading.stated), reading.rates))
    except (KeyError, TypeError, ZeroDivisionError) as error:
        follows = {}
        if missing:
            yield Verdict(False, "unstated_is_derivable", f"nothing follows from the prompt: {error!r} is not stated")
    for path in missing:
        if path not in follows:
            yield Verdict(
                False,
                "unstated_is_derivable",
                f"{dotted(path)} is answered {told[path]!r}, not stated, and does not follow",
            )
        elif not same(follows[path], told[path]):
            yield Verdict(
                False, "derived_value", f"{dotted(path)} is answered {told[path]!r} and follows as {follows[path]!r}"
            )
        elif pattern_of(path) not in reading.asked:
            yield Verdict(False, "unstated_is_asked", f"{dotted(path)} is answered, and neither stated nor asked for")
    said = {pattern_of(path) for path in told} if reading.asked else frozenset()
    for pattern in sorted(reading.asked - said):
        yield Verdict(False, "asked_is_answered", f"{'.'.join(pattern)} is asked for and not answered")
    for path, value in follows.items():
        if pattern_of(path) in reading.asked & said and path not in told:
            yield Verdict(
                False, "asked_is_answered", f"{dotted(path)} is asked for, follows as {value!r} and is not answered"
            )
        if path in reading.stated and not same(value, reading.stated[path]):
            yield Verdict(
                False,
                "stated_follows",
                f"{dotted(path)} is stated as {reading.stated[path]!r} and follows as {value!r}",
            )
