"""What verification finds, and what each track adds to the checks that all releases share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import duckdb

from goldsmith.datasets.examine import Judge
from goldsmith.datasets.finished import Progress
from goldsmith.validators.relations import Tally
from goldsmith.validators.sets import Check


@dataclass
class Verification:
    """What verify found: each check, each relation, and findings in words; nothing found means verified."""

    name: str
    rows: int = 0
    checks: list[Check] = field(default_factory=list)
    relations: list[Tally] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    deprecated: str = ""
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.findings


class Assay(Protocol):
    """The part of verification that belongs to a track; made for one release, whose bytes alone it trusts."""

    @property
    def judge(self) -> Judge:
        """The row checks."""

    @property
    def known(self) -> bool:
        """Whether everything is there that the checks over all rows need."""

    @property
    def domain(self) -> str:
        """The digest of the domain folder that was given; "" for none."""

    def not_run(self) -> list[str]:
        """The checks that cannot run, and why."""

    def checks(self, connection: duckdb.DuckDBPyConnection) -> list[Check]:
        """The checks over all rows, by their digests."""

    def figures(self) -> dict[str, Any]:
        """What the certificate says of all rows beyond the checks, by its keys; the bytes must give the same."""

    def relations(self, twins: Sequence[Path], progress: Progress) -> list[Tally]:
        """The relations over all rows. Raises UsageError where they cannot run."""

    def placed(self, lines: Sequence[Path], claimed: dict[str, Any]) -> list[str]:
        """Which rows do not stand as planned."""

    def beside(self, held: dict[str, Any]) -> list[str]:
        """The files beside the data that do not follow from the recipe and the certificate."""


class Planless:
    """The answers of a track that has neither SQL relations nor a plan which fixes the place of each row."""

    def figures(self) -> dict[str, Any]:
        """None beyond those of every track."""
        return {}

    def relations(self, twins: Sequence[Path], progress: Progress) -> list[Tally]:
        """None: what relates the parts of a row is checked row by row."""
        del twins, progress
        return []

    def placed(self, lines: Sequence[Path], claimed: dict[str, Any]) -> list[str]:
        """None: splits and shares are checked over all rows."""
        del lines, claimed
        return []
