"""`goldsmith verify`: a release re-checked from its bytes."""

from pathlib import Path
from typing import Annotated

import orjson
import typer

from goldsmith.cli.screen import progress, say
from goldsmith.core.errors import Findings
from goldsmith.datasets.assay import Verification
from goldsmith.datasets.verify import verify as verify_release

SHOWN = 20


def verify(
    path: Annotated[Path, typer.Argument(help="The folder of a release.")],
    domain: Annotated[str, typer.Option(help="The folder with the release's own record types.")] = "",
    workers: Annotated[int, typer.Option(min=1, help="Processes to work with.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Re-check a release from its bytes: digests, every row, every relation, duplicates, leakage, wording, certificate."""
    with progress() as report:
        found = verify_release(path, domain=domain, workers=workers, progress=report)
    if json:
        say(orjson.dumps(_as_json(found)).decode())
    else:
        _print(found)
    if not found.ok:
        raise Findings(f"{found.name}: {len(found.findings)} findings, first: {found.findings[0]}")


def _print(found: Verification) -> None:
    if found.deprecated:
        say(f"DEPRECATED: {found.deprecated}")
    for check in found.checks:
        say(f"{'ok  ' if check.ok else 'FAIL'}  {check.says}: {check.checked:,} looked at, {check.failed:,} failed")
    if found.relations:
        broken = [tally for tally in found.relations if not tally.ok]
        applied = sum(tally.applicable for tally in found.relations)
        mark, ruled = ("FAIL" if broken else "ok  "), len(found.relations)
        say(f"{mark}  {ruled} SQL relations: {applied:,} applications, {len(broken)} relations broken")
    for line in found.findings[:SHOWN]:
        say(f"  - {line}")
    if len(found.findings) > SHOWN:
        say(f"  - and {len(found.findings) - SHOWN} more")
    for note in found.notes:
        say(f"note: {note}")
    say(f"{found.name}: {'verified' if found.ok else 'NOT verified'}, {found.rows:,} rows")


def _as_json(found: Verification) -> dict[str, object]:
    checks = [
        {"check": one.name, "ok": one.ok, "checked": one.checked, "failed": one.failed, "examples": one.examples}
        for one in found.checks
    ]
    relations = [
        {
            "kind": one.rule.kind,
            "rule": one.rule.name,
            "ok": one.ok,
            "applicable": one.applicable,
            "violated": one.violated,
            "undecided": one.undecided,
            "examples": one.examples,
        }
        for one in found.relations
    ]
    return {
        "schema_version": 1,
        "name": found.name,
        "ok": found.ok,
        "rows": found.rows,
        "deprecated": found.deprecated,
        "findings": found.findings,
        "notes": found.notes,
        "checks": checks,
        "relations": relations,
    }
