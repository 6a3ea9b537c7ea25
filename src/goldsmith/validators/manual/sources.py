"""What the source of a fact states, read anew from its quote: lines, quantities, the unit of its heading, footnotes."""

import re
from dataclasses import dataclass
from functools import lru_cache

from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.labels import unit_in
from goldsmith.extractors.units import Unit
from goldsmith.validators.manual.shown import on_one_line, shown_lines

MARKUP = (".html", ".htm", ".xhtml")
JOINT = "[;,]? "
"""What may stand for a line break inside a value."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the page shows for a fact; `unit` is what its heading gives to a bare number, `mark` the page's decimal mark."""

    lines: tuple[str, ...]
    unit: Unit | None
    notes: tuple[str, ...]
    mark: str

    @property
    def plain(self) -> str:
        """The value on one line, line breaks as semicolons."""
        return "; ".join(self.lines)

    @property
    def text(self) -> str:
        """The value on one line, line breaks as blanks."""
        return " ".join(self.lines)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The value on one line, whatever stands for its line breaks."""
        return _pattern(self.lines)


@lru_cache(maxsize=16_384)
def _pattern(lines: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(JOINT.join(map(re.escape, lines)))


def source_of(fact: Fact, mark: str) -> Source:
    """The source of a fact, after its repairs."""
    quote = fact.origin.quote
    markup = fact.origin.page.lower().endswith(MARKUP)
    text = "\n".join(shown_lines(quote) if markup else (on_one_line(quote),))
    for repair in fact.repairs:
        text = text.replace(repair.before, repair.after, 1)
    unit = unit_in(fact.unit_from) if fact.unit_from else None
    notes = tuple(on_one_line(note) for note in fact.notes)
    return Source(tuple(text.split("\n")), unit, notes, mark)
