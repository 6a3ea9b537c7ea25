"""One piece of work in a process of its own: what it needs and what it gives are files, nothing is in memory beforehand."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.errors import Findings
from goldsmith.core.files import write_bytes

REFUSED = "refused"
"""The key under which a process says, in a sentence, why it could not do its work."""


def run(stage: str, work: str, given: Mapping[str, Any], folder: Path, *, threads: int = 0) -> dict[str, Any]:
    """Do `work`, a name in tasks.WORKS, in a fresh process, and give back what it found.

    `threads` other than 0 sets how many the process computes with, so that its sums come in the caller's order. The
    process inherits the environment, offline settings included. What it wrote to stderr is kept in the folder and shown
    only where it failed. Raises Findings with one line that names the stage.
    """
    name = stage.replace(" ", "-")
    task, result, errors = (folder / f"{name}{ending}" for ending in (".task.json", ".result.json", ".stderr.txt"))
    result.unlink(missing_ok=True)
    write_bytes(task, [orjson.dumps({"work": work, "given": dict(given)}, option=orjson.OPT_INDENT_2)])
    with errors.open("wb") as file:
        ended = subprocess.run(_command(task, result), env=_environment(threads), stdout=file, stderr=file, check=False)
    if ended.returncode == 0 and result.is_file():
        found: dict[str, Any] = orjson.loads(result.read_bytes())
        if REFUSED not in found:
            return found
        raise Findings(f"{stage}: {found[REFUSED]}")
    raise Findings(f"{stage}: {_why(ended.returncode, errors)}")


def _command(task: Path, result: Path) -> list[str]:
    """-P, so that a file called like a library in the working folder is not taken for the library."""
    return [sys.executable, "-P", "-m", "goldsmith.train.after.tasks", str(task), str(result)]


def _environment(threads: int) -> dict[str, str]:
    more = {"TOKENIZERS_PARALLELISM": "false", "PYTHONUNBUFFERED": "1"}
    return dict(os.environ) | more | ({"OMP_NUM_THREADS": str(threads)} if threads else {})


def _why(code: int, errors: Path) -> str:
    if code < 0:
        name = signal.Signals(-code).name
        more = ", as happens where memory runs out" if name == "SIGKILL" else ""
        return f"its process was killed by {name}{more}"
    lines = [line.strip() for line in errors.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return f"its process ended with {code}: {(lines or ['it said nothing'])[-1][:300]} (all of it in {errors.name})"
