"""Builds the release of a recipe by the pipeline of its track."""

from pathlib import Path
from typing import Any

from goldsmith.core.errors import UsageError
from goldsmith.datasets.finished import Built, Progress
from goldsmith.datasets.keys import Recipe
from goldsmith.datasets.lessons import build as lessons
from goldsmith.datasets.lessons import certify as lesson_certificate
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.manual import build as manual
from goldsmith.datasets.manual import certify as manual_certificate
from goldsmith.datasets.manual.recipe import ManualRecipe
from goldsmith.datasets.records import build as records
from goldsmith.datasets.records import certify as record_certificate
from goldsmith.datasets.records.recipe import RecordRecipe


def build(
    recipe: Recipe,
    out: Path,
    *,
    domain: str = "",
    ledger: Path | None = None,
    workers: int = 1,
    offline: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> Built:
    """Build a release and give it its final name when, and only when, every check holds.

    Raises Findings when a check fails (nothing is released), UsageError when the version stands already with other bytes.
    """
    match recipe:
        case RecordRecipe():
            _refuse_options(recipe, offline=offline)
            return records.build(recipe, out, domain=domain, ledger=ledger, workers=workers, progress=progress)
        case ManualRecipe():
            _refuse_options(recipe, domain=domain, replace=ledger)
            return manual.build(recipe, out, workers=workers, offline=offline, progress=progress)
        case LessonRecipe():
            _refuse_options(recipe, domain=domain, replace=ledger)
            return lessons.build(recipe, out, offline=offline, progress=progress)
        case _:
            raise UsageError(f"recipe {recipe.name!r}: no pipeline builds track {recipe.track!r}")


def _refuse_options(recipe: Recipe, **options: object) -> None:
    """Raises UsageError that names an option which the recipe's track does not have."""
    for name, value in options.items():
        if value:
            raise UsageError(
                f"--{name} does nothing for a recipe of track {recipe.track!r}, and {recipe.name!r} is one; leave it out"
            )


def summary(certificate: dict[str, Any]) -> list[str]:
    """What a person wants to know first of a release, a dozen lines."""
    if certificate.get("track") == "manual":
        return manual_certificate.summary(certificate)
    if certificate.get("track") == "teacher":
        return lesson_certificate.summary(certificate)
    return record_certificate.summary(certificate)
