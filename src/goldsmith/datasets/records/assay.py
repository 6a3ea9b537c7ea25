"""What verification adds for records: their row checks, SQL relations, and the plan."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import yaml

from goldsmith.datasets.examine import Judge
from goldsmith.datasets.finished import Progress, tick
from goldsmith.datasets.records import examine
from goldsmith.datasets.records.beside import not_shipped
from goldsmith.datasets.records.domain import load_domain
from goldsmith.datasets.records.folder import domain_digest
from goldsmith.datasets.records.placed import misplaced
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.validators.relations import Tally
from goldsmith.validators.sets import Check


class RecordAssay:
    """The checks of a release of records; without the folder of its own record types some of them cannot run."""

    def __init__(self, folder: Path, recipe: RecordRecipe | None, domain: str, unknown: Sequence[str]) -> None:
        self.folder, self.recipe, self.unknown = folder, recipe, unknown
        self.types = load_domain(domain)
        self.judge: Judge = examine.RecordJudge(domain, frozenset(unknown))
        self.domain = domain_digest(domain)

    @property
    def known(self) -> bool:
        """Whether the recipe and all record types are there."""
        return self.recipe is not None

    def not_run(self) -> list[str]:
        """Which checks cannot run without the record types' own folder."""
        lines = [
            f"no rules for {kind!r}: its prompts were not read and its relations did not run; give its folder with --domain"
            for kind in self.unknown
        ]
        more = "not run without them: duplicates, leakage, balance, wording shares and strata"
        return [*lines, more] if self.unknown else []

    def checks(self, connection: duckdb.DuckDBPyConnection) -> list[Check]:
        """The checks over all rows, by their digests."""
        recipe = self._recipe()
        return examine.set_checks(connection, recipe, examine.planned_strata(recipe, self.types))

    def relations(self, twins: Sequence[Path], progress: Progress) -> list[Tally]:
        """The SQL rules of every kind over the released Parquet."""
        kinds = [self.types[kind] for kind in self._recipe().kinds]
        return examine.relations(twins, kinds, tick(progress, "run the SQL rules", len(kinds)))

    def figures(self) -> dict[str, Any]:
        """None beyond those of every track."""
        return {}

    def placed(self, lines: Sequence[Path], claimed: dict[str, Any]) -> list[str]:
        """Which rows do not stand as planned."""
        return misplaced(lines, self._recipe(), self.types, claimed["split_by_record"])

    def beside(self, held: dict[str, Any]) -> list[str]:
        """The files beside the data that do not follow from the recipe and the certificate."""
        return not_shipped(self.folder, held, self._recipe(), self.types)

    def _recipe(self) -> RecordRecipe:
        if self.recipe is None:
            raise ValueError("the recipe of this release is not known")
        return self.recipe


def unknown_kinds(folder: Path, types: Mapping[str, Any]) -> list[str]:
    """The record types of a release for which nothing is known; where its recipe cannot be read, that is found later."""
    try:
        kinds = yaml.safe_load((folder / "recipe.yaml").read_text(encoding="utf-8"))["kinds"]
        return [kind for kind in kinds if kind not in types]
    except (OSError, ValueError, TypeError, KeyError, yaml.YAMLError):
        return []
