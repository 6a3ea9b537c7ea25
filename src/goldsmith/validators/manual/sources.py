"""What the source of a fact states, read anew from its quote: lines, quantities, the unit of its heading, footnotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.labels import unit_in
from goldsmith.extractors.units import Unit
from goldsmith.validators.manual.shown import on_one_line, shown_lines

MARKUP = (".html", ".htm", ".xhtml")
JOINTS = ("; ", ", ", " ")
"""What may stand for a line break inside a value."""
ENDED = (",", ";")
"""Signs after which a line break is a blank."""


@dataclass(frozen=True, slots=True)
class Source:
    """What the page shows for a fact; `unit` is what its heading gives to a bare number, `mark` the page's decimal mark."""

    lines: tuple[str, ...]
    unit: Unit | None
    notes: tuple[str, ...]
    mark: str

    @property
    def renderings(self) -> tuple[str, ...]:
        """The ways to write the value on one line; one where it has one line."""
        return tuple(dict.fromkeys(_joined(self.lines, joint) for joint in JOINTS))

    @property
    def text(self) -> str:
        """The value on one line, line breaks as blanks."""
        return " ".join(self.lines)


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


def _joined(lines: Sequence[str], joint: str) -> str:
    made = lines[0]
    for line in lines[1:]:
        made += f"{' ' if made.endswith(ENDED) else joint}{line}"
    return made
