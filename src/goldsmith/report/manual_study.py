"""One page of a manual as its coverage is told: what was read of it, which facts it bears out, which relations hold."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path as File

from goldsmith.core.errors import UsageError
from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.blocks import Document
from goldsmith.extractors.manual.coverage import Coverage, added, counted
from goldsmith.extractors.manual.facts import Fact, from_record
from goldsmith.extractors.manual.read import Reading, opened, read_source
from goldsmith.extractors.manual.sources import Source, Unusable
from goldsmith.validators.manual.relations import Relation, relations
from goldsmith.validators.manual.verify import refused

PAGES, FACTS = "pages", "facts.jsonl"
"""Where a release of manual pages keeps them and what was borne out of them."""
NOTED = 50
"""Refused facts, broken relations, problems and bare sections of a page that are told in words; all are counted."""


@dataclass(frozen=True)
class Studied:
    """One page with its blocks and its facts; `source` and `document` are None for a page that cannot be used."""

    name: str
    reading: Reading
    source: Source | None = None
    document: Document | None = None
    refused: tuple[tuple[Fact, Verdict], ...] = ()
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True)
class Pages:
    """The pages to look at; `facts` are those that a release states of them by page, None where they are to be read."""

    folder: File
    facts: dict[str, list[Fact]] | None = None

    @classmethod
    def of(cls, path: File) -> "Pages":
        """The pages of a folder, or of the release that it is. Raises UsageError for a release that cannot be read."""
        stated = path / FACTS
        return cls(path / PAGES, _stated(stated)) if stated.is_file() and (path / PAGES).is_dir() else cls(path)


def _stated(file: File) -> dict[str, list[Fact]]:
    """The facts of a release by their page."""
    found: dict[str, list[Fact]] = defaultdict(list)
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                fact = from_record({name: value for name, value in json.loads(line).items() if name != "id"})
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise UsageError(f"{str(file)!r} line {number} holds no fact: {error}") from error
            found[fact.origin.page].append(fact)
    return found


def studied(pages: Pages, files: Iterable[File]) -> Iterator[Studied]:
    """The given pages, one after the other, so that only one is held at a time."""
    for file in files:
        yield _studied(pages, file)


def _studied(pages: Pages, file: File) -> Studied:
    name = file.relative_to(pages.folder).as_posix()
    try:
        source, document = opened(file, name)
    except Unusable as error:
        return Studied(name, Reading((), (), (), (f"{name}: {error}",)))
    reading = read_source(source, document)
    if pages.facts is not None:
        reading = replace(reading, facts=tuple(pages.facts.get(name, ())))
    wrong = tuple(refused(reading.facts, pages.folder))
    return Studied(name, reading, source, document, wrong, tuple(relations(_borne(reading, wrong))))


def _borne(reading: Reading, wrong: tuple[tuple[Fact, Verdict], ...]) -> list[Fact]:
    """The facts that the page bears out."""
    names = {fact_id(fact) for fact, _ in wrong}
    return [fact for fact in reading.facts if fact_id(fact) not in names]


@dataclass(frozen=True, slots=True)
class PageCounts:
    """What one page gave; `kind` is empty where it cannot be used."""

    name: str
    kind: str
    facts: int
    coverage: Coverage
    problems: tuple[str, ...]


@dataclass
class Counts:
    """The counts of all pages; lists in words hold the first of each page."""

    name: str
    pages: list[PageCounts] = field(default_factory=list)
    facts: int = 0
    repaired: int = 0
    coverage: Coverage = field(default_factory=lambda: counted(()))
    problems: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    relations: Counter[tuple[str, bool]] = field(default_factory=Counter)
    broken: list[Relation] = field(default_factory=list)
    refused: int = 0
    refusals: list[tuple[str, str]] = field(default_factory=list)
    """Facts that their page does not bear out: id, and the rule with its reason."""
    unseen: int = 0
    """Facts whose place in the source shows no text."""

    def add(self, one: Studied, unseen: int) -> None:
        """Count one more page, `unseen` of whose facts stand where no text is shown."""
        reading = one.reading
        kind = one.source.kind if one.source else ""
        coverage = reading.coverage
        self.pages.append(PageCounts(one.name, kind, len(reading.facts), coverage, reading.problems))
        self.facts += len(reading.facts)
        self.repaired += sum(bool(fact.repairs) for fact in reading.facts)
        self.coverage = added(self.coverage, coverage)
        self.problems += reading.problems
        self.bare += reading.sections_without_facts()
        self.relations.update((relation.kind, relation.holds) for relation in one.relations)
        self.broken += [relation for relation in one.relations if not relation.holds][:NOTED]
        self.refused += len(one.refused)
        self.refusals += [(fact_id(fact), f"{why.rule}: {why.reason}") for fact, why in one.refused[:NOTED]]
        self.unseen += unseen

    @property
    def usable(self) -> int:
        """The pages that could be read."""
        return sum(bool(page.kind) for page in self.pages)
