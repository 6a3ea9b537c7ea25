"""Re-checks a release from its bytes: digests, rows, relations, sets, and the certificate's own figures."""

import tempfile
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import yaml

from goldsmith.core.errors import UsageError
from goldsmith.core.package import code_digest
from goldsmith.datasets import certificate, examine, manifest, recipe
from goldsmith.datasets.assemble import as_written
from goldsmith.datasets.beside import not_shipped
from goldsmith.datasets.build import Progress, planned_strata, pool
from goldsmith.datasets.domain import RecordType, load_domain
from goldsmith.datasets.folder import domain_digest
from goldsmith.datasets.placed import misplaced
from goldsmith.datasets.recipe import Recipe
from goldsmith.datasets.settle import open_digests
from goldsmith.validators.relations import Tally
from goldsmith.validators.sets import Check


@dataclass
class Verification:
    """What verify found: the manifest, each check, each relation, and findings in words; nothing found means verified."""

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


def verify(
    folder: Path, *, domain: str = "", workers: int = 1, progress: Progress = lambda stage, done, total: None
) -> Verification:
    """Every check that a build makes, over the bytes in the folder; digests alone prove nothing and are checked first.

    Raises UsageError where the folder is no release.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{str(folder)!r} is no folder; give the folder of a release, such as datasets/extraction/1.0.0"
        )
    held = manifest.read_manifest(folder)
    found = Verification(f"{held['name']}/{held['version']}", deprecated=manifest.deprecation(folder))
    found.findings += (altered := manifest.altered_files(folder, held))
    types = load_domain(domain)
    unknown = _unknown_kinds(folder, types)
    found.findings += _not_run(unknown)
    made = None if unknown else _recipe(folder, types, found)
    progress("compare digests", 1, 1)
    try:
        lines, twins = manifest.data_files(folder)
    except UsageError as error:
        found.findings.append(str(error))
        return found
    with tempfile.TemporaryDirectory() as scratch:
        pairs = list(zip(lines, twins, strict=True))
        tick = _tick(progress, "judge rows", len(pairs))
        with pool(workers) as executor:
            rows = examine.judge_files(pairs, Path(scratch), executor, tick, domain=domain, unknown=frozenset(unknown))
            if held.get("pyarrow") == pa.__version__ and held.get("code_sha256") == code_digest() and not altered:
                found.findings += _rewritten(twins, Path(scratch), executor)
        found.rows = rows.rows
        if rows.unread < rows.rows or rows.failed:
            found.checks.append(rows.check())
        digests = sorted(Path(scratch).glob("*.digests.parquet"))
        if digests and made is not None:
            with open_digests(digests) as connection:
                found.checks += examine.set_checks(connection, made, planned_strata(made, types))
                found.figures = {"rows": certificate.rows(connection), "strata": certificate.strata(connection)}
            kinds = [types[kind] for kind in made.kinds]
            found.relations = _relations(twins, kinds, found, _tick(progress, "run the SQL rules", len(kinds)))
    found.findings += [*rows.lines(), *(_said(check) for check in found.checks[1:] if not check.ok)]
    _rule_findings(found)
    if made is not None:
        found.findings += _placed(folder, held, made, types, lines)
    _certificate(folder, held, domain_digest(domain), found)
    if made is not None and held.get("code_sha256") == code_digest() and not altered:
        found.findings += not_shipped(folder, held, made, types)
    return found


def _tick(progress: Progress, stage: str, total: int) -> Callable[[int], None]:
    return lambda done: progress(stage, done, total)


def _recipe(folder: Path, types: dict[str, RecordType], found: Verification) -> Recipe | None:
    path = folder / "recipe.yaml"
    try:
        made = recipe.parse(path.read_text(encoding="utf-8"), "recipe.yaml", types, built=True)
    except (OSError, UsageError, ValueError) as error:
        found.findings.append(f"recipe.yaml: {error}")
        return None
    return made


def _unknown_kinds(folder: Path, types: dict[str, RecordType]) -> list[str]:
    """The record types of a release for which nothing is known; where its recipe cannot be read, that is found later."""
    try:
        kinds = yaml.safe_load((folder / "recipe.yaml").read_text(encoding="utf-8"))["kinds"]
        return [kind for kind in kinds if kind not in types]
    except (OSError, ValueError, TypeError, KeyError, yaml.YAMLError):
        return []


def _not_run(unknown: list[str]) -> list[str]:
    """Which checks cannot run without the record types' own folder."""
    lines = [
        f"no rules for {kind!r}: its prompts were not read and its relations did not run; give its folder with --domain"
        for kind in unknown
    ]
    return [*lines, "not run without them: duplicates, leakage, balance, wording shares and strata"] if unknown else []


