"""The files of a release beside its data, against what its recipe and certificate make of them."""

from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.datasets import manifest
from goldsmith.datasets.records import files
from goldsmith.datasets.records.card import card
from goldsmith.datasets.records.domain import RecordType
from goldsmith.datasets.records.recipe import RecordRecipe

NOT_OURS = "is not the one that this release has by its recipe and certificate"


def not_shipped(folder: Path, held: dict[str, Any], made: RecordRecipe, types: dict[str, RecordType]) -> list[str]:
    """The files and figures beside the data that are not those which follow from the recipe and the certificate."""
    wrong = [name for name, text in files.texts(made, types).items() if _bytes(folder / name) != text.encode()]
    wrong += [name for name, rows in files.tables_of(made, types).items() if _table(folder / name) != list(rows)]
    try:
        claimed = orjson.loads((folder / manifest.CERTIFICATE).read_bytes())
        own = bool(files.domain_of(made, types))
        if _bytes(folder / manifest.CARD) != card(made, claimed, folder, own=own).encode():
            wrong.append(manifest.CARD)
        drops = (folder / manifest.LEDGER).read_bytes().count(b"\n")
        if drops != claimed["attempts"]["dropped"]:
            wrong.append(manifest.LEDGER)
        told = {"recipe_sha256": _digest(made), "licence": made.licence, "demo": claimed["demo"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return [*(f"{name} {NOT_OURS}" for name in wrong), f"{manifest.CERTIFICATE} cannot be read: {error!r}"]
    wrong += [f"{manifest.MANIFEST}: its {name}" for name, value in told.items() if held.get(name) != value]
    return [f"{name} {NOT_OURS}" for name in wrong]


def _digest(made: RecordRecipe) -> str:
    """The digest that a build gives its recipe: that of the version before an override's suffix."""
    return made.model_copy(update={"version": made.version.partition("+")[0]}).fresh_digest()


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _table(path: Path) -> list[dict[str, Any]]:
    """The rows of a table; none where it cannot be read."""
    try:
        return list(pq.read_table(path).to_pylist())
    except (OSError, pa.ArrowException, UnicodeDecodeError):
        return []
