"""The files of a release of lessons beside its rows."""

from pathlib import Path
from typing import Any

from goldsmith.core.files import write_text
from goldsmith.datasets.lessons.card import card
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.manifest import CARD, RECIPE, as_yaml, write_certificate, write_manifest


def write_release(folder: Path, recipe: LessonRecipe, certificate: dict[str, Any]) -> None:
    """Write what is left to write; the manifest last, since it names all other files."""
    write_text(folder / RECIPE, as_yaml(recipe))
    write_certificate(folder, certificate)
    write_text(folder / CARD, card(recipe, certificate, folder))
    write_manifest(folder, recipe, certificate)
