"""The program as a person runs it: a process, its exit code, and what it says."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
from goldsmith.cli.main import main
main()
"""
"""The program as it is, but with three lies to each rule and gate where 200 would take ten seconds a build."""


def goldsmith(*words: object, cwd: Path | None = None, all_lies: bool = False, **environment: str) -> Ran:
    """Run `goldsmith` with these words."""
    program = ["-c", FEW_LIES] if words[:1] == ("build",) and not all_lies else ["-m", "goldsmith"]
    made = subprocess.run(
        [sys.executable, *program, *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80", **environment},
        timeout=300,
        check=False,
    )
    return Ran(made.returncode, made.stdout, made.stderr)


def left_in(out: Path) -> list[str]:
    """The finished releases under a folder, and what is half made, each as a path below it."""
    return sorted(path.relative_to(out).as_posix() for path in out.glob("*/*")) if out.is_dir() else []
