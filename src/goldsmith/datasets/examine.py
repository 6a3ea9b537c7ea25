"""Every check of a release, over its bytes, and what they found: the body of the certificate."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.core.canonical import to_json
from goldsmith.core.errors import UsageError
from goldsmith.core.nouns import COLUMNS, Row
from goldsmith.datasets.assemble import GROUP
from goldsmith.datasets.domain import RecordType, knowledge_of
from goldsmith.datasets.judged import SCHEMA
from goldsmith.datasets.recipe import SPLITS, Recipe
from goldsmith.extractors.reading import Reading
from goldsmith.validators import sets
from goldsmith.validators.digests import summary
from goldsmith.validators.knowledge import Knowledge
from goldsmith.validators.relations import Tally, register_vocabulary, tallies
from goldsmith.validators.rows import judge
from goldsmith.validators.sets import Check

EXAMPLES = 5
"""Failures that are named of each rule."""


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

    def check(self) -> Check:
        """All row checks as one line of the certificate."""
        examples = [f"{rule}: {where}" for rule, wheres in sorted(self.examples.items()) for where in wheres]
        return Check("every_row", ROWS_SAY, self.rows - self.unread, self.bad, tuple(examples[:EXAMPLES]))

    def lines(self) -> list[str]:
        """One line a rule: how many rows fail it, and the first ones by name."""
        return [f"{rule}: {count} failed; {'; '.join(self.examples[rule][:3])}" for rule, count in self.failed.items()]


def judge_file(
    lines: Path, twin: Path, digests: Path, domain: str = "", unknown: frozenset[str] = frozenset()
) -> RowFindings:
    """Judge every row of a JSONL file against its Parquet twin and by the row checks, and store the rows' digests.

    Of the `unknown` record types only the bytes are compared, since nothing is known of what they should say.
    """
    found, knowledge = RowFindings(), knowledge_of(domain)
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
                if row is not None and str(row["kind"]) in unknown:
                    found.unread += 1
                elif row is not None:
                    summaries += _judged(row, lines.name, number, knowledge, failures)
                found.add(failures)
        if next(twins, None) is not None:
            found.add({"parquet_equals_jsonl": f"{twin.name} has rows that {lines.name} lacks"})
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        found.add({"readable": f"{twin.name}: {error}"})
    if summaries:
        pq.write_table(pa.Table.from_pylist(summaries), digests)
    return found


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


def _judged(row: Row, file: str, number: int, knowledge: Knowledge, failures: dict[str, str]) -> list[dict[str, Any]]:
    """Note what the row checks refuse; gives the row's digests where it can be read, else nothing."""
    where = f"{row['id']!r} in {file} line {number}"
    judged = judge(row, knowledge)
    for verdict in judged.failures:
        failures.setdefault(verdict.rule, f"{where}: {verdict.reason}")
    if judged.reading is None:
        return []
    try:
        digests = summary(row, judged.reading)
        if wrong := _untrue_of(row, judged.reading):
            failures["meta_says_what_stands"] = f"{where}: its meta is wrong about {', '.join(wrong)}"
    except (ValueError, KeyError, TypeError) as error:
        failures["meta_is_readable"] = f"{where}: {error!r}"
        return []
    if not file.startswith(f"{digests['split']}-"):
        failures["split_is_the_files"] = f"{where}: its meta says {digests['split']!r}"
    return [digests]


def _untrue_of(row: Row, reading: Reading) -> list[str]:
    """The keys of a row's meta that contradict what the row itself holds.

    Raises KeyError, TypeError or ValueError where the meta is not that of a row.
    """
    meta = orjson.loads(row["meta"])
    stands = {
        "cell": row["kind"],
        "system": "schema" if "{" in row["instruction"] else "plain" if row["instruction"] else "none",
        "unstated": sorted(".".join(pattern) for pattern in reading.asked),
        "distractors": [one.text for one in reading.distractors],
    }
    said = meta | {"unstated": sorted(meta["unstated"])}
    wrong = [name for name, value in stands.items() if said.get(name) != value]
    if row["id"] != f"{row['kind']}-{meta['ordinal']:07d}":
        wrong.append("ordinal")
    return wrong + ["its own form"] * (to_json(meta) != row["meta"])


def _parquet_rows(path: Path) -> Iterator[dict[str, Any]]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=GROUP):
            yield from batch.to_pylist()


ROWS_SAY = "columns agree, the answer fits its schema, the prompt has one reading and that reading is the answer"


def relations(parquet: Sequence[Path], kinds: Sequence[RecordType], tick: Callable[[int], None]) -> list[Tally]:
    """Every SQL relation of the kinds, over the released Parquet.

    Raises UsageError that names a file which cannot be read, or a rule that does not run.
    """
    for file in parquet:
        _check_columns(file)
    vocabulary = {name: rows for kind in kinds for name, rows in kind.knowledge.vocabulary.items()}
    found = []
    with (
        TemporaryDirectory() as scratch,
        duckdb.connect(config={"threads": 2, "memory_limit": "150MB", "temp_directory": scratch}) as connection,
    ):
        register_vocabulary(connection, vocabulary)
        try:
            connection.from_parquet([str(file) for file in parquet]).project("id, kind, answer").create_view("examples")
        except duckdb.Error as error:
            raise UsageError(str(error).splitlines()[0]) from error
        for kind in kinds:
            found += list(tallies(connection, kind.knowledge.rules(kind.kind.name)))
            tick(1)
    return found


def _check_columns(file: Path) -> None:
    """Raises UsageError where a Parquet file has other columns than a release: SQL is not run over such a file."""
    try:
        fits = pq.read_schema(file).equals(SCHEMA)
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        raise UsageError(f"{file.name}: {error}") from error
    if not fits:
        raise UsageError(f"{file.name} does not have the columns and types of a release")


def set_checks(connection: duckdb.DuckDBPyConnection, recipe: Recipe, planned: dict[str, int]) -> list[Check]:
    """Duplicates, leakage, balance, wording shares and strata, over the digests of all rows."""
    splits = tuple(name for name in SPLITS if getattr(recipe.splits, name))
    return [
        *sets.duplicates(connection),
        *sets.leakage(connection),
        *sets.unseen_wordings(connection),
        sets.balance(connection, recipe.minimum_per_split, recipe.kinds, splits),
        sets.share_cap(connection, "request", recipe.caps.request, per_kind=False),
        sets.share_cap(connection, "opening", recipe.caps.opening, per_kind=False),
        sets.share_cap(connection, "skeleton", recipe.caps.skeleton, per_kind=True),
        sets.strata(connection, planned),
    ]


def judge_files(
    pairs: Sequence[tuple[Path, Path]],
    scratch: Path,
    executor: Executor | None,
    tick: Callable[[int], None],
    *,
    domain: str = "",
    unknown: frozenset[str] = frozenset(),
) -> RowFindings:
    """Judge several file pairs, in parallel where an executor is given."""
    total = RowFindings()
    jobs = [(lines, twin, scratch / f"{lines.stem}.digests.parquet", domain, unknown) for lines, twin in pairs]
    results = executor.map(judge_file, *zip(*jobs, strict=True)) if executor else (judge_file(*job) for job in jobs)
    for found in results:
        total.merge(found)
        tick(1)
    return total