def _relations(
    twins: list[Path], kinds: list[RecordType], found: Verification, tick: Callable[[int], None]
) -> list[Tally]:
    try:
        return examine.relations(twins, kinds, tick)
    except UsageError as error:
        found.findings.append(f"the SQL rules could not run: {error}")
        return []


def _said(check: Check) -> str:
    shown = f"; {'; '.join(check.examples[:3])}" if check.examples else ""
    return f"{check.name}: {check.failed} of {check.checked} failed{shown}"


def _rule_findings(found: Verification) -> None:
    for tally in found.relations:
        if not tally.ok:
            rows = ", ".join(tally.examples[:3])
            found.findings.append(
                f"rule {tally.rule.kind}.{tally.rule.name}: {tally.violated + tally.undecided} rows break it: {rows}"
            )


def _placed(
    folder: Path, held: dict[str, Any], made: Recipe, types: dict[str, RecordType], lines: list[Path]
) -> list[str]:
    """Which rows do not stand as planned, and whether the manifest has the digest of the lines in their order."""
    try:
        by_record = orjson.loads((folder / manifest.CERTIFICATE).read_bytes())["split_by_record"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    wrong, digest = misplaced(lines, made, types, by_record)
    if not wrong and digest != held.get("jsonl_sha256"):
        wrong = [f"{manifest.MANIFEST}: its jsonl_sha256 is not that of the lines"]
    return wrong


def _rewritten(twins: list[Path], scratch: Path, executor: Executor | None) -> list[str]:
    """The Parquet files whose rows do not give their bytes."""
    run = executor.map if executor else map
    alike = run(as_written, twins, [scratch / f"{twin.stem}.anew" for twin in twins])
    return [
        f"data/{twin.name} does not have the bytes that its rows give: its statistics may hide some of them"
        for twin, same in zip(twins, alike, strict=True)
        if not same
    ]


def _certificate(folder: Path, held: dict[str, Any], domain: str, found: Verification) -> None:
    """The certificate claims what was found now."""
    try:
        claimed = orjson.loads((folder / manifest.CERTIFICATE).read_bytes())
        findings = certificate.failures(claimed)
        total = claimed["rows"]["total"]
        counted = {(one["kind"], one["rule"]): one["applicable"] for one in claimed["relations"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        found.findings.append(f"{manifest.CERTIFICATE} cannot be read: {error}")
        return
    found.findings += [f"the certificate itself reports: {line}" for line in findings]
    if total != found.rows:
        found.findings.append(f"the certificate counts {total} rows, the files hold {found.rows}")
    ours = {(tally.rule.kind, tally.rule.name): tally.applicable for tally in found.relations}
    if domain and held.get("domain_sha256") not in ("", domain):
        found.notes.append("built with another state of the domain folder; rules may differ")
    elif held.get("code_sha256") != code_digest():
        found.notes.append(f"built by {held.get('code')}, verified by other code; rules may differ")
    elif counted != ours and found.relations:
        found.findings.append("the certificate's counts of rule applications are not those found now")
    else:
        found.findings += _untrue(claimed, held, found)


def _untrue(claimed: dict[str, Any], held: dict[str, Any], found: Verification) -> list[str]:
    """What the certificate and the manifest claim otherwise than the bytes say; what the liars met is not told again here."""
    wrong = [
        f"the certificate's {name} are not those found now"
        for name, said in found.figures.items()
        if claimed.get(name) != said
    ]
    if (claimed.get("name"), claimed.get("version")) != (held["name"], held["version"]):
        wrong.append(f"the certificate is that of {claimed.get('name')}/{claimed.get('version')}")
    if found.figures and held.get("rows") != found.figures["rows"]["splits"]:
        wrong.append(f"the manifest counts {held.get('rows')} rows, the files hold {found.figures['rows']['splits']}")
    counts = {one["check"]: (one["checked"], one["failed"]) for one in claimed["checks"]}
    wrong += [
        f"the certificate's figures of {check.name} are not those found now"
        for check in found.checks
        if counts.get(check.name) != (check.checked, check.failed)
    ]
    return wrong
