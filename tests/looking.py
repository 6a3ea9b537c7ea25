"""Runs the audit on records that a test writes, and gives its findings by name."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from goldsmith.audit.findings import Finding, Severity
from goldsmith.audit.run import audit
from goldsmith.audit.sense import Options

Records = Iterable[Mapping[str, Any]]


def findings(folder: Path, *, workers: int = 1, **files: Records) -> list[Finding]:
    """Every finding over the files, whose names are the keywords."""
    for name, records in files.items():
        lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    return list(audit([folder / f"{name}.jsonl" for name in files], Options(mapping={}, workers=workers)).findings)


def places(found: Iterable[Finding], check: str) -> set[int]:
    """The rows, from 0, that a check names."""
    return {place for one in found if one.check == check for place in one.places}


def in_error(found: Iterable[Finding]) -> set[int]:
    """The rows that any error names."""
    return {place for one in found if one.severity is Severity.ERROR for place in one.places}
