"""One gate of the training track on real libraries, in every test run: the learned tokens are the answer, or the run stops."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
FORGETS_THE_END = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


def test_the_preflight_passes_an_honest_run_and_stops_one_that_would_never_learn_to_end(tmp_path: Path) -> None:
    from goldsmith.train.preflight.run import preflight
    from train.fitting import base_in, config, prepared
    from train.talks import others

    held_out = others()
    base = base_in(tmp_path)
    made = prepared(tmp_path / "honest", base, rows=16)
    found = preflight(made.trainer, base, config(), made.train, held_out, made.general, lambda *told: None)
    assert found.ok, found.failed
    assert {gate.code for gate in found.gates} == {f"P{number}" for number in range(1, 8)}

    made.trainer.processing_class.chat_template = FORGETS_THE_END
    found = preflight(made.trainer, base, config(), made.train, held_out, made.general, lambda *told: None)
    assert "P2" in {gate.code for gate in found.failed}
