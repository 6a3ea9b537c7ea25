"""Other programs read what was published, each with its own code in an environment of its own (`make test-consumers`)."""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hub_server import TOKEN, serving
from program import goldsmith

pytestmark = pytest.mark.consumers
HERE = Path(__file__).parent
ENVIRONMENTS = Path(os.environ.get("GOLDSMITH_CONSUMERS", HERE.parents[1] / ".venv-consumers"))
REPO = "acme/records"


@dataclass(frozen=True)
class Page:
    """A published release: how to reach it, its version, and its small files on disk."""

    environment: dict[str, str]
    version: str
    folder: Path
    rows: dict[str, int]


@pytest.fixture(scope="module")
def page(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("page")
    with serving() as hub:
        reach = {"HF_ENDPOINT": hub.url, "HF_TOKEN": TOKEN, "HF_HOME": str(folder / "home"), "HF_HUB_DISABLE_XET": "1"}
        goldsmith("publish", release, "--repo", REPO, **reach).succeeded()
        repo = hub.repos[REPO]
        for name, data in repo.commits[repo.branches["main"]].items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        manifest = json.loads((release / "manifest.json").read_bytes())
        yield Page(reach, manifest["version"], folder, manifest["rows"])


def read_by(consumer: str, script: str, page: Page, *words: object) -> dict[str, Any]:
    """What a script that runs in the consumer's environment prints as its last line."""
    python = ENVIRONMENTS / consumer / "bin" / "python"
    made = subprocess.run(
        [python, HERE / script, REPO, page.version, *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, **page.environment, "PYTHONPATH": str(HERE), "TOKENIZERS_PARALLELISM": "false"},
        timeout=900,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-3000:]
    found: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return found


def test_trl_learns_the_completion_alone(page: Page) -> None:
    found = read_by("trl", "read_trl.py", page)
    assert found["rows"] == found["completion_only"] == page.rows["train"]
    assert 0 < found["supervised_share"] < 0.9


def test_llama_factory_converts_messages_and_columns_unchanged(page: Page) -> None:
    found = read_by("llama-factory", "read_llama_factory.py", page, page.folder)
    assert found == {
        "extraction": {"rows": page.rows["train"], "same": page.rows["train"]},
        "extraction_alpaca": {"rows": page.rows["train"], "same": page.rows["train"]},
        "extraction_validation": {"rows": page.rows["validation"], "same": page.rows["validation"]},
        "extraction_validation_alpaca": {"rows": page.rows["validation"], "same": page.rows["validation"]},
    }


def test_axolotl_takes_the_config_and_learns_the_answers_alone(page: Page) -> None:
    found = read_by("axolotl", "read_axolotl.py", page, page.folder)
    assert found["rows"] == found["completion_only"] == page.rows["train"]
    assert 0 < found["supervised_share"] < 0.9


def test_lm_eval_asks_and_scores(page: Page) -> None:
    found = read_by("lm-eval", "read_lm_eval.py", page, page.folder)
    test = page.rows["test"]
    assert found == {
        "rows": test,
        "asked": test,
        "gold_exact": test,
        "spaced_exact": test,
        "changed_exact": 0,
        "chatty_valid": 0,
    }
