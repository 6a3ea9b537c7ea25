"""What is trained on and asked: the rows of a release, or of anyone's file, as conversations that end in an answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq

from goldsmith.core.errors import UsageError
from goldsmith.extractors.examples import ASSISTANT, Turn

BATCH = 1_000
SPLITS = ("train", "validation", "test")
NOT_LEARNED = -100
"""The label by which trainers know a token that is read and not learned."""


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """One assistant turn to learn: `asked` are all turns before it, `answer` is its text.

    A conversation with several assistant turns gives one example each, so that every one of them is supervised and
    nothing else is. `schema` is the answer's JSON Schema as text, "" where there is none; `meta` is what the release
    tells of the row (genre, mode, wording, complexity, unstated ...), empty for a foreign file.
    """

    id: str
    kind: str
    split: str
    asked: tuple[Turn, ...]
    answer: str
    schema: str
    meta: Mapping[str, Any]

    @property
    def prompt(self) -> str:
        """The last thing that is asked."""
        return self.asked[-1].content

    def messages(self) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
        """Prompt and completion as trainers take them."""
        return [turn._asdict() for turn in self.asked], [{"role": ASSISTANT, "content": self.answer}]


def of_release(folder: Path, split: str) -> Iterator[TrainingExample]:
    """The examples of one split, in the release's order.

    Raises UsageError where the release has no such split.
    """
    files = sorted((folder / "data").glob(f"{split}-*.parquet"))
    if not files:
        raise UsageError(f"{str(folder)!r} has no split {split!r}: no data/{split}-*.parquet")
    for path in files:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=BATCH):
                for row in batch.to_pylist():
                    yield from _examples(row, split)


def _examples(row: Mapping[str, Any], split: str) -> Iterator[TrainingExample]:
    turns = tuple(Turn(turn["role"], turn["content"]) for turn in row["messages"])
    places = [place for place, turn in enumerate(turns) if turn.role == ASSISTANT]
    meta = orjson.loads(row["meta"])
    for place in places:
        id_ = row["id"] if len(places) == 1 else f"{row['id']}#{place}"
        yield TrainingExample(id_, row["kind"], split, turns[:place], turns[place].content, row["schema"], meta)
