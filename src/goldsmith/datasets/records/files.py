"""The files of a release of records beside its data: recipe, rules, vocabulary, schemas, views and card."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from goldsmith.core.files import write_text
from goldsmith.datasets.manifest import CARD, as_yaml, write_certificate, write_manifest
from goldsmith.datasets.records.card import card
from goldsmith.datasets.records.domain import RecordType, knowledge_of
from goldsmith.datasets.records.folder import domain_digest
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.schemas import vocabulary

VIEWS = "views.sql"


def write_release(
    folder: Path, recipe: RecordRecipe, types: Mapping[str, RecordType], certificate: dict[str, Any]
) -> None:
    """Write everything beside the data; the manifest last, since it names all other files."""
    for name in ("rules", "schemas", "vocabulary"):
        (folder / name).mkdir()
    for name, text in texts(recipe, types).items():
        write_text(folder / name, text)
    for name, rows in tables_of(recipe, types).items():
        pq.write_table(pa.Table.from_pylist(list(rows)), folder / name)
    write_certificate(folder, certificate)
    domain = domain_of(recipe, types)
    write_text(folder / CARD, card(recipe, certificate, folder, own=bool(domain)))
    write_manifest(folder, recipe, certificate, domain_digest(domain))


def texts(recipe: RecordRecipe, types: Mapping[str, RecordType]) -> dict[str, str]:
    """The recipe, the rules and schemas of its kinds and the views, by file name: what follows from the recipe alone."""
    made = {"recipe.yaml": as_yaml(recipe)}
    for kind in recipe.kinds:
        made[f"rules/{kind}.sql"] = types[kind].knowledge.rule_text(kind)
        schema = orjson.dumps(types[kind].kind.schema, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        made[f"schemas/{kind}.json"] = schema.decode()
    return made | {VIEWS: _views(_vocabulary(recipe, types))}


def tables_of(recipe: RecordRecipe, types: Mapping[str, RecordType]) -> dict[str, vocabulary.Rows]:
    """The vocabulary of a release by file name."""
    return {f"vocabulary/{name}.parquet": rows for name, rows in _vocabulary(recipe, types).items()}


def domain_of(recipe: RecordRecipe, types: Mapping[str, RecordType]) -> str:
    """The domain folder that a recipe's kinds come from; "" where all of them ship with the package."""
    return next((types[kind].domain for kind in recipe.kinds if types[kind].domain), "")


def _vocabulary(recipe: RecordRecipe, types: Mapping[str, RecordType]) -> dict[str, vocabulary.Rows]:
    return vocabulary.tables(knowledge_of(domain_of(recipe, types)).vocabulary)


def _views(tables: Iterable[str]) -> str:
    """The SQL that makes a release's rows and vocabulary known under the names that its rules use."""
    vocabulary_views = [
        f"CREATE OR REPLACE VIEW vocabulary_{name} AS FROM 'vocabulary/{name}.parquet';" for name in tables
    ]
    return "\n".join(["CREATE OR REPLACE VIEW examples AS FROM 'data/*.parquet';", *vocabulary_views, ""])
