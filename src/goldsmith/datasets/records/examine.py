"""The checks of records: of each row, of all rows together, and the SQL relations of their kinds."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.core.canonical import to_json
from goldsmith.core.errors import UsageError
from goldsmith.core.nouns import Row, Verdict
from goldsmith.datasets.examine import Judgement
from goldsmith.datasets.judged import SCHEMA
from goldsmith.datasets.keys import SPLITS
from goldsmith.datasets.records.domain import RecordType, knowledge_of
from goldsmith.datasets.records.plan import positions, task
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.extractors.reading import Reading
from goldsmith.validators import sets
from goldsmith.validators.digests import summary
from goldsmith.validators.relations import Tally, register_vocabulary, tallies
from goldsmith.validators.rows import judge
from goldsmith.validators.sets import Check

ROWS_SAY = "columns agree, the answer fits its schema, the prompt has one reading and that reading is the answer"


@dataclass(frozen=True, slots=True)
class RecordJudge:
    """The row checks of records; of the `unknown` record types nothing is known of what they should say."""

    domain: str = ""
    unknown: frozenset[str] = frozenset()
    says: str = ROWS_SAY

    def __call__(self, row: Row) -> Judgement | None:
        """Judge one row and the meta that explains it; None for one of an unknown record type."""
        if str(row["kind"]) in self.unknown:
            return None
        judged = judge(row, knowledge_of(self.domain))
        if judged.reading is None:
            return Judgement(judged.failures, None)
        try:
            digests = summary(row, judged.reading)
            wrong = _untrue_of(row, judged.reading)
        except (ValueError, KeyError, TypeError) as error:
            return Judgement((*judged.failures, Verdict(False, "meta_is_readable", repr(error))), None)
        told = f"its meta is wrong about {', '.join(wrong)}"
        extra = (Verdict(False, "meta_says_what_stands", told),) if wrong else ()
        return Judgement((*judged.failures, *extra), digests)


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


def set_checks(connection: duckdb.DuckDBPyConnection, recipe: RecordRecipe, planned: dict[str, int]) -> list[Check]:
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


def planned_strata(recipe: RecordRecipe, types: Mapping[str, RecordType]) -> dict[str, int]:
    """How many rows the plan has for each kind × genre × oddity × mode."""
    return dict(Counter(task(recipe, types[cell].cell, ordinal).stratum for cell, ordinal in positions(recipe)))
