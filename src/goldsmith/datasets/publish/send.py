"""`publish`: verify, stage, upload in one commit, read back as users do, and only then give the version its tag."""

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from goldsmith.core.errors import Findings, UsageError
from goldsmith.core.files import write_text
from goldsmith.datasets import recipe as recipes
from goldsmith.datasets.finished import Progress
from goldsmith.datasets.keys import Recipe
from goldsmith.datasets.manifest import CARD, MANIFEST, deprecation, read_manifest
from goldsmith.datasets.publish import hub
from goldsmith.datasets.publish.history import HISTORY, Entry, History, changes, read_history
from goldsmith.datasets.publish.mix import PARQUET, Mix
from goldsmith.datasets.publish.page import page
from goldsmith.datasets.publish.pull import download
from goldsmith.datasets.publish.readback import read_back
from goldsmith.datasets.publish.stage import OWN_CARD, Staged, stage, staged
from goldsmith.datasets.records.domain import load_domain
from goldsmith.datasets.verify import verify

MAIN = "main"
REPO = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


@dataclass(frozen=True, slots=True)
class Request:
    """Which release goes where, and how."""

    release: Path
    repo: str
    private: bool = False
    dry_run: bool = False
    allow_demo: bool = False
    domain: str = ""
    workers: int = 1
    mix: Mix | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What was uploaded, or would be: a dry run has no commit; `rows` were read back, none where no data changed."""

    version: str
    address: str
    files: tuple[Staged, ...] = ()
    page: str = ""
    commit: str = ""
    rows: int = 0


def publish(asked: Request, progress: Progress = lambda stage, done, total: None) -> Published:
    """Upload a release whose bytes verify, and tag it with its version; a version that is there already is not changed.

    Raises Findings where the release fails, and UsageError where it is deprecated, a demo, without a licence, or where
    the repository holds other bytes under its version.
    """
    if not REPO.fullmatch(asked.repo):
        raise UsageError(f"--repo {asked.repo!r} is no ORG/NAME such as acme/records")
    held = read_manifest(asked.release)
    recipe = _publishable(asked, held)
    with tempfile.TemporaryDirectory(prefix="goldsmith-publish-") as scratch:
        folder = Path(scratch)
        heads = hub.heads(asked.repo)
        reason = deprecation(asked.release)
        if held["version"] not in heads and reason:
            raise UsageError(f"{held['name']}/{held['version']} is deprecated and not published: {reason}")
        _verified(asked, progress)
        history = _history(asked.repo, heads, folder / "history")
        if held["version"] in heads:
            _check_same(asked, held, folder / "published")
            return _amended(asked, held["version"], history, reason, folder)
        told = history.with_entry(_entry(asked, held, history, folder / "previous"))
        made = _staged(asked, recipe, told, folder / "stage")
        return made if asked.dry_run else _sent(asked, made, folder / "stage")


def _publishable(asked: Request, held: dict[str, Any]) -> Recipe:
    """The recipe of a release that may be published at all."""
    types = load_domain(asked.domain)
    known = {name: one.kind for name, one in types.items()}
    recipe = recipes.load(str(asked.release / "recipe.yaml"), known)
    where = f"{held['name']}/{held['version']}"
    if not recipe.licence:
        raise UsageError(
            f"{where}: its recipe names no licence; add one such as `licence: CC-BY-4.0` and build it again"
        )
    if held.get("demo") and not asked.allow_demo:
        raise UsageError(f"{where} is a demo; --allow-demo publishes it as one")
    return recipe


def _verified(asked: Request, progress: Progress) -> None:
    found = verify(asked.release, domain=asked.domain, workers=asked.workers, progress=progress)
    if not found.ok:
        raise Findings(f"{found.name} is not published: {len(found.findings)} findings, first: {found.findings[0]}")


def _history(repo: str, heads: dict[str, str], into: Path) -> History:
    """What the repository says of its versions."""
    if MAIN in heads:
        hub.fetch(repo, heads[MAIN], into, [HISTORY])
    return read_history(into / HISTORY)


def _check_same(asked: Request, held: dict[str, Any], into: Path) -> None:
    """The version was published with these very bytes; the manifest holds the digest of every file."""
    hub.fetch(asked.repo, held["version"], into, [MANIFEST])
    if not (into / MANIFEST).is_file() or (into / MANIFEST).read_bytes() != (asked.release / MANIFEST).read_bytes():
        raise UsageError(
            f"{asked.repo} holds other bytes under {held['version']}; a published version never changes, so release another one"
        )


def _amended(asked: Request, version: str, history: History, reason: str, folder: Path) -> Published:
    """A published version keeps its bytes; only whether it is deprecated may be told anew, on the page and in the changelog."""
    made = Published(version, hub.url(asked.repo))
    entry = history.entry(version)
    if entry is None or entry.deprecated == reason:
        return made
    told = history.with_entry(entry.model_copy(update={"deprecated": reason}))
    (folder / "stage").mkdir()
    hub.fetch(asked.repo, MAIN, folder / "main", [OWN_CARD])
    card = (folder / "main" / OWN_CARD).read_text(encoding="utf-8")
    write_text(folder / "stage" / CARD, page(card, asked.repo, told.newest(), told))
    write_text(folder / "stage" / HISTORY, told.text())
    made = replace(made, files=staged(folder / "stage"), page=(folder / "stage" / CARD).read_text(encoding="utf-8"))
    if asked.dry_run:
        return made
    what = "is deprecated" if reason else "is no longer deprecated"
    return replace(made, commit=hub.send(asked.repo, folder / "stage", f"{version} {what}", whole=False))


def _entry(asked: Request, held: dict[str, Any], history: History, into: Path) -> Entry:
    """The changelog's entry of a new version: what it changes against the newest one before it."""
    rows = sum(held["rows"].values())
    if not history.newest():
        return Entry(version=held["version"], rows=rows)
    before = download(asked.repo, history.newest(), into)
    return Entry(version=held["version"], rows=rows, changes=changes(before, asked.release))


def _staged(asked: Request, recipe: Recipe, told: History, into: Path) -> Published:
    into.mkdir()
    address = hub.url(asked.repo)
    files = stage(asked.release, into, asked.repo, address, recipe, told, asked.mix)
    return Published(recipe.version, address, files, (into / CARD).read_text(encoding="utf-8"))


def _sent(asked: Request, made: Published, folder: Path) -> Published:
    """Upload, load it back as a user would, and only then tag it: a tag never names what was not compared."""
    hub.create(asked.repo, private=asked.private)
    commit = hub.send(asked.repo, folder, f"{made.version}, verified by its certificate", whole=True)
    rows = read_back(asked.release, asked.repo, commit, folder / PARQUET if asked.mix else None)
    hub.tag(asked.repo, made.version, commit)
    return replace(made, commit=commit, rows=rows)
