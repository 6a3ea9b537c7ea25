"""General instruction rows beside a release: a config of their own, never among the rows of the task, and marked unchecked."""

from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.extractors.conversations import conversations
from goldsmith.extractors.examples import Turn

CONFIG = "general"
PARQUET = f"{CONFIG}/train-00000-of-00001.parquet"
TURNS = pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))
COLUMNS = pa.schema([("prompt", pa.string()), ("completion", pa.string()), ("messages", TURNS)])
BATCH = 1_000


class Mix(NamedTuple):
    """A file of general instruction rows, and in words where it comes from and under which licence."""

    file: Path
    source: str


def write_mix(mix: Mix, into: Path) -> int:
    """Write the file's rows as the config's Parquet; gives their number.

    Raises UsageError for a file of no known shape, and for the first record that does not end with an answer.
    """
    target = into / PARQUET
    target.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    rows = map(_row, conversations(mix.file, f"--mix {str(mix.file)!r}"))
    with pq.ParquetWriter(target, COLUMNS, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=COLUMNS))
            count += len(batch)
    return count


def _row(turns: tuple[Turn, ...]) -> dict[str, Any]:
    return {
        "prompt": "\n\n".join(turn.content for turn in turns[:-1]),
        "completion": turns[-1].content,
        "messages": [turn._asdict() for turn in turns],
    }


def config() -> dict[str, Any]:
    """The entry of the page's metadata."""
    return {"config_name": CONFIG, "data_files": [{"split": "train", "path": f"{CONFIG}/train-*.parquet"}]}


def section(mix: Mix, rows: int) -> str:
    """What the page says of these rows."""
    return (
        "## General rows\n\n"
        f"The config `{CONFIG}` holds {rows:,} general instruction rows for mixing, so that a model keeps what it knew. "
        f"Source: {mix.source.rstrip('.')}. They were not made here and are **unchecked**: no certificate speaks of them, and "
        "`goldsmith pull` leaves them out."
    )
