"""What a question about a manual asks: planned by the generator, put into words by a template, given back by the reader."""

from dataclasses import asdict, dataclass
from typing import Any

from goldsmith.extractors.manual.facts import Fact, Path

VALUE, STEPS, STEP = "value", "steps", "step"


@dataclass(frozen=True, slots=True)
class Names:
    """What a question names: the row's labels in full, outermost first, and of the rest what it needs to have one answer."""

    row: Path
    qualifier: str = ""
    column: Path = ()
    table: str = ""
    section: Path = ()
    model: str = ""

    def as_record(self) -> dict[str, Any]:
        """The names that are given, as JSON values."""
        return {role: named for role, named in asdict(self).items() if named}


@dataclass(frozen=True, slots=True)
class Asked:
    """A value, all steps of a list, or one step of it by its number from 1; steps are named by their list's heading as row."""

    what: str
    names: Names
    number: int = 0


def fact_id(fact: Fact) -> str:
    """The name of a fact inside its release: its page and the stretch of the page's text that states it."""
    return f"{fact.origin.page}@{fact.origin.start}-{fact.origin.end}"
