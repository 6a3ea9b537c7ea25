"""Work in a fresh process: what it finds comes back, and how it ended is one line that names the stage."""

import os
from dataclasses import asdict
from pathlib import Path

import pytest

from goldsmith.core.errors import Findings
from goldsmith.train.after import fresh
from train.tuned import Tuned, tuned

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Tuned:
    return tuned(tmp_path_factory.mktemp("tuned"))


def test_a_fresh_process_computes_what_the_trained_model_did(made: Tuned, tmp_path: Path) -> None:
    import torch

    from goldsmith.train.after import adapter
    from goldsmith.train.after.stored import Stored

    stored, logits = Stored(str(made.base), adapter=str(made.adapter)), tmp_path / "logits"
    given = {"model": asdict(stored), "given": str(made.probes), "logits": str(logits)}
    assert fresh.run("reload", "ask", given, tmp_path, threads=torch.get_num_threads()) == {"dtype": "float32"}
    assert adapter.check(made.live, logits, made.logits, exact=True, metrics={}).ok


def test_what_the_work_refuses_is_a_sentence(made: Tuned, tmp_path: Path) -> None:
    from goldsmith.train.after.stored import Stored

    given = {"model": asdict(Stored("nowhere")), "given": str(made.probes), "logits": str(tmp_path / "logits")}
    with pytest.raises(Findings, match=r"^reload of nothing: base 'nowhere' cannot be loaded: ") as told:
        fresh.run("reload of nothing", "ask", given, tmp_path)
    assert "\n" not in str(told.value)


def _dying(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    import sys

    monkeypatch.setattr(fresh, "_command", lambda task, result: [sys.executable, "-c", code])


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "was killed by SIGKILL, as happens where memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "was killed by SIGSEGV"),
        (
            "raise RuntimeError('out of cheese')",
            "ended with 1: RuntimeError: out of cheese (all of it in the-merge.stderr",
        ),
        ("import sys; sys.exit(7)", "ended with 7: it said nothing"),
        ("print('fine')", "ended with 0: fine"),
    ],
)
def test_a_process_that_dies_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, told: str) -> None:
    _dying(monkeypatch, code)
    with pytest.raises(Findings) as found:
        fresh.run("the merge", "merge", {}, tmp_path)
    assert str(found.value).startswith("the merge: its process ")
    assert told in str(found.value)
    assert "\n" not in str(found.value)


def test_a_result_of_an_earlier_process_is_not_taken_for_this_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "merge.result.json").write_text('{"dtype": "float32"}')
    _dying(monkeypatch, "pass")
    with pytest.raises(Findings):
        fresh.run("merge", "merge", {}, tmp_path)


def test_the_environment_is_the_callers_offline_settings_included(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    code = "import os, sys; sys.exit(int(os.environ['HF_HUB_OFFLINE'] + os.environ['OMP_NUM_THREADS']))"
    _dying(monkeypatch, code)
    with pytest.raises(Findings, match="ended with 13"):
        fresh.run("look", "ask", {}, tmp_path, threads=3)
    assert os.environ.get("OMP_NUM_THREADS") != "3"
