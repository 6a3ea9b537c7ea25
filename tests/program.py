"""The program as a person runs it: a process, its exit code, and what it says."""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from select import select
from tempfile import NamedTemporaryFile

SMALL = """\
name: small
version: 1.0.0
description: Four record types, to look at.
licence: CC-BY-4.0
seed: 7
count: 160
kinds: [location, rating, invoice, shopping_cart]
caps: {request: 10, opening: 20, skeleton: 50}
rows_per_file: 60
"""
REPLACED = {
    "invoice-0000003": "the customer is a product",
    "location-0000007": "",
    "shopping_cart-0000011": "wrong band",
}
"""Rows of the small recipe that a ledger names."""


@dataclass(frozen=True)
class Ran:
    """What a run left: its exit code and its output."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line on stderr, progress lines left out; a traceback or a second line fails the test."""
        lines = [
            line
            for line in self.err.splitlines()
            if " of " not in line.split(": ")[-1] or line.startswith("goldsmith:")
        ]
        assert len(lines) == 1, self.err
        assert lines[0].startswith("goldsmith: "), self.err
        return lines[0].removeprefix("goldsmith: ")

    def succeeded(self) -> "Ran":
        """This run, which must have ended well, and without a library's word about memory that it still holds."""
        assert self.code == 0, self.err
        assert "leaked" not in self.err, self.err
        return self


FEW_LIES = """
from functools import partial
from goldsmith.datasets.manual import build as manual
from goldsmith.datasets.records import build
build.rule_kills = partial(build.rule_kills, tries=3)
build.mutant_kills = partial(build.mutant_kills, tries=3)
manual.mutant_kills = partial(manual.mutant_kills, tries=3)
"""
"""Makes the program tell three lies to each rule and gate where 200 would take ten seconds a build."""
PROGRAM = """
from goldsmith.cli.main import main
main()
"""
LONGEST = 300
"""Seconds that a run may take."""


class Warm:
    """A process that forks into runs of the program; see `warm.py`."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("warm.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "COLUMNS": "80"},
        )
        atexit.register(self.process.communicate)

    def run(self, words: Sequence[str], before: str, cwd: Path, environment: dict[str, str]) -> Ran:
        """One run and what it left; `before` is executed in it first. Raises TimeoutError after LONGEST seconds."""
        assert self.process.stdin
        assert self.process.stdout
        with NamedTemporaryFile() as out, NamedTemporaryFile() as err:
            asked = {"words": words, "before": before, "cwd": str(cwd), "environment": environment}
            self.process.stdin.write(json.dumps({**asked, "out": out.name, "err": err.name}).encode() + b"\n")
            self.process.stdin.flush()
            if not select([self.process.stdout], [], [], LONGEST)[0]:
                raise TimeoutError(f"goldsmith {' '.join(words)} runs for {LONGEST} seconds")
            code = int(self.process.stdout.readline())
            return Ran(code, Path(out.name).read_text("utf-8"), Path(err.name).read_text("utf-8"))


@cache
def _warm(number: int) -> Warm:
    return Warm()


_TURNS = count()


def goldsmith(
    *words: object, cwd: Path | None = None, all_lies: bool = False, fresh: bool = False, **environment: str
) -> Ran:
    """Run `goldsmith` with these words.

    Two processes fork in turn, so that a build and the next one do not share the seed of their hashes; a `fresh` run is started
    from nothing, as a person starts it.
    """
    build = words[:1] == ("build",)
    before = FEW_LIES if build and not all_lies else ""
    given, said = {**os.environ, "COLUMNS": "80", **environment}, list(map(str, words))
    if not fresh:
        return _warm(next(_TURNS) % 2 if build else 0).run(said, before, cwd or Path.cwd(), given)
    program = ["-c", before + PROGRAM] if before else ["-m", "goldsmith"]
    made = subprocess.run(
        [sys.executable, *program, *said],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=given,
        timeout=LONGEST,
        check=False,
    )
    return Ran(made.returncode, made.stdout, made.stderr)


def left_in(out: Path) -> list[str]:
    """The finished releases under a folder, and what is half made, each as a path below it."""
    return sorted(path.relative_to(out).as_posix() for path in out.glob("*/*")) if out.is_dir() else []
