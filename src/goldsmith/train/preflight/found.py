"""What a preflight finds, as plain values: gates, lengths, rows as the model sees them, and the cost of the run."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from goldsmith.train.gates import Gate, failed


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive tokens as text; `hidden` counts tokens that are left out instead."""

    text: str
    learned: bool
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """One training row: why it was chosen, and what the model sees of it."""

    why: str
    tokens: int
    learned: int
    pieces: tuple[Piece, ...]

    def text(self) -> str:
        """The row on plain lines, what is learned between ⟦ and ⟧."""
        parts = []
        for piece in self.pieces:
            told = f" … {piece.hidden:,} tokens … " if piece.hidden else piece.text
            parts.append(f"⟦{told}⟧" if piece.learned else told)
        return "".join(parts).replace("⟧⟦", "")


@dataclass(frozen=True, slots=True)
class Cost:
    """Time, memory and parameters; `seconds` are those of one optimisation step, `hours` those of all `steps`.

    `peak_bytes` is the most that was allocated on the GPU, or the most that this process has held in memory.
    `loss` is the mean over the five steps, before anything is learned.
    """

    seconds: float
    steps: int
    hours: float
    peak_bytes: int
    device: str
    trainable: int
    parameters: int
    loss: float

    def as_json(self) -> dict[str, Any]:
        """The cost as run.json holds it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Preflight:
    """What the preflight found."""

    gates: tuple[Gate, ...]
    lengths: Mapping[str, Mapping[str, int]]
    shown: tuple[Shown, ...]
    cost: Cost | None

    @property
    def failed(self) -> list[Gate]:
        """The gates that did not pass."""
        return failed(self.gates)

    @property
    def ok(self) -> bool:
        """Every gate passed."""
        return not self.failed

    def as_json(self) -> dict[str, Any]:
        """The preflight as run.json holds it."""
        return {
            "ok": self.ok,
            "gates": [gate.as_json() for gate in self.gates],
            "lengths": {part: dict(row) for part, row in self.lengths.items()},
            "cost": None if self.cost is None else self.cost.as_json(),
            "shown": [asdict(one) for one in self.shown],
        }
