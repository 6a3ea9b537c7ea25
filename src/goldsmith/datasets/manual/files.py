"""The files of a manual's release beside its rows: pages, facts and entries lie there already; recipe, card and certificate follow."""

from pathlib import Path
from typing import Any

from goldsmith.core.files import write_text
from goldsmith.datasets.manifest import CARD, RECIPE, as_yaml, write_certificate, write_manifest
from goldsmith.datasets.manual.card import card
from goldsmith.datasets.manual.recipe import ManualRecipe


def write_release(folder: Path, recipe: ManualRecipe, certificate: dict[str, Any]) -> None:
    """Write what is left to write; the manifest last, since it names all other files."""
    write_text(folder / RECIPE, as_yaml(recipe))
    write_certificate(folder, certificate)
    write_text(folder / CARD, card(recipe, certificate, folder))
    write_manifest(folder, recipe, certificate)
