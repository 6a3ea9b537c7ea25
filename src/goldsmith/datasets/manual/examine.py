"""The checks of a manual's release: each row, all rows together, and the facts against the pages."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from goldsmith.core.errors import UsageError
from goldsmith.core.nouns import Row, Verdict
from goldsmith.datasets.examine import Judgement
from goldsmith.datasets.manual.pages import known_of
from goldsmith.datasets.manual.recipe import OWN_PAGES, ManualRecipe
from goldsmith.extractors.manual.coverage import Coverage
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.left import LEFT
from goldsmith.validators import sets
from goldsmith.validators.manual.digests import summary
from goldsmith.validators.manual.rows import judge
from goldsmith.validators.manual.sets import track_checks
from goldsmith.validators.manual.verify import refused
from goldsmith.validators.sets import EXAMPLES, Check

ROWS_SAY = (
    "columns agree, the question has one reading, the answer is what the pages state there with its unit, "
    "an excerpt is the page's, and what is refused is not on the pages"
)
FACTS_SAY = "every fact stands on its page at its place, under its names, with its value and unit"
COVERAGE_SAYS = "at least {least} % of the value-bearing cells of the pages became facts"


@dataclass(frozen=True, slots=True)
class ManualJudge:
    """The row checks of a manual's release, whose facts and pages lie in `folder`."""

    folder: Path
    says: str = ROWS_SAY

    def __call__(self, row: Row) -> Judgement | None:
        """Judge one row against the release's facts and pages; None where these cannot be read, which verify says."""
        try:
            known = known_of(self.folder)
        except UsageError:
            return None
        judged = judge(row, known)
        if judged.reading is None:
            return Judgement(judged.failures, None)
        try:
            return Judgement(judged.failures, summary(row, judged.reading))
        except (ValueError, KeyError, TypeError) as error:
            return Judgement((*judged.failures, Verdict(False, "meta_is_readable", repr(error))), None)


def set_checks(connection: duckdb.DuckDBPyConnection, recipe: ManualRecipe) -> list[Check]:
    """Duplicates, contradictions, leakage and wording shares, over the digests of all rows."""
    return [
        *track_checks(connection),
        sets.share_cap(connection, "request", recipe.caps.request, per_kind=False),
        sets.share_cap(connection, "opening", recipe.caps.opening, per_kind=False),
    ]


def ledger_check(facts: Collection[str], asked: Collection[str], reasons: Mapping[str, str]) -> Check:
    """Every fact is asked for in some row, or listed with a known reason, and never both."""
    listed = {id_ for id_, reason in reasons.items() if reason in LEFT}
    wrong = [id_ for id_ in facts if (id_ in asked) == (id_ in listed)]
    wrong += [id_ for id_ in (*asked, *reasons) if id_ not in facts]
    says = "every fact is asked for in some row or listed in left_out.jsonl with the reason"
    return Check("every_fact_is_asked_or_listed", says, len(facts), len(wrong), tuple(wrong[:EXAMPLES]))


def page_checks(release: Path, facts: Sequence[Fact], coverage: Coverage, recipe: ManualRecipe) -> list[Check]:
    """The facts against the pages by another route, and how much of the pages they are."""
    wrong = refused(facts, release / OWN_PAGES)
    named = tuple(f"{fact.origin.page}: {verdict.rule}: {verdict.reason}" for fact, verdict in wrong[:EXAMPLES])
    least = recipe.least_coverage
    short = coverage.bearing_cells - coverage.used_cells if 100 * coverage.share_of_cells < least else 0
    figures = (("used_cells", coverage.used_cells), ("bearing_cells", coverage.bearing_cells))
    return [
        Check("facts_are_on_the_pages", FACTS_SAY, len(facts), len(wrong), named),
        Check(
            "pages_are_covered", COVERAGE_SAYS.format(least=least), max(1, coverage.bearing_cells), short, (), figures
        ),
    ]
