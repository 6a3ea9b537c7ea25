"""A true row together with what its question was read as: what liars of a manual start from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from goldsmith.extractors.manual.answerable import Answerable
from goldsmith.extractors.manual.asked import Asked
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.quantities import Quantity, quantities
from goldsmith.validators.manual.known import Known
from goldsmith.validators.manual.sources import Source


@dataclass(frozen=True)
class Case:
    """What a row is about, and what other places of the manual say."""

    known: Known
    read: Answerable

    @property
    def asked(self) -> Asked:
        """What the question asks."""
        return self.read.asked

    @property
    def facts(self) -> Sequence[Fact]:
        """The facts that the question is about."""
        return self.read.facts

    @cached_property
    def sources(self) -> list[Source]:
        """What the sources of the facts state."""
        return [self.known.source(fact) for fact in self.facts]

    @property
    def mark(self) -> str:
        """The decimal mark of the page."""
        return self.sources[0].mark if self.sources else ""

    @property
    def quantities(self) -> list[Quantity]:
        """The quantities of the value."""
        return quantities(self.sources[0].text, self.mark)

    @cached_property
    def pool(self) -> list[Fact]:
        """All values of the manual."""
        return [fact for fact in self.known.facts.values() if fact.kind != "step"]

    @cached_property
    def others(self) -> list[str]:
        """What each value of the pool says, as an answer would; empty where it says what the true ones say."""
        ours = {(source.text, source.unit) for source in self.sources}
        said = []
        for fact in self.pool:
            source = self.known.source(fact)
            unit = f" {source.unit.name}" if source.unit else ""
            said.append("" if (source.text, source.unit) in ours else source.plain + unit)
        return said

    def beside(self, role: str) -> Callable[[int], bool]:
        """Whether the value at a place of the pool differs from the true one in its column, row, section or page alone."""
        true = self.facts[0] if self.facts else None

        def fits(at: int) -> bool:
            other = self.pool[at]
            if true is None or (role in ("column", "row")) != (_table(other) == _table(true)):
                return False
            if role in ("column", "row"):
                return (other.rows == true.rows) == (role == "column")
            same_page = other.origin.page == true.origin.page
            return same_page == (role == "section") and _measure(other) == _measure(true)

        return fits

    @cached_property
    def notes(self) -> list[str]:
        """The footnotes of the manual."""
        return sorted({note for fact in self.known.facts.values() for note in fact.notes})

    @cached_property
    def labels(self) -> list[str]:
        """The last labels of the manual's rows."""
        return sorted({fact.rows[0][-1] for fact in self.pool if fact.rows})


def _table(fact: Fact) -> tuple[object, ...]:
    return fact.origin.page, fact.section, fact.table


def _measure(fact: Fact) -> str:
    return fact.quantities[0].dimension if fact.quantities else "text"
