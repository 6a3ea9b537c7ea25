"""The certificate of a manual's release: rows, checks, what became of the pages, and what the liars showed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from goldsmith.datasets.certificate import caught, checked, failures, gates, head, mutant_kill, strata
from goldsmith.datasets.manual.recipe import ManualRecipe
from goldsmith.extractors.manual.read import Reading
from goldsmith.validators.kills import MutantKill
from goldsmith.validators.manual.relations import relations
from goldsmith.validators.sets import Check

SHOWN = 20
"""Problems, sections and facts left out that are named; all of them are counted."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a build found out about its pages, rows and liars."""

    reading: Reading
    not_asked: Mapping[str, str]
    passed_over: Sequence[str]
    checks: Sequence[Check]
    mutants: Sequence[MutantKill]
    drops: Sequence[dict[str, Any]]


def compose(recipe: ManualRecipe, found: Evidence, connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Everything that was found, as JSON values; `ok` is true only when every part of it is."""
    made = head(recipe.name, recipe.version, recipe.track, found.drops, connection) | {
        "checks": [checked(check) for check in found.checks],
        "relations": [],
        "liars": {"rules": [], "mutants": [mutant_kill(kill) for kill in found.mutants]},
        "uncovered_fields": {},
        "pages": pages(found.reading, found.not_asked),
        "passed_over": {"count": len(found.passed_over), "first": list(found.passed_over[:SHOWN])},
        "strata": strata(connection),
    }
    made["ok"] = not failures(made)
    return made


def pages(reading: Reading, not_asked: Mapping[str, str]) -> dict[str, Any]:
    """What became of the pages; `not_asked` gives the reason for each fact that no row asks for, by its id."""
    coverage = reading.coverage
    bare, related = reading.sections_without_facts(), relations(reading.facts)
    return {
        "pages": len(reading.pages),
        "facts": len(reading.facts),
        "repaired": sum(bool(fact.repairs) for fact in reading.facts),
        "cells": {"bearing": coverage.bearing_cells, "used": coverage.used_cells},
        "values": {"bearing": coverage.bearing, "used": coverage.used},
        "skipped": dict(sorted(coverage.by_reason.items())),
        "not_asked": dict(sorted(Counter(not_asked.values()).items())),
        "sections_without_facts": {"count": len(bare), "first": list(bare[:SHOWN])},
        "problems": {"count": len(reading.problems), "first": list(reading.problems[:SHOWN])},
        "relations": {
            "checked": len(related),
            "broken": [f"{one.page}: {one.kind}: {one.values}" for one in related if not one.holds],
        },
    }


def summary(made: dict[str, Any]) -> list[str]:
    """What a person wants to know first, a dozen lines."""
    told, rows = made["pages"], made["rows"]
    splits = ", ".join(f"{count:,} {split}" for split, count in rows["splits"].items())
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in rows["kinds"].items())
    skipped = ", ".join(f"{reason} {count}" for reason, count in told["skipped"].items())
    lines = [
        f"{made['name']} {made['version']}: {'every check holds' if made['ok'] else 'CHECKS FAILED'}",
        f"pages       {told['pages']:,} pages, {told['facts']:,} facts ({told['repaired']:,} repaired), "
        f"{share(told['cells'])} of the cells with a value used, {share(told['values'])} of all values",
        f"left out    {skipped or 'nothing'}",
        f"rows        {rows['total']:,} ({splits})",
        f"kinds       {kinds}",
        f"made        {made['attempts']['generated']:,} attempts, {made['attempts']['dropped']:,} dropped: "
        f"{gates(made['attempts']['by_gate'])}",
        f"liars       {caught(made['liars']['mutants'])} mutants caught",
        f"relations   {told['relations']['checked']:,} that the pages allow were checked, "
        f"{len(told['relations']['broken'])} do not hold on the pages themselves",
    ]
    lines += [
        f"{check['check'].split('_')[0]:<11} largest share {check['largest']}, cap {check['cap_percent']:g} %"
        for check in made["checks"]
        if "largest" in check
    ]
    if told["not_asked"]:
        lines.append(
            f"not asked   {', '.join(f'{count} facts: {reason}' for reason, count in told['not_asked'].items())}"
        )
    bare = told["sections_without_facts"]
    lines += [f"warning     no fact in {name}" for name in bare["first"][:5]]
    problems = (*made["passed_over"]["first"], *told["problems"]["first"])
    return lines + [f"problem     {line}" for line in problems[:5]]


def share(counts: dict[str, int]) -> str:
    """A share in percent, in words."""
    return f"{100 * counts['used'] / counts['bearing']:.1f} %" if counts["bearing"] else "none"
