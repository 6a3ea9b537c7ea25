"""The certificate: what was checked, over how many cases, what the liars showed, and what nothing covers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from goldsmith.datasets.liars import MutantKill, RuleKill
from goldsmith.datasets.recipe import Recipe
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
    recipe: Recipe, found: Evidence, connection: duckdb.DuckDBPyConnection, few: frozenset[str]
) -> dict[str, Any]:
    """Everything that was found, as JSON values; `ok` is true only when every part of it is."""
    drops = found.drops
    made: dict[str, Any] = {
        "schema_version": 1,
        "name": recipe.name,
        "version": recipe.version,
        "demo": False,
        "rows": rows(connection),
        "attempts": {
            "generated": recipe.count + len(drops),
            "kept": recipe.count,
            "dropped": len(drops),
            "by_gate": _by_gate(drops),
        },
        "checks": [_check(check) for check in found.checks],
        "relations": [_relation(tally, recipe.per_kind()[tally.rule.kind]) for tally in found.relations],
        "liars": {
            "rules": [_rule_kill(kill) for kill in found.rule_liars],
            "mutants": [_mutant_kill(kill) for kill in found.mutants],
        },
        "uncovered_fields": found.uncovered,
        "split_by_record": sorted(few),
        "strata": strata(connection),
    }
    made["ok"] = not list(failures(made))
    return made


def strata(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Accepted rows of each kind × genre × oddity × stated or derived."""
    return dict(
        connection.execute("SELECT stratum, count(*) FROM digests GROUP BY stratum ORDER BY stratum").fetchall()
    )


def rows(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """How many rows there are, by split and by kind."""
    kinds = connection.execute("SELECT kind, count(*) FROM digests GROUP BY kind ORDER BY min(id)").fetchall()
    splits = connection.execute(
        "SELECT split, count(*) FROM digests GROUP BY split ORDER BY count(*) DESC, split"
    ).fetchall()
    unseen = connection.execute("SELECT count(*) FROM digests WHERE wording = 'unseen'").fetchall()[0][0]
    return {
        "total": sum(count for _, count in kinds),
        "splits": dict(splits),
        "kinds": dict(kinds),
        "unseen_wording_in_test": unseen,
    }


def _by_gate(drops: Sequence[dict[str, Any]]) -> dict[str, int]:
    return dict(sorted(Counter(entry["gate"] for entry in drops).items()))


def _check(check: Check) -> dict[str, Any]:
    made = {"check": check.name, "says": check.says, "ok": check.ok, "checked": check.checked, "failed": check.failed}
    return made | {"examples": list(check.examples)} | dict(check.figures)


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


def _mutant_kill(kill: MutantKill) -> dict[str, Any]:
    # A recipe without booleans offers none to flip: then 0 were tried, which the certificate shows and nothing hides.
    made = {
        "mutant": kill.mutant,
        "ok": kill.killed == kill.tried,
        "tried": kill.tried,
        "killed": kill.killed,
        "equivalent": kill.equivalent,
    }
    return made | {"by": dict(sorted(kill.by.items())), "survivors": list(kill.survivors)}


def failures(made: dict[str, Any]) -> list[str]:
    """Everything in a certificate that is not as it should be, one line each: checks, rules, and the liars of both kinds."""
    lines = [
        f"check {check['check']}: {check['failed']} of {check['checked']} failed{_shown(check['examples'])}"
        for check in made["checks"]
        if not check["ok"]
    ]
    for one in made["relations"]:
        if not one["ok"]:
            what = (
                f"{one['violated']} violated and {one['undecided']} undecided of {one['applicable']}"
                if one["applicable"]
                else "applies to no row"
            )
            lines.append(f"rule {one['kind']}.{one['rule']}: {what}{_shown(one['examples'])}")
    for one in made["liars"]["rules"]:
        if not one["ok"]:
            lines.append(
                f"liars of {one['kind']}.{one['rule']}: {one['killed']} of {one['tried']} killed{_shown(one['survivors'])}"
            )
    for one in made["liars"]["mutants"]:
        if not one["ok"]:
            lines.append(
                f"mutants {one['mutant']!r}: {one['killed']} of {one['tried']} killed{_shown(one['survivors'])}"
            )
    return lines


def _shown(examples: Sequence[str]) -> str:
    return f"; first {examples[0]}" if examples else ""


def first_failure(made: dict[str, Any], name: str) -> str:
    """The failures of a certificate in one line: how many, and the first."""
    found = failures(made)
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return f"{name} is not released: {found[0]}{more}{_advice(made)}"


def _advice(made: dict[str, Any]) -> str:
    """What to do where nothing is wrong but that few rows share few wordings."""
    over = [check for check in made["checks"] if not check["ok"]]
    if not over or len(over) < len(failures(made)) or not all("cap_percent" in check for check in over):
        return ""
    keys = " ".join(
        f"--set caps.{check['check'].split('_')[0]}={float(check['largest'].split(' ')[0]) + 1:.0f}" for check in over
    )
    return f"; in a small build this is chance: ask for more rows, or allow it with {keys}"


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
        f"{_gates(made['attempts']['by_gate'])}",
        *_replaced(made),
        f"prompts     every prompt has one reading, and it is the answer: {made['checks'][0]['checked']:,} rows, "
        f"{made['checks'][0]['failed']} failed",
        f"relations   {len(relations)} SQL rules, {sum(one['applicable'] for one in relations):,} applications, "
        f"{sum(one['violated'] for one in relations)} violated, {sum(one['undecided'] for one in relations)} undecided",
        f"liars       {_kills(liars['rules'])} broken records and {_kills(liars['mutants'])} mutants caught",
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


def _gates(by_gate: dict[str, int]) -> str:
    return (
        ", ".join(f"{gate} {count}" for gate, count in sorted(by_gate.items(), key=lambda one: -one[1])[:3]) or "none"
    )


def _kills(kills: Sequence[dict[str, Any]]) -> str:
    return f"{sum(one['killed'] for one in kills):,} of {sum(one['tried'] for one in kills):,}"
