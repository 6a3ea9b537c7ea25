"""The pages of a manual as a release holds them: copies of the files, their facts and entries, and what checks know of them."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_bytes
from goldsmith.core.nouns import Verdict
from goldsmith.datasets.manual.recipe import OWN_PAGES, ManualRecipe
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.coverage import Entry, entry_from_record, entry_record
from goldsmith.extractors.manual.facts import Fact, as_record, from_record
from goldsmith.extractors.manual.left import NO_ROW
from goldsmith.extractors.manual.questions import Questions
from goldsmith.extractors.manual.read import files_of, opened
from goldsmith.extractors.manual.sources import Unusable, data_of, page_files
from goldsmith.validators.manual.known import Known

FACTS, ENTRIES, LEFT_OUT = "facts.jsonl", "entries.jsonl", "left_out.jsonl"
REFUSED, NOT_ASKED = "refused", "not asked"
"""Why a fact is left out: the pages do not bear it out, or no row asks for it."""


@contextmanager
def source_folder(recipe: ManualRecipe) -> Iterator[Path]:
    """The folder of a recipe's pages. Raises UsageError where it is none."""
    if recipe.source:
        folder = Path(recipe.source)
        if not folder.is_dir():
            raise UsageError(f"recipe {recipe.name!r}: source {recipe.source!r} is no folder of manual pages")
        yield folder
        return
    with as_file(files("goldsmith.datasets").joinpath("recipes").joinpath("manual")) as folder:
        yield folder


def pinned(recipe: ManualRecipe, folder: Path) -> ManualRecipe:
    """The recipe with the digest of its pages, and its version by it where it was overridden; its source is then the release's own folder.

    Raises UsageError where the pages are not those that the recipe names.
    """
    digest = pages_digest(folder)
    if recipe.pages_sha256 not in ("", digest):
        raise UsageError(
            f"recipe {recipe.name!r}: the pages in {recipe.source or 'the package'!r} have changed since pages_sha256 "
            f"{recipe.pages_sha256[:12]} was written (now {digest[:12]}); remove that key and raise the version"
        )
    return recipe.pinned(source=OWN_PAGES, pages_sha256=digest)


def pages_digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of a folder's pages that can be used. Raises UsageError where it holds none."""
    state = hashlib.sha256()
    for file in files_of(folder)[0]:
        name = file.relative_to(folder).as_posix()
        with suppress(Unusable):
            state.update(name.encode() + b"\0" + data_of(file, name) + b"\0")
    return state.hexdigest()


def keep_pages(folder: Path, into: Path) -> tuple[str, ...]:
    """Copy the pages of a folder into a release; gives one line for each that cannot be used, or is passed over.

    Raises UsageError where none can be used.
    """
    found, passed = files_of(folder)
    problems = list(passed)
    (into / OWN_PAGES).mkdir()
    for file in found:
        name = file.relative_to(folder).as_posix()
        try:
            data = data_of(file, name)
        except Unusable as error:
            problems.append(f"{name}: {error}")
            continue
        target = into / OWN_PAGES / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(target, [data])
    if not any((into / OWN_PAGES).iterdir()):
        raise UsageError(f"{str(folder)!r} holds no page that can be used: {problems[0]}")
    return tuple(problems)


def keep_facts(into: Path, facts: Iterable[Fact], entries: Iterable[Entry]) -> None:
    """Store what was read of the pages, one fact and one entry a line."""
    write_bytes(into / FACTS, (_line({"id": fact_id(fact), **as_record(fact)}) for fact in facts))
    write_bytes(into / ENTRIES, (_line(entry_record(entry)) for entry in entries))


def not_asked(facts: Iterable[str], asked: Collection[str], left: Mapping[str, str]) -> dict[str, str]:
    """The reason for each fact that no row asks for, by its id."""
    return {id_: left.get(id_, NO_ROW) for id_ in facts if id_ not in asked}


def keep_left_out(into: Path, unborne: Iterable[tuple[Fact, Verdict]], reasons: Mapping[str, str]) -> None:
    """Store which facts are no part of the release since a check refused them, and which are not asked, each with the reason."""
    entries = [(fact_id(fact), REFUSED, f"{verdict.rule}: {verdict.reason}") for fact, verdict in unborne]
    entries += [(id_, NOT_ASKED, reason) for id_, reason in reasons.items()]
    write_bytes(
        into / LEFT_OUT, (_line({"id": id_, "why": why, "reason": reason[:300]}) for id_, why, reason in entries)
    )


def kept_reasons(release: Path) -> dict[str, str]:
    """The reasons of a release for the facts that no row asks for, by their ids. Raises UsageError where they cannot be read."""
    try:
        lines = (release / LEFT_OUT).read_bytes().splitlines()
        return {one["id"]: one["reason"] for one in map(orjson.loads, lines) if one["why"] == NOT_ASKED}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{release / LEFT_OUT} cannot be read: {error}") from error


def _line(record: dict[str, Any]) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def kept_facts(release: Path) -> tuple[Fact, ...]:
    """The facts of a release. Raises UsageError where they cannot be read."""
    return tuple(from_record(record) for record in _records(release / FACTS))


def kept_entries(release: Path) -> tuple[Entry, ...]:
    """The entries of a release. Raises UsageError where they cannot be read."""
    return tuple(entry_from_record(record) for record in _records(release / ENTRIES))


def _records(file: Path) -> Iterator[dict[str, Any]]:
    try:
        with file.open("rb") as lines:
            for line in lines:
                record = orjson.loads(line)
                record.pop("id", None)
                yield record
    except (OSError, ValueError, AttributeError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from error


def known_of(release: Path) -> Known:
    """What the checks of a release's rows hold them against, read once. Raises UsageError where it cannot be read."""
    try:
        return _known(release, (release / FACTS).stat().st_mtime_ns)
    except OSError as error:
        raise UsageError(f"{release / FACTS} cannot be read: {error.strerror}") from error


@lru_cache(maxsize=4)
def _known(release: Path, written: int) -> Known:
    del written
    try:
        facts, entries = kept_facts(release), kept_entries(release)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{release / FACTS} or {ENTRIES} is damaged: {error!r}") from error
    return Known({fact_id(fact): fact for fact in facts}, entries, Questions(facts, entries), page_texts(release))


def page_texts(release: Path) -> dict[str, str]:
    """The decoded text of every page of a release by name; a page that cannot be used has none."""
    found = {}
    for file in page_files(release / OWN_PAGES):
        name = file.relative_to(release / OWN_PAGES).as_posix()
        try:
            found[name] = opened(file, name)[0].text
        except Unusable:
            continue
    return found
