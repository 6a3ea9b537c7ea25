"""The audit: read the files, learn what they are, run every check, and put the findings in order, worst first."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Report:
    """All that an audit has to say."""

    files: tuple[str, ...]
    rows: int
    sense: Sense
    findings: tuple[Finding, ...]


def audit(paths: Sequence[Path], options: Options, progress: Progress = silent) -> Report:
    """Every finding over the files.

    Raises UsageError for a file that cannot be read or whose shape nobody can tell.
    """
    with TemporaryDirectory(prefix="goldsmith-audit-") as name:
        rows, shapes = load(paths, options.mapping, Path(name), progress)
        sense = learn(rows, shapes, options)
        findings = [*_over_rows(rows, sense), *(found for check in SET_CHECKS for found in check(rows, sense))]
        return Report(rows.files, rows.count, sense, tuple(sorted(findings, key=_worst_first)))


def _worst_first(finding: Finding) -> tuple[int, float, str]:
    return (-finding.severity, -finding.share, finding.check)


def _over_rows(rows: Rows, sense: Sense) -> Iterator[Finding]:
    counts: dict[str, Count] = defaultdict(Count)
    for found in each(partial(_over_chunk, sense), rows.chunks, sense.options.workers):
        for name, count in found.items():
            counts[name].add(count)
    for name, count in counts.items():
        if count.places:
            told = entry(name)
            yield Finding(name, told.severity, told.says, count.places, count.of, tuple(count.examples))


def _over_chunk(sense: Sense, chunk: Path) -> dict[str, Count]:
    counts: dict[str, Count] = defaultdict(Count)
    for example in examples_of(chunk):
        for name, check in ROW_CHECKS.items():
            evidence = check(example, sense)
            if evidence is not None:
                _note(counts[name], example.place, evidence)
    return counts


def _note(count: Count, place: int, evidence: Sequence[str]) -> None:
    count.of += 1
    if evidence:
        count.places.append(place)
        if len(count.examples) < EXAMPLES:
            count.examples.append(Hit(place, evidence[0]))
