"""Re-checks a release from its bytes: digests, rows, relations, sets, and the certificate's own figures."""

import tempfile
from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa

from goldsmith.core.canonical import digest_of_file
from goldsmith.core.errors import UsageError
from goldsmith.core.package import code_digest
from goldsmith.datasets import certificate, examine, manifest, recipe
from goldsmith.datasets.assay import Assay, Verification
from goldsmith.datasets.assemble import as_written
from goldsmith.datasets.digested import open_digests
from goldsmith.datasets.finished import Progress, pool, tick
from goldsmith.datasets.keys import Recipe
from goldsmith.datasets.lessons.assay import LessonAssay
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.manual.assay import ManualAssay
from goldsmith.datasets.manual.recipe import ManualRecipe
from goldsmith.datasets.records.assay import RecordAssay, unknown_kinds
from goldsmith.datasets.records.domain import load_domain
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.validators.relations import Tally
from goldsmith.validators.sets import Check


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
    assay = _assay(folder, domain, found)
    found.findings += assay.not_run()
    progress("compare digests", 1, 1)
    try:
        lines, twins = manifest.data_files(folder)
    except UsageError as error:
        found.findings.append(str(error))
        return found
    if held.get("jsonl_sha256") != digest_of_file(*lines):
        found.findings.append(f"{manifest.MANIFEST}: its jsonl_sha256 is not that of the lines")
    with tempfile.TemporaryDirectory() as scratch:
        pairs = list(zip(lines, twins, strict=True))
        with pool(workers) as executor:
            judged = tick(progress, "judge rows", len(pairs))
            rows = examine.judge_files(pairs, Path(scratch), assay.judge, executor, judged)
            if held.get("pyarrow") == pa.__version__ and held.get("code_sha256") == code_digest() and not altered:
                found.findings += _rewritten(twins, Path(scratch), executor)
        found.rows = rows.rows
        if rows.unread < rows.rows or rows.failed:
            found.checks.append(rows.check(assay.judge.says))
        digests = sorted(Path(scratch).glob("*.digests.parquet"))
        if digests and assay.known:
            with open_digests(digests) as connection:
                found.checks += assay.checks(connection)
                found.figures = {"rows": certificate.rows(connection), "strata": certificate.strata(connection)}
                found.figures |= assay.figures()
            found.relations = _relations(assay, twins, found, progress)
    found.findings += [*rows.lines(), *(_said(check) for check in found.checks[1:] if not check.ok)]
    _rule_findings(found)
    if assay.known:
        found.findings += _placed(folder, assay, lines)
    _certificate(folder, held, assay.domain, found)
    if assay.known and held.get("code_sha256") == code_digest() and not altered:
        found.findings += assay.beside(held)
    return found


def _assay(folder: Path, domain: str, found: Verification) -> Assay:
    """The checks of the release's track; notes where its recipe cannot be read."""
    types = load_domain(domain)
    unknown = unknown_kinds(folder, types)
    made = None if unknown else _recipe(folder, types, found)
    if isinstance(made, ManualRecipe):
        return ManualAssay(folder, made)
    if isinstance(made, LessonRecipe):
        return LessonAssay(folder, made)
    return RecordAssay(folder, made if isinstance(made, RecordRecipe) else None, domain, unknown)


def _recipe(folder: Path, types: Mapping[str, Any], found: Verification) -> Recipe | None:
    try:
        text = (folder / "recipe.yaml").read_text(encoding="utf-8")
        return recipe.parse(text, "recipe.yaml", types, built=True)
    except (OSError, UsageError, ValueError) as error:
        found.findings.append(f"recipe.yaml: {error}")
        return None


def _relations(assay: Assay, twins: list[Path], found: Verification, progress: Progress) -> list[Tally]:
    try:
        return assay.relations(twins, progress)
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


def _placed(folder: Path, assay: Assay, lines: list[Path]) -> list[str]:
    """Which rows do not stand as planned."""
    try:
        claimed = orjson.loads((folder / manifest.CERTIFICATE).read_bytes())
        return assay.placed(lines, claimed)
    except (OSError, ValueError, KeyError, TypeError):
        return []


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
        f"the certificate's figures of {name} are not those found now"
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
