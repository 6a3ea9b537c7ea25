"""The files of a release of records beside its data, against what its recipe and certificate make of them."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.datasets.beside import NOT_OURS, differing
from goldsmith.datasets.records import files
from goldsmith.datasets.records.card import card
from goldsmith.datasets.records.domain import RecordType
from goldsmith.datasets.records.recipe import RecordRecipe


def not_shipped(folder: Path, held: dict[str, Any], made: RecordRecipe, types: dict[str, RecordType]) -> list[str]:
    """The files and figures beside the data that are not those which follow from the recipe and the certificate."""
    own = bool(files.domain_of(made, types))
    tables = files.tables_of(made, types).items()
    return [
        *(f"{name} {NOT_OURS}" for name, rows in tables if _table(folder / name) != list(rows)),
        *differing(folder, held, made, files.texts(made, types), lambda claimed: card(made, claimed, folder, own=own)),
    ]


def _table(path: Path) -> list[dict[str, Any]]:
    """The rows of a table; none where it cannot be read."""
    try:
        return list(pq.read_table(path).to_pylist())
    except (OSError, pa.ArrowException, UnicodeDecodeError):
        return []
