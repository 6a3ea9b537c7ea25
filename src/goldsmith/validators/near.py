"""How close test rows come to training rows beyond what the leakage checks forbid: figures, not a gate.

Two test rows may well share a product or a log message with training rows, since vocabularies are finite; the figures say
how often that leaves little new. MinHash follows Broder (1997); rensa's permutations are seeded, so figures repeat.
"""

from collections.abc import Container, Iterable, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import duckdb
import orjson
from rensa import RMinHash, RMinHashLSH

Answer = tuple[str, str]
"""A row's record type and its answer as JSON text."""
Value = tuple[str, Any]
"""A value of an answer behind the record type and the dotted field that it stands in."""
TEST_SAMPLE = 2_000
TRAIN_SAMPLE = 20_000
"""Rows compared at most, those with the smallest prompt digests, so memory stays flat."""
THRESHOLD = 0.8
"""The share of word pairs from which two answers count as near."""
PERMUTATIONS = 128
BANDS = 16
"""Bands of eight permutations: a pair at the threshold meets in one of them with a probability of 95 percent."""


def masked_twins(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many test rows have a training row whose record differs in digits alone; over all rows."""
    checked, found = connection.execute(
        """SELECT count(*), count(*) FILTER (masked IN (SELECT masked FROM digests WHERE split = 'train'))
           FROM digests WHERE split = 'test'"""
    ).fetchall()[0]
    return {"test_rows": checked, "with_twin": found}


def samples(connection: duckdb.DuckDBPyConnection, parquet: Sequence[Path]) -> tuple[list[Answer], list[Answer]]:
    """The test rows and the training rows that are compared."""
    return (
        _answers(connection, parquet, "test", TEST_SAMPLE),
        _answers(connection, parquet, "train", TRAIN_SAMPLE),
    )


def closeness(test: Sequence[Answer], train: Sequence[Answer]) -> dict[str, Any]:
    """Near twins, and texts that also stand in training, over samples."""
    told = [_values(*answer) for answer in test]
    fields = dict.fromkeys(_text_fields(told))
    sketches, known = [], set[Value]()
    for answer in train:
        values = _values(*answer)
        sketches.append(_sketch(values))
        known.update(value for value in values if value[0] in fields)
    counts = {"test_rows": len(test), "train_rows": len(train)}
    twins = _near_twins([_sketch(values) for values in told], sketches)
    return {
        "near": {**counts, "threshold": THRESHOLD, "with_near_twin": twins},
        "texts": {**counts, "fields": _shared(told, fields, known)},
    }


def _near_twins(test: Sequence[Any], train: Sequence[Any]) -> int:
    """How many test rows have a training row whose values share most of their word pairs."""
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    for place, sketch in enumerate(train):
        index.insert(place, sketch)
    return sum(any(one.jaccard(train[place]) >= THRESHOLD for place in index.query(one)) for one in test)


def _text_fields(told: Sequence[list[Value]]) -> list[str]:
    """The fields whose texts have three words or more on average, sorted."""
    words: dict[str, list[int]] = {}
    for field, value in chain.from_iterable(told):
        if isinstance(value, str):
            words.setdefault(field, []).append(len(value.split()))
    return sorted(field for field, counts in words.items() if sum(counts) >= 3 * len(counts))


def _shared(told: Sequence[list[Value]], fields: Iterable[str], known: Container[Value]) -> dict[str, dict[str, int]]:
    """For each of the fields how many texts the test rows hold, and how many of them also stand there in training."""
    found: dict[str, list[bool]] = {field: [] for field in fields}
    for field, value in chain.from_iterable(told):
        if field in found and isinstance(value, str):
            found[field].append((field, value) in known)
    return {field: {"test_values": len(seen), "in_training": sum(seen)} for field, seen in found.items()}


def _values(kind: str, answer: str) -> list[Value]:
    """The values of an answer in their order, each with its record type and dotted field; list positions are "*"."""
    found: list[Value] = []
    _collect(orjson.loads(answer), kind, found)
    return found


def _collect(value: Any, at: str, found: list[Value]) -> None:
    for name, inner in value.items() if isinstance(value, dict) else (("*", one) for one in value):
        field = f"{at}.{name}"
        if isinstance(inner, (dict, list)):
            _collect(inner, field, found)
        else:
            found.append((field, inner))


def _answers(connection: duckdb.DuckDBPyConnection, parquet: Sequence[Path], split: str, most: int) -> list[Answer]:
    files = [str(file) for file in parquet if file.name.startswith(f"{split}-")]
    if not files:
        return []
    rows = connection.execute(
        """SELECT e.kind, e.answer FROM read_parquet($files) e
           JOIN (SELECT id, prompt FROM digests WHERE split = $split ORDER BY prompt, id LIMIT $most) d USING (id)
           ORDER BY d.prompt, e.id""",
        {"files": files, "split": split, "most": most},
    ).fetchall()
    return [(str(kind), str(answer)) for kind, answer in rows]


def _sketch(values: list[Value]) -> Any:
    """The MinHash of the word pairs of an answer's values; its keys are the same all over a record type."""
    words = " ".join([str(value) for _, value in values]).split()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update([f"{one} {two}" for one, two in pairwise(words)] or words)
    return sketch
