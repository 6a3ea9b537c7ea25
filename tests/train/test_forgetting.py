"""R1 on models that really learn: a new task wipes out what the base could do, and a tenth of general rows keeps it."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from train.skills import NEW, SKILLS, rows, skilled, tuned_on_new

pytestmark = [pytest.mark.train, pytest.mark.slow]

TASK, GENERAL = rows((NEW,), 100, Random(4242)), rows(SKILLS, 210, Random(4243))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return skilled(tmp_path_factory.mktemp("skills") / "base")


def answered(model: Any, base: Path) -> tuple[Any, Any]:
    from goldsmith.train.answering.local import Local
    from goldsmith.train.bases import Base
    from goldsmith.train.evaluate import evaluate

    answerer = Local(model, Base(str(base)).tokenizer(), batch=70)
    return evaluate(answerer, TASK).outcomes, evaluate(answerer, GENERAL).outcomes


def test_without_general_rows_a_model_forgets_and_with_a_tenth_it_does_not(base: Path) -> None:
    from goldsmith.train.after.regression import Asked, check, mean_score
    from goldsmith.train.bases import Base

    before = answered(Base(str(base)).model("fp32"), base)
    assert mean_score(before[0]) < 0.5, "the task is new to the base"
    assert mean_score(before[1]) > 0.95, "the base has its skills"
    gates = {}
    for share in (0.0, 10.0):
        after = answered(tuned_on_new(base, share), base)
        assert mean_score(after[0]) > 0.95, "the task is learned"
        gates[share] = check([Asked("task", before[0], after[0]), Asked("general", before[1], after[1])], 0.05)
    assert not gates[0.0].ok
    assert gates[0.0].evidence[0].startswith("general: exact fell by ")
    assert gates[0.0].figures["general"]["exact"]["value"] < -0.2
    assert gates[10.0].ok, gates[10.0].evidence
    assert gates[10.0].figures["general"]["exact"]["value"] > -0.1
