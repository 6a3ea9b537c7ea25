"""What the cards of all tracks share: the Hub's YAML metadata, the checks, the caps on wording, and some rows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
import yaml

from goldsmith.core.nouns import COLUMNS
from goldsmith.datasets.keys import SPLITS, Recipe

SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
)
"""The Hub's size categories by their upper bounds."""

EXAMPLES = 5
"""Rows that the card shows."""


def metadata(recipe: Recipe, certificate: dict[str, Any], tags: Sequence[str]) -> str:
    """The YAML that the Hub reads."""
    splits = [split for split in SPLITS if certificate["rows"]["splits"].get(split)]
    total = certificate["rows"]["total"]
    turn = [{"name": "role", "dtype": "string"}, {"name": "content", "dtype": "string"}]
    features = [
        {"name": name, "list": turn} if name == "messages" else {"name": name, "dtype": "string"} for name in COLUMNS
    ]
    data = {
        "license": recipe.licence.lower() or "unknown",
        "language": [recipe.language],
        "task_categories": ["text-generation"],
        "tags": [*tags],
        "size_categories": [next((name for bound, name in SIZES if total < bound), "n>10M")],
        "configs": [
            {
                "config_name": "default",
                "default": True,
                "data_files": [{"split": split, "path": f"data/{split}-*.parquet"} for split in splits],
            }
        ],
        "dataset_info": [{"config_name": "default", "features": features}],
    }
    return f"---\n{yaml.safe_dump(data, sort_keys=False).strip()}\n---"


def counts(rows: dict[str, Any]) -> str:
    """The rows by split and by kind."""
    splits = "".join(f"| {split} | {count:,} |\n" for split, count in rows["splits"].items())
    kinds = "".join(f"| {kind} | {count:,} |\n" for kind, count in rows["kinds"].items())
    return f"| split | rows |\n|---|--:|\n{splits}\n| kind | rows |\n|---|--:|\n{kinds}"


def checks(certificate: dict[str, Any]) -> str:
    """Every check with its cases."""
    lines = "".join(f"| {one['says']} | {one['checked']:,} | {one['failed']} |\n" for one in certificate["checks"])
    return f"| check | cases | failed |\n|---|--:|--:|\n{lines}"


def wording(certificate: dict[str, Any]) -> str:
    """The largest share that one wording takes, for every cap."""
    lines = "".join(f"| {one['says']} | {one['largest']} |\n" for one in certificate["checks"] if "largest" in one)
    return f"## Wording\n\n| cap | largest |\n|---|---|\n{lines}".rstrip()


def examples(folder: Path, language: str) -> str:
    """The first rows, prompt and answer."""
    first = next(iter(sorted((folder / "jsonl").glob("train-*.jsonl"))), None)
    if first is None:
        return ""
    with first.open("rb") as file:
        rows = [orjson.loads(line) for line, _ in zip(file, range(EXAMPLES), strict=False)]
    shown = "\n\n".join(f"````text\n{row['input']}\n````\n\n````{language}\n{row['output']}\n````" for row in rows)
    return f"## Examples\n\n{shown}"
