"""`goldsmith new`: a working domain to start from."""

from pathlib import Path
from typing import Annotated

import typer

from goldsmith.cli.screen import say
from goldsmith.datasets.records.new import dataset_name, write_domain


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is missing or empty.")],
) -> None:
    """Write a small working domain: a record type with schema, sampler, rules, lies, sentences, and a recipe."""
    for path in write_domain(folder):
        say(f"wrote       {path}")
    say(f"next        goldsmith build {folder}/recipe.yaml --domain {folder}")
    say(f"            goldsmith verify datasets/{dataset_name(folder)}/0.1.0 --domain {folder}")
