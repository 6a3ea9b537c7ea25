"""A model from nothing really learns: most answers to held-out rows are right in full, after minutes on one CPU thread."""

import json
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goldsmith.cli.main import app
from program import goldsmith

pytestmark = pytest.mark.train

RECIPE = Path(__file__).parents[2] / "demos" / "train" / "tag-list.yaml"


@pytest.fixture(scope="module")
def tag_lists(shared: Path) -> Path:
    """The release that the demo trains on."""
    goldsmith("build", RECIPE, "--out", shared / "demo").succeeded()
    return shared / "demo" / "demo-tag-list" / "1.0.0"


def test_a_tiny_model_answers_nine_of_ten_held_out_prompts_exactly(
    tag_lists: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.process_time()
    ran = CliRunner().invoke(app, ["probe", str(tag_lists), "--json"], catch_exceptions=False)
    found = json.loads(ran.stdout)
    with capsys.disabled():
        sys.stdout.write(
            f"\nscratch:tiny, {found['parameters']:,} weights: {found['answers']['right']} of {found['answers']['n']} "
            f"held-out answers exact after {found['steps']} steps, {time.process_time() - began:.0f} CPU s in all\n"
        )
    assert found["answers"]["n"] == 600
    assert found["answers"]["value"] >= 0.9
    assert {one["verdict"] for one in found["fields"]} == {"learnable"}
