"""What verification adds for a manual: its facts against its pages, what the pages give now, and the rows against both."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import orjson

from goldsmith.core.errors import UsageError
from goldsmith.datasets.assay import Planless
from goldsmith.datasets.beside import differing
from goldsmith.datasets.examine import Judge
from goldsmith.datasets.manifest import CERTIFICATE, RECIPE, as_yaml, data_files
from goldsmith.datasets.manual import examine
from goldsmith.datasets.manual.card import card
from goldsmith.datasets.manual.certify import pages
from goldsmith.datasets.manual.pages import kept_entries, kept_facts, kept_reasons, known_of, pages_digest
from goldsmith.datasets.manual.recipe import OWN_PAGES, ManualRecipe
from goldsmith.datasets.prompted import strange
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.coverage import counted
from goldsmith.extractors.manual.read import read_folder
from goldsmith.validators.sets import Check


class ManualAssay(Planless):
    """The checks of a manual's release."""

    domain = ""

    def __init__(self, folder: Path, recipe: ManualRecipe) -> None:
        self.folder, self.recipe = folder.resolve(), recipe
        self.judge: Judge = examine.ManualJudge(self.folder)
        self.problem = self._problem()

    @property
    def known(self) -> bool:
        """Whether the facts and entries can be read."""
        return not self.problem

    def not_run(self) -> list[str]:
        """Which checks cannot run where the facts cannot be read."""
        return [f"{self.problem}; no row was read, and no fact was looked for on the pages"] if self.problem else []

    def _problem(self) -> str:
        try:
            known_of(self.folder)
            kept_reasons(self.folder)
        except UsageError as error:
            return str(error)
        return ""

    def checks(self, connection: duckdb.DuckDBPyConnection) -> list[Check]:
        """The facts against the pages by another route, then the checks over all rows."""
        facts, entries = kept_facts(self.folder), kept_entries(self.folder)
        return [
            *examine.page_checks(self.folder, facts, counted(entries), self.recipe),
            examine.ledger_check(known_of(self.folder).facts, self._asked(), kept_reasons(self.folder)),
            *examine.set_checks(connection, self.recipe),
        ]

    def beside(self, held: dict[str, Any]) -> list[str]:
        """The files beside the data that do not follow from the pages, the recipe and the certificate."""
        asked = self.recipe.paraphrase
        wrong = [
            *self._unread(),
            *self._unsaid(),
            *strange(self.folder, asked.teacher if asked else None, "paraphrase"),
        ]
        return wrong + differing(
            self.folder,
            held,
            self.recipe,
            {RECIPE: as_yaml(self.recipe)},
            lambda claimed: card(self.recipe, claimed, self.folder),
        )

    def _unread(self) -> list[str]:
        """Whether the pages are those of the recipe, and give the facts and entries of the release when they are read anew."""
        kept = OWN_PAGES
        if pages_digest(self.folder / kept) != self.recipe.pages_sha256:
            return [f"{kept}/ does not hold the pages that recipe.yaml names by pages_sha256"]
        reading = read_folder(self.folder / kept, repairs=self.recipe.repairs)
        facts = {fact_id(fact): fact for fact in reading.facts}
        strange = [fact_id(fact) for fact in kept_facts(self.folder) if facts.get(fact_id(fact)) != fact]
        wrong = [f"facts.jsonl: {strange[0]} is not what the page gives"] if strange else []
        return wrong + (
            ["entries.jsonl is not what the pages give"] if reading.entries != kept_entries(self.folder) else []
        )

    def _unsaid(self) -> list[str]:
        """Whether the certificate's figures of the pages are those found now."""
        known = known_of(self.folder)
        reading = read_folder(self.folder / OWN_PAGES, repairs=self.recipe.repairs)
        kept = replace(reading, facts=tuple(known.facts.values()), entries=tuple(known.entries))
        found = pages(kept, kept_reasons(self.folder))
        claimed = orjson.loads((self.folder / CERTIFICATE).read_bytes()).get("pages")
        same = orjson.loads(orjson.dumps(found)) == claimed
        return [] if same else ["the certificate's figures of the pages are not those found now"]

    def _asked(self) -> set[str]:
        """The facts that the rows' meta names."""
        found: set[str] = set()
        for file in data_files(self.folder)[0]:
            with file.open("rb") as lines:
                for line in lines:
                    with suppress(ValueError, KeyError, TypeError):
                        found.update(orjson.loads(orjson.loads(line)["meta"])["facts"])
        return found
