"""The certificate of a release of lessons: gates, asks, what was proved and what only read, wording shares and variety."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import orjson

from goldsmith.core.nouns import Row
from goldsmith.datasets.certificate import caught, checked, failures, gates, head, mutant_kill, strata
from goldsmith.datasets.lessons.citations import cited
from goldsmith.datasets.lessons.examine import answers, table
from goldsmith.datasets.lessons.opinions import Bench, heard
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.variety import line, variety
from goldsmith.validators.kills import MutantKill
from goldsmith.validators.lessons.corpus import Corpus
from goldsmith.validators.sets import Check


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a build found out about its rows, its teacher and its liars."""

    checks: Sequence[Check]
    mutants: Sequence[MutantKill]
    drops: Sequence[dict[str, Any]]
    asked: int
    bench: Bench | None
    rows: Sequence[Row]
    corpus: Corpus


def compose(recipe: LessonRecipe, found: Evidence, connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Everything that was found, as JSON values; `ok` is true only when every part of it is."""
    made = head(recipe.name, recipe.version, recipe.track, found.drops, connection) | {
        "demo": recipe.demo,
        "checks": [checked(check) for check in found.checks],
        "relations": [],
        "liars": {"rules": [], "mutants": [mutant_kill(kill) for kill in found.mutants]},
        "uncovered_fields": {},
        "asks": {"requests": found.asked, "for_each": round(found.asked / len(found.rows), 3), **asked_of(found.bench)},
        **figures(recipe, found.rows, found.corpus),
        "strata": strata(connection),
    }
    made["ok"] = not failures(made)
    return made


def figures(recipe: LessonRecipe, rows: Sequence[Row], corpus: Corpus) -> dict[str, Any]:
    """What follows from the rows alone: proofs, what a judge said, citations, levels, variety, and wordings near their caps."""
    metas = [orjson.loads(row["meta"]) for row in rows]
    return {
        "status": dict(sorted(Counter(meta["status"] for meta in metas).items())),
        "judge": heard(metas, recipe.judge),
        "cited": cited(metas),
        "levels": dict(sorted(Counter(meta["level"] for meta in metas).items())),
        "variety": variety(recipe, answers(rows)),
        "wordings": table(recipe, corpus),
    }


def asked_of(bench: Bench | None) -> dict[str, Any]:
    """How often a judge was asked, and how often it said nothing that can be used."""
    return {"of_judge": bench.asked, "without_opinion": bench.silent} if bench else {}


def seen(made: dict[str, Any]) -> str:
    """Who looked at what was not proved, in words."""
    judged, unread = (made["status"].get(name, 0) for name in ("judged", "unread"))
    told = made["judge"]
    opinions = f"{judged:,} judged by {told['model']} ({told['unsound']:,} called unsound), " if told else ""
    return f"{opinions}{unread:,} with a sentence that nobody read"


def summary(made: dict[str, Any]) -> list[str]:
    """What a person wants to know first, a dozen lines."""
    splits = ", ".join(f"{count:,} {split}" for split, count in made["rows"]["splits"].items())
    total, asks = made["rows"]["total"], made["asks"]
    proved = made["status"].get("verified", 0)
    widest = next(check for check in made["checks"] if check["check"] == "wordings_under_their_caps")
    demo = ["demo        worded by the built-in teacher: to show the gates, not to train on"] if made["demo"] else []
    return [
        f"{made['name']} {made['version']}: {'every check holds' if made['ok'] else 'CHECKS FAILED'}",
        *demo,
        f"rows        {total:,} ({splits}) of {len(made['rows']['kinds'])} types",
        f"asks        {asks['requests']:,} requests, {asks['for_each']:.2f} for each conversation; refused: "
        f"{gates(made['attempts']['by_gate'])}",
        f"proved      {proved:,} verified by equality ({100 * proved / total:.1f} %); {seen(made)}",
        f"liars       {caught(made['liars']['mutants'])} mutants caught",
        f"wording     largest share {widest['largest_share']}",
        f"variety     {line(made['variety'])}",
    ]
