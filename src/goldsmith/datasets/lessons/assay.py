"""What verification adds for lessons: the row checks, the gates over all rows, and the certificate's figures of both."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import orjson

from goldsmith.core.nouns import Row
from goldsmith.datasets.assay import Planless
from goldsmith.datasets.beside import differing
from goldsmith.datasets.examine import Judge
from goldsmith.datasets.lessons import certify, examine
from goldsmith.datasets.lessons.card import card
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.lessons.rows import LessonJudge, held_in
from goldsmith.datasets.manifest import RECIPE, as_yaml, data_files
from goldsmith.datasets.prompted import strange
from goldsmith.validators.sets import Check


class LessonAssay(Planless):
    """The checks of a release of lessons."""

    domain = ""
    known = True

    def __init__(self, folder: Path, recipe: LessonRecipe) -> None:
        self.folder, self.recipe = folder, recipe
        self.judge: Judge = LessonJudge.of(recipe)

    def not_run(self) -> list[str]:
        """Nothing: all that the checks need is in the release."""
        return []

    def checks(self, connection: duckdb.DuckDBPyConnection) -> list[Check]:
        """The checks over all rows."""
        return [*examine.set_checks(connection, self.recipe), *examine.corpus_checks(self.recipe, self._gated)]

    def figures(self) -> dict[str, Any]:
        """What the certificate says of proofs, citations, levels, variety and wordings."""
        return certify.figures(self.recipe, self._gated.rows, self._gated.corpus)

    @cached_property
    def _gated(self) -> examine.Gated:
        return examine.gated(self.recipe, sorted(self._rows(), key=_ordinal))

    def _rows(self) -> Iterator[Row]:
        for file in data_files(self.folder)[0]:
            with file.open("rb") as lines:
                for line in lines:
                    with suppress(ValueError):
                        row = orjson.loads(line)
                        held_in(row)
                        yield row

    def beside(self, held: dict[str, Any]) -> list[str]:
        """The files beside the data that do not follow from the recipe and the certificate."""
        texts = {RECIPE: as_yaml(self.recipe)}
        wrong = strange(self.folder, self.recipe.teacher, "lesson") + strange(self.folder, self.recipe.judge, "judge")
        return wrong + differing(
            self.folder, held, self.recipe, texts, lambda claimed: card(self.recipe, claimed, self.folder)
        )


def _ordinal(row: Row) -> int:
    return int(orjson.loads(row["meta"])["ordinal"])
