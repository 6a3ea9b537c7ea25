"""How the stages of a run tell how far they are."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the stage, the units done since the last call, and the units in all."""


def unwatched(stage: str, done: int, total: int) -> None:
    """The progress that nobody looks at."""
