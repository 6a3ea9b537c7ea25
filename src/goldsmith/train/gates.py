"""A gate: one promise about a training run, checked by code, with figures and evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SHOWN = 5
"""Pieces of evidence that a gate keeps."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What one gate found. `code` is P1 to P7, T1 to T3, A1 to A3, U1 or R1; `says` is the promise as a sentence.

    `checked` counts what was looked at, and a gate that looked at nothing has not passed. `evidence` names what broke
    the promise, with values; `figures` go into run.json.
    """

    code: str
    name: str
    says: str
    checked: int
    failed: int
    evidence: tuple[str, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """It looked at something, and nothing failed."""
        return self.checked > 0 and self.failed == 0

    def as_json(self) -> dict[str, Any]:
        """The gate as run.json holds it."""
        return {
            "gate": self.code,
            "name": self.name,
            "ok": self.ok,
            "says": self.says,
            "checked": self.checked,
            "failed": self.failed,
            "evidence": list(self.evidence),
            "figures": dict(self.figures),
        }


def gate(
    code: str, name: str, says: str, *, checked: int, wrong: Iterable[str], figures: Mapping[str, Any] | None = None
) -> Gate:
    """A gate from everything that was found wrong; counts it all, keeps the first few."""
    found = tuple(wrong)
    return Gate(code, name, says, checked, len(found), found[:SHOWN], figures or {})


def failed(gates: Iterable[Gate]) -> list[Gate]:
    """The gates that did not pass."""
    return [one for one in gates if not one.ok]
