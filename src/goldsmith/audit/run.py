"""The audit: read the files, learn what they are, run every check, and put the findings in order, worst first."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from goldsmith.audit.catalogue import entry
from goldsmith.audit.checks import ROW_CHECKS, SET_CHECKS
from goldsmith.audit.chunks import each
from goldsmith.audit.findings import EXAMPLES, Finding, Hit
from goldsmith.audit.load import Progress, load, silent
from goldsmith.audit.rows import Rows, examples_of
from goldsmith.audit.sense import Options, Sense, learn

CHECKING, COMPARING = "checking rows", "comparing rows"


@dataclass(slots=True)
class Count:
    """What one row check found in some rows."""

    of: int = 0
    places: "array[int]" = field(default_factory=lambda: array("q"))
    examples: list[Hit] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        """Take in what was found in later rows."""
        self.of += other.of
        self.places.extend(other.places)
        self.examples = (self.examples + other.examples)[:EXAMPLES]


@dataclass(slots=True)
class Chunk:
    """What the row checks found in one chunk, and how many rows of each task it holds."""

    checks: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    tasks: Counter[int] = field(default_factory=Counter)
    rows: int = 0

    def add(self, other: "Chunk") -> None:
        """Take in what was found in later rows."""
        self.tasks += other.tasks
        for name, count in other.checks.items():
            self.checks[name].add(count)


@dataclass(frozen=True, slots=True)
class Report:
    """All that an audit has to say; `tasks` counts the rows of each task, `kept` can be read while the audit is open."""

    files: tuple[str, ...]
    rows: int
    sense: Sense
    findings: tuple[Finding, ...]
    tasks: tuple[int, ...]
    kept: Rows


def audit(paths: Sequence[Path], options: Options, progress: Progress = silent) -> Report:
    """Every finding over the files.

    Raises UsageError for a file that cannot be read or whose shape nobody can tell.
    """
    with audited(paths, options, progress) as report:
        return report


@contextmanager
def audited(paths: Sequence[Path], options: Options, progress: Progress = silent) -> Iterator[Report]:
    """The same, with the rows at hand until the block is left."""
    with TemporaryDirectory(prefix="goldsmith-audit-") as name:
        rows, shapes = load(paths, options.mapping, Path(name), progress)
        with closing(rows):
            sense = learn(rows, shapes, options)
            seen = _over_rows(rows, sense, progress)
            findings = sorted((*_told(seen), *_over_sets(rows, sense, progress)), key=_worst_first)
            tasks = tuple(seen.tasks[number] for number in range(len(sense.tasks.every)))
            yield Report(rows.files, rows.count, sense, tuple(findings), tasks, rows)


def _worst_first(finding: Finding) -> tuple[int, float, str]:
    return (-finding.severity, -finding.share, finding.check)


def _over_sets(rows: Rows, sense: Sense, progress: Progress) -> Iterator[Finding]:
    for check in SET_CHECKS:
        yield from check(rows, sense)
        progress(COMPARING, 1, len(SET_CHECKS))


def _over_rows(rows: Rows, sense: Sense, progress: Progress) -> Chunk:
    seen = Chunk()
    for found in each(partial(_over_chunk, sense), rows.chunks, sense.options.workers):
        seen.add(found)
        progress(CHECKING, found.rows, rows.count)
    return seen


def _told(seen: Chunk) -> Iterator[Finding]:
    for name, count in seen.checks.items():
        if count.places:
            told = entry(name)
            yield Finding(name, told.severity, told.says, count.places, count.of, tuple(count.examples))


def _over_chunk(sense: Sense, chunk: Path) -> Chunk:
    seen = Chunk()
    for example in examples_of(chunk):
        seen.rows += 1
        seen.tasks[sense.tasks.of(example)] += 1
        for name, check in ROW_CHECKS.items():
            evidence = check(example, sense)
            if evidence is not None:
                _note(seen.checks[name], example.place, evidence)
    seen.checks = dict(seen.checks)
    return seen


def _note(count: Count, place: int, evidence: Sequence[str]) -> None:
    count.of += 1
    if evidence:
        count.places.append(place)
        if len(count.examples) < EXAMPLES:
            count.examples.append(Hit(place, evidence[0]))
