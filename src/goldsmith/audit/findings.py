"""What an audit says: a finding names a check, its severity, the rows concerned and evidence from a few of them."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

EXAMPLES = 5
"""Rows whose evidence is kept with a finding."""


class Severity(IntEnum):
    """How bad: an error means that training on this teaches something false or nothing."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


class Hit(NamedTuple):
    """One row that a check names, and the evidence: a short text with the offending values, shown as `!r`."""

    place: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's result over all rows.

    `of` is the number of rows that the check applied to, `says` the result in one line, `figures` what a person should
    see beside it (a share, a human reference).
    """

    check: str
    severity: Severity
    says: str
    places: "array[int]"
    of: int
    examples: tuple[Hit, ...]
    figures: tuple[tuple[str, str], ...] = field(default=())
    elsewhere: int = 0

    @property
    def count(self) -> int:
        """How many were found: rows, or things that are no rows of the files, such as expected prompts."""
        return self.elsewhere or len(self.places)

    @property
    def share(self) -> float:
        """The part that was found of all that the check applied to, 0 to 1."""
        return self.count / self.of if self.of else 0.0


def finding(
    check: str,
    severity: Severity,
    says: str,
    hits: Iterable[Hit],
    of: int,
    figures: tuple[tuple[str, str], ...] = (),
) -> Finding:
    """A finding from its hits; of several hits in one row the first counts, and a few keep their evidence."""
    places: dict[int, None] = {}
    examples: list[Hit] = []
    for hit in hits:
        if hit.place not in places:
            places[hit.place] = None
            if len(examples) < EXAMPLES:
                examples.append(hit)
    return Finding(check, severity, says, array("q", sorted(places)), of, tuple(examples), figures)
