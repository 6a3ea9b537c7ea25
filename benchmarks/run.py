"""Measures builds against the ordinary script, two workers against one, and memory over sizes; prints a ratio table.

Both sides run on this machine in this call, each as a process of its own. Shared machines are noisy: read the ratios.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
GOLDSMITH = [sys.executable, "-m", "goldsmith"]
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10000,100000").split(",")]
COMPARED = int(os.environ.get("BENCH_COMPARED", "10000"))


def timed(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds of all processes, and peak memory of the largest process in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    peak = run_and_watch(command)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, peak


def run_and_watch(command: list[str]) -> float:
    """Run to the end; gives the peak resident memory in MB that the kernel reports for the process itself."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    status = Path(f"/proc/{process.pid}/status")
    peak = 0.0
    while process.poll() is None:
        try:
            line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            peak = max(peak, int(line.split()[1]) / 1024)
        except (OSError, StopIteration):
            pass
        time.sleep(0.05)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed: {process.stderr.read().decode()}")
    return peak


def build(folder: Path, count: int, workers: int) -> tuple[float, float, float]:
    out = str(folder / f"{count}-{workers}")
    recipe = str(HERE / "carts.yaml")
    return timed([*GOLDSMITH, "build", recipe, "--count", str(count), "--workers", str(workers), "--out", out])


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty = build(folder, 25, 1)
        script = timed([sys.executable, str(HERE / "ordinary.py"), str(COMPARED), str(folder / "ordinary.jsonl")])
        one = build(folder, COMPARED, 1)
        two = build(folder, COMPARED, 2)
        print(f"{'':34}{'rows':>9}{'wall s':>9}{'rows/s':>9}{'peak MB':>9}")
        row("ordinary script, unchecked", COMPARED, script)
        row("goldsmith, fixed cost (liars, rules)", 25, empty)
        row("goldsmith, verified, 1 worker", COMPARED, one)
        row("goldsmith, verified, 2 workers", COMPARED, two)
        for size in SIZES:
            row(f"goldsmith, memory at {size:,} rows", size, build(folder, size, 2))
        net = one[0] - empty[0]
        print(f"\nrate, 1 worker against the script (fixed cost apart): {script[0] / net:.2f}x")
        print(f"rate, 1 worker against the script (all in):           {script[0] / one[0]:.2f}x")
        print(f"2 workers against 1 (fixed cost apart):               {net / (two[0] - empty[0]):.2f}x")


def row(label: str, count: int, measured: tuple[float, float, float]) -> None:
    wall, _, peak = measured
    print(f"{label:34}{count:>9,}{wall:>9.1f}{count / wall:>9,.0f}{peak:>9.0f}", flush=True)


if __name__ == "__main__":
    main()
