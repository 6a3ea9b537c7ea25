"""Every row of a release judged from its bytes, and what was found: the first line of the certificate."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.core.nouns import COLUMNS, Row, Verdict
from goldsmith.datasets.assemble import GROUP
from goldsmith.validators.sets import Check

EXAMPLES = 5
"""Failures that are named of each rule."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with a row, and its digests where it could be read."""

    failures: tuple[Verdict, ...]
    digests: dict[str, Any] | None


class Judge(Protocol):
    """The row checks of a track; it travels to worker processes."""

    @property
    def says(self) -> str:
        """What a row that passes fulfils."""

    def __call__(self, row: Row) -> Judgement | None:
        """Judge one row; None where nothing is known of its kind."""


@dataclass
class RowFindings:
    """What the row checks found: how many rows, how many bad ones, and those that fail a rule, a few by name."""

    rows: int = 0
    bad: int = 0
    unread: int = 0
    failed: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, failures: Mapping[str, str]) -> None:
        """Count the failures of one row: by rule, where it stands and what is wrong."""
        self.bad += bool(failures)
        for rule, where in failures.items():
            self.failed[rule] = self.failed.get(rule, 0) + 1
            if len(self.examples.setdefault(rule, [])) < EXAMPLES:
                self.examples[rule].append(where)

    def merge(self, other: "RowFindings") -> None:
        """Count another worker's findings, too."""
        self.rows += other.rows
        self.bad += other.bad
        self.unread += other.unread
        for rule, count in other.failed.items():
            self.failed[rule] = self.failed.get(rule, 0) + count
            self.examples[rule] = (self.examples.get(rule, []) + other.examples[rule])[:EXAMPLES]

    def check(self, says: str) -> Check:
        """All row checks as one line of the certificate."""
        examples = [f"{rule}: {where}" for rule, wheres in sorted(self.examples.items()) for where in wheres]
        return Check("every_row", says, self.rows - self.unread, self.bad, tuple(examples[:EXAMPLES]))

    def lines(self) -> list[str]:
        """One line a rule: how many rows fail it, and the first ones by name."""
        return [f"{rule}: {count} failed; {'; '.join(self.examples[rule][:3])}" for rule, count in self.failed.items()]


def judge_file(lines: Path, twin: Path, digests: Path, judge: Judge) -> RowFindings:
    """Judge every row of a JSONL file against its Parquet twin and by the row checks, and store the rows' digests."""
    found = RowFindings()
    summaries = []
    try:
        twins = _parquet_rows(twin)
        with lines.open("rb") as file:
            for number, line in enumerate(file, start=1):
                found.rows += 1
                failures: dict[str, str] = {}
                row = _row(line, f"{lines.name} line {number}", failures)
                other = next(twins, None)
                if row is not None and row != other:
                    where = f"{twin.name} row {number} ({row['id']!r}) differs from {lines.name} line {number}"
                    failures["parquet_equals_jsonl"] = where
                judged = None if row is None else judge(row)
                if row is not None and judged is None:
                    found.unread += 1
                elif row is not None and judged is not None:
                    summaries += _noted(row, judged, lines.name, number, failures)
                found.add(failures)
        if next(twins, None) is not None:
            found.add({"parquet_equals_jsonl": f"{twin.name} has rows that {lines.name} lacks"})
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        found.add({"readable": f"{twin.name}: {error}"})
    if summaries:
        pq.write_table(pa.Table.from_pylist(summaries), digests)
    return found


def _noted(row: Row, judged: Judgement, file: str, number: int, failures: dict[str, str]) -> list[dict[str, Any]]:
    """Note what the row checks refuse; gives the row's digests where it could be read."""
    where = f"{row['id']!r} in {file} line {number}"
    for verdict in judged.failures:
        failures.setdefault(verdict.rule, f"{where}: {verdict.reason}")
    if judged.digests is None:
        return []
    if not file.startswith(f"{judged.digests['split']}-"):
        failures["split_is_the_files"] = f"{where}: its meta says {judged.digests['split']!r}"
    return [judged.digests]


def _row(line: bytes, where: str, failures: dict[str, str]) -> dict[str, Any] | None:
    try:
        row = orjson.loads(line)
    except ValueError as error:
        failures["readable"] = f"{where}: {error}"
        return None
    if orjson.dumps(row) + b"\n" != line:
        failures["canonical_bytes"] = f"{where}: not in canonical form"
    if not isinstance(row, dict) or tuple(row) != COLUMNS:
        failures["columns"] = f"{where}: the columns are not {', '.join(COLUMNS)}"
        return None
    return row


def _parquet_rows(path: Path) -> Iterator[dict[str, Any]]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=GROUP):
            yield from batch.to_pylist()


def judge_files(
    pairs: Sequence[tuple[Path, Path]],
    scratch: Path,
    judge: Judge,
    executor: Executor | None,
    tick: Callable[[int], None],
) -> RowFindings:
    """Judge several file pairs, in parallel where an executor is given."""
    total = RowFindings()
    jobs = [(lines, twin, scratch / f"{lines.stem}.digests.parquet", judge) for lines, twin in pairs]
    results = executor.map(judge_file, *zip(*jobs, strict=True)) if executor else (judge_file(*job) for job in jobs)
    for found in results:
        total.merge(found)
        tick(1)
    return total
