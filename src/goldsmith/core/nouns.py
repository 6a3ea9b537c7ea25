"""The nouns that every stage speaks of; all of them are frozen values."""

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
"""One released example as read back from bytes: text columns, and `messages` as a list of {role, content}."""

COLUMNS = (
    "id",
    "kind",
    "prompt",
    "completion",
    "messages",
    "instruction",
    "input",
    "output",
    "answer",
    "schema",
    "meta",
)
"""The columns of every release; all but `messages` are strings, structured values as JSON text."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: `rule` names the relation or gate, `reason` shows the offending values."""

    ok: bool
    rule: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the plan: which example to make, and how it has to be; `visit` counts its cell's rows in this genre from 0."""

    cell: str
    ordinal: int
    split: str
    genre: str
    odd: str
    mode: str
    visit: int = 0

    @property
    def id(self) -> str:
        """The id of the row that it asks for."""
        return f"{self.cell}-{self.ordinal:07d}"

    @property
    def stratum(self) -> str:
        """The combination that the certificate counts: kind, genre, oddity and whether something is left to compute."""
        return f"{self.cell}/{self.genre}/{self.odd or 'plain'}/{self.mode}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An attempt that gave no example, by the name of what refused it."""

    gate: str
    reason: str
