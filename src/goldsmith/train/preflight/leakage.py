"""P7: nothing that a model is measured on stands in what it is trained on.

Exact: all rows, without case, spacing and punctuation. Near: over samples, those with the smallest prompt digests; rows
meet in a band of their MinHash (Broder, 1997), and their words decide.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from rensa import RMinHash, RMinHashLSH

from goldsmith.extractors.examples import SYSTEM
from goldsmith.extractors.likeness import difference
from goldsmith.extractors.sameness import plain
from goldsmith.train.examples import TrainingExample
from goldsmith.train.gates import Gate, gate
from goldsmith.validators.digests import short
from goldsmith.validators.near import BANDS, PERMUTATIONS, TEST_SAMPLE, THRESHOLD, TRAIN_SAMPLE

SAYS = "no held-out prompt stands in training, in other spelling or nearly, not in the mix either"
CLOSEST = 20
"""Training rows that are compared with a held-out one word by word, the closest first."""


def leakage_gate(train: Sequence[TrainingExample], held_out: Sequence[TrainingExample]) -> Gate:
    """P7; `train` holds all rows that are trained on, `held_out` all that the model is measured on."""
    known = {short(plain(_asked(row))): row for row in reversed(train)}
    wrong, apart = [], []
    for row in held_out:
        if (same := known.get(short(plain(_asked(row))))) is not None:
            wrong.append(f"{row.id} is asked as {same.id} in training: {row.prompt[:60]!r}")
        else:
            apart.append(row)
    test, sample = _sample(apart, TEST_SAMPLE), _sample(train, TRAIN_SAMPLE)
    wrong += _near(test, sample)
    figures = {
        "held_out": len(held_out),
        "train": len(train),
        "near_compared": {"held_out": len(test), "train": len(sample), "threshold": THRESHOLD},
    }
    return gate("P7", "leakage", SAYS, checked=len(held_out), wrong=wrong, figures=figures)


def _asked(row: TrainingExample) -> str:
    """All that is asked, but for the system turn, which may be another for the same question."""
    return "\n".join(content for role, content in row.asked if role != SYSTEM and isinstance(content, str))


def _sample(rows: Sequence[TrainingExample], most: int) -> Sequence[TrainingExample]:
    return rows if len(rows) <= most else sorted(rows, key=lambda row: (short(_asked(row)), row.id))[:most]


def _near(test: Sequence[TrainingExample], train: Sequence[TrainingExample]) -> Iterator[str]:
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    sketches = [_sketch(row) for row in train]
    for place, sketch in enumerate(sketches):
        index.insert(place, sketch)
    for row in test:
        sketch = _sketch(row)
        near = [(sketch.jaccard(sketches[place]), -place) for place in index.query(sketch)]
        for closeness, place in sorted(near, reverse=True)[:CLOSEST]:
            if closeness < THRESHOLD:
                break
            if (told := _differing(row, train[-place])) is not None:
                yield f"{row.id} is nearly {train[-place].id} in training: {told}"
                break


def _differing(row: TrainingExample, other: TrainingExample) -> str | None:
    """The words in which two rows differ that are nearly the same; None for others."""
    texts = (_asked(row), row.answer, _asked(other), other.answer)
    return difference(*texts) if all(isinstance(text, str) for text in texts) else None


def _sketch(row: TrainingExample) -> Any:
    """The MinHash of the word pairs of what is asked."""
    words = plain(_asked(row)).split()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update([f"{one} {two}" for one, two in pairwise(words)] or words)
    return sketch
