"""The card of a release of lessons: what a person who meets it on a page must know."""

from pathlib import Path
from typing import Any

from goldsmith.datasets.card import checks, counts, examples, metadata
from goldsmith.datasets.lessons.citations import citations
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.variety import section

TAGS = ("conversational", "synthetic", "language-learning", "italian")


def card(recipe: LessonRecipe, certificate: dict[str, Any], folder: Path) -> str:
    """The text of README.md."""
    parts = [
        metadata(recipe, certificate, TAGS),
        f"# {recipe.name} {recipe.version}\n\n{recipe.description}",
        *([_demo()] if certificate["demo"] else []),
        _how(recipe, certificate),
        f"## Rows\n\n{counts(certificate['rows'])}\nThe first sentence of a lesson stands in one split only.",
        f"## What was checked\n\n{checks(certificate)}",
        _wordings(certificate),
        section(certificate["variety"]),
        citations(certificate["cited"]),
        _gaps(),
        examples(folder, "text"),
    ]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _demo() -> str:
    return (
        "> **A demonstration** (`demo: true`): a script that stands in for a teacher worded it, to show the gates. "
        "`train` and `publish` refuse it without `--allow-demo`."
    )


def _how(recipe: LessonRecipe, certificate: dict[str, Any]) -> str:
    status = certificate["status"]
    return (
        "## How it was made\n\n"
        "Each lesson was planned as facts by an Italian grammar engine: sentences, forms, agreement, translations, declared errors. A "
        f"teacher ({recipe.teacher.model if recipe.teacher else 'the built-in script'}) worded it. Its claims about the language were "
        "then read back by closed patterns, and kept only if they are those of the plan and true by the engine's analysis; every quoted "
        "Italian word had to be known. Conversations built like too many others were refused. "
        f"{status.get('verified', 0):,} rows are `verified`: every sentence about the language was read and proved. "
        f"{_unproved(recipe, certificate)} `meta.status` says which, `meta.plan` holds the facts.\n\n"
        f"    goldsmith build recipe.yaml       # seed {recipe.seed}, {recipe.count:,} conversations\n"
        "    goldsmith verify ."
    )


def _unproved(recipe: LessonRecipe, certificate: dict[str, Any]) -> str:
    """Who looked at the rows that were not wholly read, and what was said of them."""
    judged, unread = (certificate["status"].get(name, 0) for name in ("judged", "unread"))
    nobody = f"{unread:,} are `unread`: some sentence was read by no pattern, and nobody looked at it."
    if recipe.judge is None:
        return nobody
    told = certificate["judge"]
    what = "what it did not find sound was dropped" if told["does"] == "drop" else "`meta.judge` holds what it said"
    return (
        f"{judged:,} are `judged`: some sentence was read by no pattern, and a language model ({told['model']}) gave its opinion, "
        f"{told['sound']:,} times that the conversation is sound and {told['unsound']:,} times that it is not; {what}. {nobody}"
    )


def _wordings(certificate: dict[str, Any]) -> str:
    lines = "".join(
        f"| {one['role']} | {one['what']} | `{one['skeleton']}` | {100 * one['count'] / one['of']:.2f} % | {one['cap_percent']:g} % |\n"
        for one in certificate["wordings"]
        if one["type"] == "all"
    )
    return (
        "## Wording\n\nThe commonest wordings, with what varies masked:\n\n| who | what | wording | share | cap |\n"
        f"|---|---|---|--:|--:|\n{lines}"
    )


def _gaps() -> str:
    return (
        "## Known gaps\n\nLearners are planned, not recorded. What the engine does not cover (see `goldsmith list`) is not taught. "
        "Cultural, pronunciation and nuance content is cited from a curated list and not proved."
    )
