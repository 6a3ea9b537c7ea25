"""The benchmark of the template gate prints the share of human turns that pass, here on turns made up for it."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "template_gate.py"
WORDS = [one + two for one in ("ri", "ap", "win", "gar", "mir") for two in ("ver", "ple", "dow")]


def test_turns_from_one_template_fail_and_varied_ones_pass(tmp_path: Path) -> None:
    varied = [f"{one} {two} {three}, or so" for one in WORDS[:6] for two in WORDS[5:11] for three in WORDS[10:]]
    same = [f"Great question! The word is {number}." for number in range(len(varied))]
    file = tmp_path / "dataset.json"
    file.write_text(json.dumps({"prepDataset": {"0": {"tutorResponses": varied}, "1": {"tutorResponses": same}}}))
    done = subprocess.run([sys.executable, str(SCRIPT), str(file)], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    assert all(f"of {2 * len(varied):,} tutor turns pass" in line for line in lines)
    shares = [float(line.split(": ")[1].split(" %")[0]) for line in lines]
    assert all(0 < share < 60 for share in shares)
    assert min(shares[:2]) >= max(shares[2:])
