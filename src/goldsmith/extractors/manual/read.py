"""A folder of manual pages to facts and coverage; what cannot be read is named, and the rest goes on."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path as File

from goldsmith.core.errors import UsageError
from goldsmith.extractors.figures import decimal_mark
from goldsmith.extractors.manual.apart import told_apart
from goldsmith.extractors.manual.blocks import Document
from goldsmith.extractors.manual.coverage import SKIPPED, USED, Coverage, Entry, counted
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.markup import read_markup
from goldsmith.extractors.manual.plain import lines_of, read_plain
from goldsmith.extractors.manual.portable import read_portable, sheets_of
from goldsmith.extractors.manual.sources import (
    Source,
    Unusable,
    data_of,
    decoded,
    digest,
    kind_of,
    page_files,
    passed_by,
)
from goldsmith.extractors.manual.stating import stated

MODELS = frozenset(("model", "machine", "model code", "type designation"))
"""Attributes whose one value on a page names what the whole page is about."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a folder: pages, facts, what became of every part of the pages, and one line for each problem."""

    pages: tuple[Source, ...]
    facts: tuple[Fact, ...]
    entries: tuple[Entry, ...]
    problems: tuple[str, ...]

    @property
    def coverage(self) -> Coverage:
        """The counts of the whole reading."""
        return counted(self.entries)

    def sections_without_facts(self) -> tuple[str, ...]:
        """Sections that hold values of which none became a fact, as "page: section"."""
        used: dict[str, bool] = defaultdict(bool)
        for entry in self.entries:
            if entry.bearing:
                used[f"{entry.page}: {' > '.join(entry.section) or '(no heading)'}"] |= entry.status == USED
        return tuple(name for name, some in used.items() if not some)


def read_folder(folder: File, *, repairs: bool = True) -> Reading:
    """Read every page of a folder. Raises UsageError where the folder holds none.

    Without `repairs`, what would need one is left out.
    """
    files, passed_over = files_of(folder)
    readings = [read_file(file, file.relative_to(folder).as_posix(), repairs=repairs) for file in files]
    return _joined([Reading((), (), (), passed_over), *readings])


def files_of(folder: File) -> tuple[list[File], tuple[str, ...]]:
    """The pages of a folder, and a line for each place of it that is passed over. Raises UsageError where it holds none."""
    if not folder.is_dir():
        raise UsageError(f"{str(folder)!r} is no folder of manual pages")
    files, passed_over = page_files(folder), passed_by(folder)
    if not files:
        why = f": {passed_over[0]}" if passed_over else ""
        raise UsageError(
            f"{str(folder)!r} holds no page: none of its files ends in .html, .htm, .xhtml, .txt, .text or .pdf{why}"
        )
    return files, passed_over


def read_file(file: File, name: str, *, repairs: bool = True) -> Reading:
    """Read one page under a name; a page that cannot be used gives a problem and no facts."""
    try:
        source, document = opened(file, name)
    except Unusable as error:
        return Reading((), (), (), (f"{name}: {error}",))
    return read_source(source, document, repairs=repairs)


def read_source(source: Source, document: Document, *, repairs: bool = True) -> Reading:
    """The facts and the entries of a page whose blocks are known."""
    facts, entries = stated(source, document, decimal_mark(_shown(document) or source.text), repairs=repairs)
    problems = tuple(f"{source.name}: {problem}" for problem in document.problems)
    return Reading((source,), tuple(told_apart(_of_model(facts))), tuple(entries), problems)


def opened(file: File, name: str) -> tuple[Source, Document]:
    """A page with its blocks. Raises Unusable."""
    data, kind = data_of(file, name), kind_of(file)
    if kind == "pdf":
        sheets = sheets_of(data)
        return Source(name, kind, digest(data), "pdf", sheets.text), read_portable(sheets)
    text, encoding = decoded(data)
    source = Source(name, kind, digest(data), encoding, text)
    return source, read_markup(text) if kind == "html" else read_plain(list(lines_of(text)))


def _shown(document: Document) -> str:
    """The text of the values of a page's tables: what settles its decimal mark."""
    return "\n".join(cell.passage.text for block in document.blocks for cell in getattr(block, "cells", ()))


def _joined(readings: Iterable[Reading]) -> Reading:
    those = list(readings)
    return Reading(
        tuple(page for reading in those for page in reading.pages),
        tuple(fact for reading in those for fact in reading.facts),
        tuple(entry for reading in those for entry in reading.entries),
        tuple(problem for reading in those for problem in reading.problems),
    )


def _of_model(facts: list[Fact]) -> list[Fact]:
    """The facts with the model that the page names, where it names exactly one."""
    models = {fact.text for fact in facts if fact.attribute.casefold() in MODELS and fact.kind != "step"}
    model = models.pop() if len(models) == 1 else ""
    return [replace(fact, model=model) for fact in facts]


def skipped_values(reading: Reading) -> tuple[Entry, ...]:
    """The values that became no facts, each with its reason."""
    return tuple(entry for entry in reading.entries if entry.status == SKIPPED and entry.bearing)
