"""`pull`: a published release as the folder it was built in, verified against its certificate before it gets its name."""

import shutil
import tempfile
from pathlib import Path

from goldsmith.core.errors import Findings, UsageError
from goldsmith.core.files import sync_folder, writable_folder, write_text
from goldsmith.datasets.assay import Verification
from goldsmith.datasets.finished import Progress
from goldsmith.datasets.keys import VERSION
from goldsmith.datasets.manifest import CARD, DEPRECATION, MANIFEST, first_difference, read_manifest
from goldsmith.datasets.publish import hub
from goldsmith.datasets.publish.history import HISTORY, read_history
from goldsmith.datasets.publish.stage import OWN_CARD
from goldsmith.datasets.verify import verify
from goldsmith.datasets.versions import place_of


def pull(
    source: str,
    out: Path,
    *,
    domain: str = "",
    workers: int = 1,
    progress: Progress = lambda stage, done, total: None,
) -> tuple[Path, Verification]:
    """Fetch ORG/NAME or ORG/NAME@VERSION (the newest one without it) into `out`; gives the release's folder.

    Raises UsageError where there is no such version, and Findings where what came does not verify; then nothing is kept.
    """
    repo, _, version = source.partition("@")
    wanted = _version(repo, version)
    writable_folder(out)
    with tempfile.TemporaryDirectory(prefix=".pull-", dir=out) as scratch:
        folder = download(repo, wanted, Path(scratch) / "release")
        reason = _deprecated(repo, wanted, Path(scratch) / "history")
        found = verify(folder, domain=domain, workers=workers, progress=progress)
        if not found.ok:
            raise Findings(f"{repo}@{wanted} does not verify and was not kept: {found.findings[0]}")
        if reason:
            write_text(folder / DEPRECATION, f"{reason}\n")
            found.deprecated = reason
        return _kept(folder, out), found


def download(repo: str, version: str, into: Path) -> Path:
    """The files of a published release under their own names, as the build wrote them; not verified yet.

    Raises UsageError where the revision holds no release.
    """
    hub.fetch(repo, version, into, [MANIFEST])
    held = read_manifest(into)
    fetched = hub.fetch(repo, version, into, [OWN_CARD if name == CARD else name for name in held["files"]])
    if OWN_CARD in fetched:
        (into / OWN_CARD).replace(into / CARD)
    shutil.rmtree(into / ".cache", ignore_errors=True)  # where the Hub's client notes what it downloaded
    return into


def _version(repo: str, version: str) -> str:
    found = sorted((tag for tag in hub.heads(repo) if VERSION.fullmatch(tag.partition("+")[0])), key=place_of)
    if version in found:
        return version
    if not found:
        raise UsageError(f"{repo} has no published version, or is not there, or the token may not see it")
    if version:
        raise UsageError(f"{repo} has no version {version!r}; there are {', '.join(found)}")
    return found[-1]


def _deprecated(repo: str, version: str, into: Path) -> str:
    """Why the version should not be used, as the page says today."""
    hub.fetch(repo, "main", into, [HISTORY])
    entry = read_history(into / HISTORY).entry(version)
    return entry.deprecated if entry else ""


def _kept(folder: Path, out: Path) -> Path:
    """Give the folder its final name, unless an equal release has it already."""
    held = read_manifest(folder)
    final = out / str(held["name"]) / str(held["version"])
    if final.exists():
        if difference := first_difference(final, folder):
            raise UsageError(f"{final} stands there already and differs: {difference}; choose another --out")
        return final
    final.parent.mkdir(parents=True, exist_ok=True)
    sync_folder(folder)
    folder.replace(final)
    return final
