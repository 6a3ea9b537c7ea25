"""How close test rows come to training rows beyond what the leakage checks forbid: figures, not a gate.

Two test rows may well share a product or a log message with training rows, since vocabularies are finite; the figures say
how often that leaves little new. MinHash follows Broder (1997); rensa's permutations are seeded, so figures repeat.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import duckdb
import orjson
from rensa import RMinHash, RMinHashLSH

Answer = tuple[str, str]
"""A row's record type and its answer as JSON text."""
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
    return {
        "near": near_twins(test, train),
        "texts": {"test_rows": len(test), "train_rows": len(train), "fields": shared_texts(test, train)},
    }


def near_twins(test: Sequence[Answer], train: Sequence[Answer]) -> dict[str, Any]:
    """How many test rows have a training row whose values share most of their word pairs."""
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    sketches = [_sketch(text) for _, text in train]
    for place, sketch in enumerate(sketches):
        index.insert(place, sketch)
    twins = 0
    for _, text in test:
        sketch = _sketch(text)
        twins += any(sketch.jaccard(sketches[place]) >= THRESHOLD for place in index.query(sketch))
    return {"test_rows": len(test), "train_rows": len(train), "threshold": THRESHOLD, "with_near_twin": twins}


def shared_texts(test: Sequence[Answer], train: Sequence[Answer]) -> dict[str, dict[str, int]]:
    """For each field of texts how many values the test rows hold, and how many of them also stand there in training.

    A field counts as one of texts when its values in the test rows have three words or more on average.
    """
    known = set(chain.from_iterable(map(_texts, train)))
    found: dict[str, list[tuple[int, bool]]] = {}
    for answer in test:
        for field, text in _texts(answer):
            found.setdefault(field, []).append((len(text.split()), (field, text) in known))
    return {
        field: {"test_values": len(told), "in_training": sum(seen for _, seen in told)}
        for field, told in sorted(found.items())
        if sum(words for words, _ in told) >= 3 * len(told)
    }


def _texts(answer: Answer) -> Iterator[tuple[str, str]]:
    """The texts of an answer, each with its record type and dotted field."""
    kind, text = answer
    for field, value in _values(orjson.loads(text), kind):
        if isinstance(value, str):
            yield field, value


def _values(value: Any, at: str = "") -> list[tuple[str, Any]]:
    """The values below an object or a list in their order, each with its dotted field; list positions are written "*"."""
    pairs = value.items() if isinstance(value, dict) else [("*", inner) for inner in value]
    found: list[tuple[str, Any]] = []
    for name, inner in pairs:
        field = f"{at}.{name}"
        if isinstance(inner, (dict, list)):
            found += _values(inner, field)
        else:
            found.append((field, inner))
    return found


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


def _sketch(answer: str) -> Any:
    """The MinHash of the word pairs of an answer's values; its keys are the same all over a record type."""
    words = " ".join([str(value) for _, value in _values(orjson.loads(answer))]).split()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update([f"{one} {two}" for one, two in pairwise(words)] or words)
    return sketch
