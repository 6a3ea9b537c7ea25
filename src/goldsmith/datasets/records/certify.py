"""The certificate of a release of records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from goldsmith.datasets.certificate import caught, checked, failures, gates, head, mutant_kill, strata
from goldsmith.datasets.records.liars import RuleKill
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.validators.kills import MutantKill
from goldsmith.validators.relations import Tally
from goldsmith.validators.sets import Check


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a build found out about its rows, rules and liars."""

    checks: Sequence[Check]
    relations: Sequence[Tally]
    rule_liars: Sequence[RuleKill]
    mutants: Sequence[MutantKill]
    uncovered: dict[str, list[str]]
    drops: Sequence[dict[str, Any]]


def compose(
    recipe: RecordRecipe, found: Evidence, connection: duckdb.DuckDBPyConnection, few: frozenset[str]
) -> dict[str, Any]:
    """Everything that was found, as JSON values; `ok` is true only when every part of it is."""
    made = head(recipe.name, recipe.version, recipe.track, found.drops, connection) | {
        "checks": [checked(check) for check in found.checks],
        "relations": [_relation(tally, recipe.per_kind()[tally.rule.kind]) for tally in found.relations],
        "liars": {
            "rules": [_rule_kill(kill) for kill in found.rule_liars],
            "mutants": [mutant_kill(kill) for kill in found.mutants],
        },
        "uncovered_fields": found.uncovered,
        "split_by_record": sorted(few),
        "strata": strata(connection),
    }
    made["ok"] = not list(failures(made))
    return made


ENOUGH_ROWS = 400
"""A rule that applies to none of so many rows of its kind is no check; in a smaller build that may be chance."""


def _relation(tally: Tally, rows: int) -> dict[str, Any]:
    rule = tally.rule
    return {
        "kind": rule.kind,
        "rule": rule.name,
        "family": rule.family,
        "scope": rule.scope,
        "says": rule.says,
        "ok": tally.ok and (tally.applicable > 0 or rows < ENOUGH_ROWS),
        "applicable": tally.applicable,
        "satisfied": tally.satisfied,
        "violated": tally.violated,
        "undecided": tally.undecided,
        "examples": list(tally.examples),
    }


def _rule_kill(kill: RuleKill) -> dict[str, Any]:
    ok = kill.tried > 0 and kill.killed == kill.tried
    return {
        "kind": kill.kind,
        "rule": kill.rule,
        "ok": ok,
        "tried": kill.tried,
        "killed": kill.killed,
        "told_by_a_prompt": kill.consistent,
        "survivors": list(kill.survivors),
    }


def summary(made: dict[str, Any]) -> list[str]:
    """What a person wants to know first, a dozen lines."""
    relations, liars = made["relations"], made["liars"]
    leaves = sum(map(len, made["uncovered_fields"].values()))
    caps = [check for check in made["checks"] if "largest" in check]
    splits = ", ".join(f"{count:,} {split}" for split, count in made["rows"]["splits"].items())
    lines = [
        f"{made['name']} {made['version']}: {'every check holds' if made['ok'] else 'CHECKS FAILED'}",
        f"rows        {made['rows']['total']:,} ({splits}) of {len(made['rows']['kinds'])} kinds",
        f"made        {made['attempts']['generated']:,} attempts, {made['attempts']['dropped']:,} dropped: "
        f"{gates(made['attempts']['by_gate'])}",
        *_replaced(made),
        f"prompts     every prompt has one reading, and it is the answer: {made['checks'][0]['checked']:,} rows, "
        f"{made['checks'][0]['failed']} failed",
        f"relations   {len(relations)} SQL rules, {sum(one['applicable'] for one in relations):,} applications, "
        f"{sum(one['violated'] for one in relations)} violated, {sum(one['undecided'] for one in relations)} undecided",
        f"liars       {caught(liars['rules'])} broken records and {caught(liars['mutants'])} mutants caught",
        f"uncovered   {leaves} fields are held by their schema and prompt alone (no relation covers them)",
    ]
    if near := made.get("closeness", {}).get("near"):
        lines.append(
            f"closeness   {near['with_near_twin']} of {near['test_rows']:,} sampled test rows share most word pairs with a "
            f"sampled training row (of {near['train_rows']:,})"
        )
    lines += [
        f"{check['check'].split('_')[0]:<11} largest share {check['largest']}, cap {check['cap_percent']:g} %"
        for check in caps
    ]
    return lines


def _replaced(made: dict[str, Any]) -> list[str]:
    if "replaced" not in made:
        return []
    found = made["replaced"]
    return [
        f"replaced    {found['anew']:,} rows made anew, {found['taken_over']:,} taken over from {found['previous']}"
    ]
