"""What became of the lies of one kind: how many were told, how many some check refused, and which went through."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MutantKill:
    """How all gates took one kind of mutant; `by` counts the first check that refused each."""

    mutant: str
    tried: int
    killed: int
    equivalent: int
    by: dict[str, int]
    survivors: tuple[str, ...]
