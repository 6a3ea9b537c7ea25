"""What a long command says while it works."""

import pytest

from goldsmith.cli import screen


def test_a_stage_with_a_figure_that_changes_is_one_stage(capsys: pytest.CaptureFixture[str]) -> None:
    with screen.progress() as report:
        for asks in ("1.00", "1.50", "1.40"):
            report(f"ask the teacher ({asks} asks for each conversation)", 10, 30)
    assert capsys.readouterr().err.splitlines() == [
        "ask the teacher (1.00 asks for each conversation): 10 of 30",
        "ask the teacher (1.50 asks for each conversation): 20 of 30",
        "ask the teacher (1.40 asks for each conversation): 30 of 30",
    ]


def test_a_terminal_shows_one_bar_for_such_a_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "err", screen.Console(force_terminal=True, width=120, record=True, stderr=True))
    with screen.progress() as report:
        report("ask the teacher (1.00 asks for each conversation)", 10, 30)
        report("ask the teacher (1.50 asks for each conversation)", 10, 30)
        assert [(task.description, task.completed) for task in report.bars.tasks] == [  # type: ignore[attr-defined]
            ("ask the teacher (1.50 asks for each conversation)", 20)
        ]
