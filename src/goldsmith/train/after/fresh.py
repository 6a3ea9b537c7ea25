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
from goldsmith.train.progress import Progress, unwatched

REFUSED = "refused"
"""The key under which a process says, in a sentence, why it could not do its work."""

DONE = b"done of all: "
"""How a line of a process's output begins that tells its progress."""


def run(
    stage: str,
    work: str,
    given: Mapping[str, Any],
    folder: Path,
    *,
    threads: int = 0,
    progress: Progress = unwatched,
) -> dict[str, Any]:
    """Do `work`, a name in tasks.WORKS, in a fresh process, and give back what it found.

    `threads` other than 0 sets how many the process computes with, so that its sums come in the caller's order. The
    process inherits the environment, offline settings included. What it wrote to stderr is kept in the folder and shown
    only where it failed. Raises Findings with one line that names the stage.
    """
    name = stage.replace(" ", "-")
    task, result, errors = (folder / f"{name}{ending}" for ending in (".task.json", ".result.json", ".stderr.txt"))
    result.unlink(missing_ok=True)
    write_bytes(task, [orjson.dumps({"work": work, "given": dict(given)}, option=orjson.OPT_INDENT_2)])
    code = _watched(stage, _command(task, result), threads, errors, progress)
    if code == 0 and result.is_file():
        found: dict[str, Any] = orjson.loads(result.read_bytes())
        if REFUSED not in found:
            return found
        raise Findings(f"{stage}: {found[REFUSED]}")
    raise Findings(f"{stage}: {_why(code, errors)}")


def _watched(stage: str, command: list[str], threads: int, errors: Path, progress: Progress) -> int:
    """Run to the end, pass on what it tells of its progress, and keep all else that it says; gives its exit code."""
    with (
        errors.open("wb") as said,
        subprocess.Popen(command, env=_environment(threads), stdout=subprocess.PIPE, stderr=said) as process,
    ):
        try:
            for line in process.stdout or ():
                if line.startswith(DONE):
                    done, of = map(int, line.removeprefix(DONE).split())
                    progress(stage, done, of)
                else:
                    said.write(line)
            return process.wait()
        except BaseException:
            process.kill()
            raise


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
