"""Measures builds against the ordinary script, two workers against one, and memory over sizes; prints tables and ratios.

Everything runs on this machine in this call, each build as a process of its own. What a run costs before its first row
(imports; for builds also the liars) is measured with FEW rows and taken off both sides of the rates. The near-duplicate
index grows up to 22,000 rows, so in the default run every row pays for it. CPU seconds tell a slow program from a busy
machine: read the ratios, and those of CPU time first. A busy machine slows even those, so the script and the builds run
in turns, ROUNDS times, and each counts with the least that it took.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
GOLDSMITH = [sys.executable, "-m", "goldsmith"]
FEW = 25
ROWS = int(os.environ.get("BENCH_ROWS", "20000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10000,50000,100000").split(",") if size]


@dataclass(frozen=True)
class Run:
    """What one run took: wall and CPU seconds of all its processes, and the peak memory of its largest one in MB."""

    rows: int
    wall: float
    cpu: float
    peak: float

    def less(self, fixed: "Run") -> "Run":
        """The same without what FEW rows take."""
        return Run(self.rows - fixed.rows, self.wall - fixed.wall, self.cpu - fixed.cpu, self.peak)


def run(rows: int, command: list[str]) -> Run:
    """Run a command to its end and watch it; a failure ends the measurement with its message."""
    start, before = time.perf_counter(), os.times()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0.0
    while process.poll() is None:
        peak = max([peak, *map(resident, family(process.pid))])
        time.sleep(0.05)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed: {process.stderr.read().decode()}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(rows, time.perf_counter() - start, cpu, peak)


def family(process: int) -> list[int]:
    """A process and those that it started."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []
    return [process, *(one for child in children for one in family(int(child)))]


def resident(process: int) -> float:
    """The memory of a process in MB, its own and what it shares; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
    except OSError:
        return 0.0


def build(folder: Path, recipe: str, rows: int, workers: int) -> Run:
    """One build in a folder of its own, removed afterwards."""
    with tempfile.TemporaryDirectory(dir=folder) as out:
        options = ["--count", str(rows), "--workers", str(workers), "--out", out]
        return run(rows, [*GOLDSMITH, "build", str(HERE / recipe), *options])


def script(folder: Path, rows: int) -> Run:
    """The ordinary script."""
    return run(rows, [sys.executable, str(HERE / "ordinary.py"), str(rows), str(folder / "ordinary.jsonl")])


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'':44}{'rows':>9}{'wall s':>9}{'CPU s':>9}{'rows/s':>9}{'rows/CPU s':>12}{'peak MB':>9}")
        few = shown("ordinary script, what it costs to start", script(folder, FEW))
        for recipe, what in (("sheets.yaml", "sheets"), ("carts.yaml", "all eight genres")):
            rounds = [in_turns(folder, recipe, what) for _ in range(ROUNDS)]
            ordinary, fixed, one, two = map(least, zip(*rounds, strict=True))
            compare(what, ordinary.less(few), one.less(fixed), two.less(fixed))
        for size in SIZES:
            shown(f"goldsmith, memory at {size:,} rows", build(folder, "carts.yaml", size, 2))


def in_turns(folder: Path, recipe: str, what: str) -> tuple[Run, Run, Run, Run]:
    """One run each of the script, of a build of FEW rows, and of builds with one worker and with two."""
    return (
        shown("ordinary script, one sheet layout, unchecked", script(folder, ROWS)),
        shown(f"goldsmith, {what}, what it costs to start", build(folder, recipe, FEW, 1)),
        shown(f"goldsmith, {what}, verified, 1 worker", build(folder, recipe, ROWS, 1)),
        shown(f"goldsmith, {what}, verified, 2 workers", build(folder, recipe, ROWS, 2)),
    )


def least(runs: Sequence[Run]) -> Run:
    """The least wall and CPU seconds of several runs of one thing, and their highest peak."""
    return Run(runs[0].rows, min(one.wall for one in runs), min(one.cpu for one in runs), max(one.peak for one in runs))


def shown(label: str, measured: Run) -> Run:
    """Print one run as a line of the table."""
    rates = f"{measured.rows / measured.wall:>9,.0f}{measured.rows / measured.cpu:>12,.0f}"
    print(
        f"{label:44}{measured.rows:>9,}{measured.wall:>9.1f}{measured.cpu:>9.1f}{rates}{measured.peak:>9.0f}",
        flush=True,
    )
    return measured


def compare(what: str, ordinary: Run, one: Run, two: Run) -> None:
    """Print the ratios of one recipe, what it costs to start taken off."""
    print(
        f"  rate, {what}, 1 worker against the script: {ordinary.wall / one.wall:.2f}x (CPU {ordinary.cpu / one.cpu:.2f}x)"
    )
    print(f"  2 workers against 1: {one.wall / two.wall:.2f}x (CPU spent {two.cpu / one.cpu:.2f}x)", flush=True)


if __name__ == "__main__":
    main()
