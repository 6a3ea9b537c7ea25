"""The certificate: what was checked, over how many cases, what the liars showed, and what nothing covers."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import duckdb

from goldsmith.validators.kills import MutantKill
from goldsmith.validators.sets import Check


def head(
    name: str, version: str, track: str, drops: Sequence[dict[str, Any]], connection: duckdb.DuckDBPyConnection
) -> dict[str, Any]:
    """What the certificate of every track begins with: the release, its rows, and the attempts that they took."""
    told = rows(connection)
    return {
        "schema_version": 1,
        "name": name,
        "version": version,
        "track": track,
        "demo": False,
        "rows": told,
        "attempts": {
            "generated": told["total"] + len(drops),
            "kept": told["total"],
            "dropped": len(drops),
            "by_gate": dict(sorted(Counter(entry["gate"] for entry in drops).items())),
        },
    }


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


def checked(check: Check) -> dict[str, Any]:
    """A check as JSON values."""
    made = {"check": check.name, "says": check.says, "ok": check.ok, "checked": check.checked, "failed": check.failed}
    return made | {"examples": list(check.examples)} | dict(check.figures)


def mutant_kill(kill: MutantKill) -> dict[str, Any]:
    """What became of one kind of mutant, as JSON values."""
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
    more = "add pages" if made.get("track") == "manual" else "ask for more rows"
    return f"; in a small build this is chance: {more}, or allow it with {keys}"


def gates(by_gate: dict[str, int]) -> str:
    """The gates that dropped most, in words."""
    return (
        ", ".join(f"{gate} {count}" for gate, count in sorted(by_gate.items(), key=lambda one: -one[1])[:3]) or "none"
    )


def caught(kills: Sequence[dict[str, Any]]) -> str:
    """How many liars were caught, in words."""
    return f"{sum(one['killed'] for one in kills):,} of {sum(one['tried'] for one in kills):,}"
