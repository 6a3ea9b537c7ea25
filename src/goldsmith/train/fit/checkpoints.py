"""What a killed run goes on from: the last checkpoint that was written in full, under the same configuration."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.errors import UsageError
from goldsmith.core.files import sync_folder, write_bytes

SEAL = "sealed.json"
"""Written last into a checkpoint: every file of it with its size."""
STATE = "trainer_state.json"
"""The library's own account of a run up to a checkpoint."""
IDENTITY = "identity.json"
"""What is trained, and on what."""


def seal(checkpoint: Path) -> None:
    """Mark a checkpoint as complete."""
    sync_folder(checkpoint)
    write_bytes(checkpoint / SEAL, [orjson.dumps(_sizes(checkpoint))])


def sealed(checkpoint: Path) -> bool:
    """Whether a checkpoint was written in full and is still so."""
    try:
        told = orjson.loads((checkpoint / SEAL).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return False
    return bool(told == _sizes(checkpoint))


def latest(checkpoints: Path) -> Path | None:
    """The last checkpoint that is complete; None where a run begins."""
    found = [path for path in checkpoints.glob("checkpoint-*") if sealed(path)]
    return max(found, key=step_of, default=None)


def step_of(checkpoint: Path) -> int:
    """The step after which a checkpoint was written."""
    return int(checkpoint.name.rpartition("-")[2])


def ended(checkpoint: Path) -> bool:
    """Whether training was over with this checkpoint: all steps were taken, or answers got no better for long enough."""
    state = orjson.loads((checkpoint / STATE).read_bytes())
    stopping = state["stateful_callbacks"].get("EarlyStoppingCallback")
    if state["global_step"] >= state["max_steps"] or stopping is None:
        return bool(state["global_step"] >= state["max_steps"])
    waited = stopping["attributes"]["early_stopping_patience_counter"]
    return bool(waited >= stopping["args"]["early_stopping_patience"])


def claim(checkpoints: Path, identity: Mapping[str, Any]) -> None:
    """Let a run begin or go on in this folder.

    Raises UsageError that names what differs where another run has begun here.
    """
    checkpoints.mkdir(parents=True, exist_ok=True)
    path = checkpoints / IDENTITY
    if not path.is_file():
        write_bytes(path, [orjson.dumps(dict(identity), option=orjson.OPT_INDENT_2)])
        return
    before = orjson.loads(path.read_bytes())
    differs = sorted(key for key in before.keys() | identity.keys() if before.get(key) != identity.get(key))
    if differs:
        raise UsageError(
            f"{str(checkpoints)!r} holds a run with another {', '.join(differs)}: choose another --out, or delete the folder"
        )


def _sizes(checkpoint: Path) -> dict[str, int]:
    found = (path for path in checkpoint.rglob("*") if path.is_file() and path.name != SEAL)
    return {path.relative_to(checkpoint).as_posix(): path.stat().st_size for path in sorted(found)}
