"""A release that models may learn from: verified here and now, or allowed by name with what is wrong written down."""

from pathlib import Path

from goldsmith.cli.screen import err, out, progress
from goldsmith.core.canonical import digest_of_file
from goldsmith.core.errors import Findings, UsageError
from goldsmith.datasets.manifest import MANIFEST, read_manifest
from goldsmith.datasets.verify import verify
from goldsmith.train.release import Release

KEPT = 20
"""Faults of an allowed release that its record keeps."""


def trusted(path: Path, *, domain: str, workers: int, allow_unverified: bool, allow_demo: bool, json: bool) -> Release:
    """The release, re-checked from its bytes; what was found is said on stderr where stdout takes `json`.

    Raises Findings where it is not what its certificate says or is deprecated, unless that is allowed by name; UsageError
    where it is no release, or a demo that was not asked for.
    """
    with progress() as report:
        found = verify(path, domain=domain, workers=workers, progress=report)
    held = read_manifest(path)
    if held.get("demo") and not allow_demo:
        raise UsageError(
            f"{found.name} is a demo: nobody vouches for what it teaches; --allow-demo takes it all the same"
        )
    faults = [f"deprecated: {found.deprecated}"] if found.deprecated else []
    faults += found.findings
    if faults and not allow_unverified:
        raise Findings(f"{found.name} is not trained on: {len(faults)} findings, first: {faults[0]}")
    told = f"verified    {found.name}, {found.rows:,} rows re-checked from their bytes"
    if faults:
        told = f"UNVERIFIED  {found.name}: {len(faults)} findings, first: {faults[0]}"
    (err if json else out).print(told, markup=False)
    digest = digest_of_file(path / MANIFEST)
    licence = str(held.get("licence") or "")
    return Release(path, held["name"], held["version"], licence, digest, bool(held.get("demo")), tuple(faults[:KEPT]))
