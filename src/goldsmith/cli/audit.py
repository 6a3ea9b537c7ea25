"""`goldsmith audit`: what is wrong with a fine-tuning file, before anyone trains on it."""

from pathlib import Path
from typing import Annotated

import typer

from goldsmith.audit.findings import Severity
from goldsmith.audit.rows import workers as cores
from goldsmith.audit.run import audit as audit_files
from goldsmith.audit.sense import Options
from goldsmith.cli.screen import say
from goldsmith.core.errors import Findings, UsageError


def audit(
    files: Annotated[list[Path], typer.Argument(help="JSON Lines, JSON, CSV or Parquet, gzipped or not.")],
    map_: Annotated[list[str] | None, typer.Option("--map", help="PART=COLUMN, where a shape is not known.")] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes to work with; 0 takes every core.")] = 0,
) -> None:
    """Say what is wrong with a fine-tuning file, worst first; exit 1 when something serious was found."""
    report = audit_files(files, Options(mapping=mapping(map_ or []), workers=workers or cores()))
    for finding in report.findings:
        say(f"{finding.severity.name:8}{finding.check}: {len(finding.places):,} of {finding.of:,} rows: {finding.says}")
        for hit in finding.examples:
            say(f"    {hit.evidence}")
    serious = sum(finding.severity is Severity.ERROR for finding in report.findings)
    if serious:
        raise Findings(f"{serious} serious findings in {report.rows:,} rows")


def mapping(pairs: list[str]) -> dict[str, str]:
    """`PART=COLUMN` pairs as a mapping.

    Raises UsageError for a pair without `=`.
    """
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise UsageError(f"--map {wrong[0]!r} is not PART=COLUMN")
    return dict(pair.split("=", 1) for pair in pairs)
