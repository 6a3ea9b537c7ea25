"""A published revision, loaded as its users load it, against the release's own Parquet: every cell of every row."""

import tempfile
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from goldsmith.core.errors import Findings, UsageError
from goldsmith.datasets.manifest import data_files
from goldsmith.datasets.publish.hub import MISSING
from goldsmith.datasets.publish.mix import CONFIG

Cells = dict[str, Any]


def read_back(release: Path, repo: str, revision: str, general: Path | None = None) -> int:
    """Load the revision plainly and as a stream and compare both with the release; gives the number of rows.

    `general` is the Parquet of rows that are mixed in; their config is compared too, and not counted.

    Raises Findings that names the split, row and column of the first difference.
    """
    try:
        from datasets import disable_progress_bars, load_dataset
        from datasets.exceptions import DatasetsError
        from httpx2 import HTTPError
    except ImportError as error:
        raise UsageError(MISSING) from error
    disable_progress_bars()
    with tempfile.TemporaryDirectory(prefix="goldsmith-readback-") as cache:
        try:
            plain = load_dataset(repo, revision=revision, cache_dir=cache)
            rows = _compared(release, plain, f"{repo}@{revision}")
            stream = load_dataset(repo, revision=revision, cache_dir=cache, streaming=True)
            _compared(release, stream, f"{repo}@{revision} as a stream")
            if general is not None:
                mixed = load_dataset(repo, CONFIG, revision=revision, cache_dir=cache)["train"]
                _same(_rows([general]), mixed, f"{repo}@{revision}, config {CONFIG}")
        except (DatasetsError, HTTPError, OSError, RuntimeError, ValueError) as error:
            problem = f"{type(error).__name__}: {next(iter(str(error).splitlines()), '')}"
            raise Findings(f"{repo}@{revision} does not load as users load it, and is not tagged: {problem}") from error
    return rows


def _compared(release: Path, loaded: Any, where: str) -> int:
    splits = _splits(release)
    if set(loaded) != set(splits):
        raise Findings(f"{where} has splits {sorted(loaded)}, the release {sorted(splits)}")
    return sum(_same(_rows(files), loaded[split], f"{where}, {split}") for split, files in splits.items())


def _splits(release: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in data_files(release)[1]:
        found.setdefault(path.name.split("-")[0], []).append(path)
    return found


def _rows(files: Iterable[Path]) -> Iterator[Cells]:
    for path in files:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(500):
                yield from batch.to_pylist()


def _same(ours: Iterator[Cells], theirs: Iterable[Cells], where: str) -> int:
    number = 0
    for number, (one, other) in enumerate(zip_longest(ours, theirs), 1):
        if one != other:
            raise Findings(f"{where}, row {number}: {_difference(one, other)}")
    return number


def _difference(one: Cells | None, other: Cells | None) -> str:
    if one is None or other is None:
        return "the release has no such row" if one is None else "the row is missing"
    columns = [name for name in (*one, *other) if one.get(name) != other.get(name)]
    return f"column {columns[0]!r} is {other.get(columns[0])!r:.80}, the release has {one.get(columns[0])!r:.80}"
