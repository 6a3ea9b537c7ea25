"""What the watch over a run makes of answers, losses and evaluations; nothing here is trained."""

from math import inf, nan
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.canonical import to_json
from goldsmith.core.errors import UsageError
from goldsmith.train.answering.answers import Answer
from goldsmith.train.fit.checkpoints import claim, latest, seal, sealed
from goldsmith.train.fit.degeneration import FAULTS, Degeneration, limits, shares
from goldsmith.train.fit.kept import kept_gate
from goldsmith.train.fit.loss import Losses, curve, loss_gate
from goldsmith.train.fit.repeated import repeated
from goldsmith.train.fit.scoring import figures, outcomes, spread
from train.rows import orders

GOOD = [Answer(row.answer) for row in orders(8)]
ENDLESS = [Answer("and " * 50 + str(place), ended=False) for place in range(8)]
SAME = [Answer("Hello.")] * 8


def watch(**more):
    return Degeneration(limits([row.answer for row in orders(64)], 8), **{"warm_up": 0, **more})


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        (ENDLESS, "no_stop"),
        ([Answer("la la " * 30, ended=False)] * 4 + GOOD[:4], "loop"),
        ([Answer(" ")] * 2 + GOOD[:6], "empty"),
        (SAME, "same"),
        ([Answer("a�b")] * 2 + GOOD[:6], "bad_char"),
    ],
)
def test_a_fault_in_two_looks_stops_a_run_and_is_named(answers, fault):
    watching = watch()
    assert shares(answers)[fault] >= FAULTS[fault][0]
    assert not watching.look(10, answers)
    assert watching.look(20, answers)
    assert watching.verdict.startswith("stopped at step 20: ")
    assert any(line.startswith(fault) for line in watching.over(answers))


def test_right_answers_have_no_fault():
    watching = watch()
    assert not any(watching.look(step, GOOD) for step in range(10))
    assert watching.over(GOOD) == []
    assert not any(shares(GOOD)[name] for name in FAULTS if name != "same")


def test_what_ends_may_repeat_itself():
    table = Answer("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 10)
    zeros = Answer(to_json([0] * 60))
    assert shares([table, zeros])["loop"] == 0


def test_one_look_between_starts_the_count_anew():
    watching = watch()
    assert not any(watching.look(step, answers) for step, answers in enumerate([SAME, GOOD, SAME, GOOD, SAME]))


def test_nothing_is_judged_while_warming_up():
    watching = watch(warm_up=100)
    assert not any(watching.look(step, SAME) for step in (50, 100, 101))
    assert watching.look(102, SAME)


def test_what_the_base_did_stops_no_run_and_is_no_excuse_in_the_end():
    watching = watch(before=shares(ENDLESS))
    assert not any(watching.look(step, ENDLESS) for step in range(10))
    assert watching.over(ENDLESS)


def test_limits_follow_from_right_answers():
    assert limits(["yes"] * 64, 8)["same"] == 1.5
    assert limits(["yes", "no"] * 32, 8)["same"] == 0.8
    assert limits(["", ""] * 32, 8)["empty"] == 1.5
    assert limits([row.answer for row in orders(64)], 8) == {name: usual for name, (usual, _) in FAULTS.items()}
    assert limits([], 8) == {name: usual for name, (usual, _) in FAULTS.items()}


@given(st.lists(st.builds(Answer, st.text(), ended=st.booleans()), max_size=20))
def test_shares_are_shares(answers):
    assert all(0 <= share <= 1 for share in shares(answers).values())


def sentences(rng, count, opening=""):
    words = [
        "Reset",
        "hold",
        "press",
        "turn",
        "check",
        "clean",
        "open",
        "close",
        "read",
        "note",
        "write",
        "move",
        "lift",
        "send",
        "keep",
    ]
    return [f"{opening}{' '.join(rng.sample(words, 6))} the {rng.choice(words)}." for _ in range(count)]


def test_an_opening_that_only_the_tuned_model_repeats_is_named():
    rng = Random(0)
    gold, base = sentences(rng, 60), sentences(rng, 60)
    tuned = sentences(rng, 30) + sentences(rng, 30, "Great question! ")
    [first, *_] = repeated(tuned, base, gold)
    assert "'great question" in first
    assert "is in 30 of 60 answers, in 0 of the base's and in 0 of the right ones" in first


def test_an_opening_of_the_right_answers_or_of_the_base_is_no_finding():
    rng = Random(0)
    plain, greeting = sentences(rng, 60), sentences(rng, 60, "Great question! ")
    assert repeated(sentences(rng, 60, "Great question! "), plain, greeting) == []
    assert repeated(sentences(rng, 60, "Great question! "), greeting, plain) == []
    assert repeated([row.answer for row in orders(60, seed=1)], [""] * 60, [row.answer for row in orders(60)]) == []


def log(*losses):
    return [{"step": step, "loss": loss} for step, loss in enumerate(losses, 1)]


def test_a_loss_that_falls_passes():
    found = loss_gate([*log(5.0, 3.0, 2.0, 1.0), {"step": 4, "train_loss": 2.75}], Losses())
    assert (found.ok, found.figures) == (True, {"first": 5.0, "last": 1.0})


@pytest.mark.parametrize(
    ("losses", "evidence"), [((1.0, 0.5, 80.0), "the loss was 1.0000 at first and 80.0000"), ((), "0 ")]
)
def test_a_loss_that_does_not_fall_fails(losses, evidence):
    found = loss_gate(log(*losses), Losses())
    assert not found.ok
    assert found.evidence[0].startswith(evidence)


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_a_value_that_is_no_number_fails_at_its_step(value):
    losses = Losses()
    assert losses.heard(1, "loss", 2.0)
    assert not losses.heard(2, "gradient", value)
    found = loss_gate(log(5.0, 1.0), losses)
    assert (found.ok, found.evidence) == (False, (f"gradient at step 2 is {value}",))


def test_the_curve_is_what_was_logged():
    assert curve([*log(5.0, 3.0), {"step": 2, "eval_loss": 1.0}]) == [(1, 5.0), (2, 3.0)]


EVALUATED = [
    {"step": step, "eval_loss": 1.0, "eval_field_f1": value} for step, value in ((10, 0.2), (20, 0.9), (30, 0.9))
]


def test_the_first_of_the_best_is_kept():
    assert kept_gate(EVALUATED, 20, 0.9).ok


@pytest.mark.parametrize(
    ("history", "step", "score", "evidence"),
    [
        (EVALUATED, 30, 0.9, "step 20 was best with 0.9000, and step 30 is kept"),
        (EVALUATED, 20, 0.4, "the checkpoint scored 0.9000, and the kept model scores 0.4000"),
        ([{"step": 10, "eval_loss": 1.0}], 10, 0.9, "the evaluation at step 10 has no field F1"),
    ],
)
def test_another_model_than_the_best_fails(history, step, score, evidence):
    assert kept_gate(history, step, score).evidence == (evidence,)


def test_a_run_that_was_never_evaluated_has_not_passed():
    assert not kept_gate(log(1.0, 0.5), None, 0.9).ok


def test_figures_count_fields():
    rows = orders(4)
    assert figures(outcomes(rows, [Answer(row.answer) for row in rows])) == {"field_f1": 1.0, "exact": 1.0}
    assert figures(outcomes(rows, [Answer("no JSON")] * 4)) == {"field_f1": 0.0, "exact": 0.0}
    half = [Answer(row.answer) for row in rows[:2]] + [Answer("{")] * 2
    assert figures(outcomes(rows, half)) == {"field_f1": pytest.approx(2 / 3), "exact": 0.5}


def test_the_sample_holds_every_kind_and_hangs_on_no_order():
    from dataclasses import replace

    rows = [replace(row, kind=f"kind{place % 10}") for place, row in enumerate(orders(200))]
    chosen = spread(rows, 24)
    assert len({row.kind for row in chosen[:10]}) == 10
    assert spread(rows[::-1], 24) == chosen
    assert spread(rows, 8) == chosen[:8]
    assert len(spread(rows[:5], 24)) == 5


def checkpoint(folder, step):
    path = folder / f"checkpoint-{step}"
    path.mkdir(parents=True)
    (path / "model.safetensors").write_bytes(b"weights")
    return path


def test_a_cut_checkpoint_is_passed_over(tmp_path):
    for step in (2, 10, 9):
        seal(checkpoint(tmp_path, step))
    checkpoint(tmp_path, 20)
    assert latest(tmp_path) == tmp_path / "checkpoint-10"
    (tmp_path / "checkpoint-10" / "model.safetensors").write_bytes(b"weig")
    assert latest(tmp_path) == tmp_path / "checkpoint-9"
    (tmp_path / "checkpoint-9" / "model.safetensors").unlink()
    assert latest(tmp_path) == tmp_path / "checkpoint-2"
    (tmp_path / "checkpoint-2" / "sealed.json").write_bytes(b"{")
    assert not sealed(tmp_path / "checkpoint-2")
    assert latest(tmp_path) is None
    assert latest(tmp_path / "nowhere") is None


def test_a_folder_belongs_to_one_run(tmp_path):
    claim(tmp_path / "run", {"configuration": "a", "base": "b"})
    claim(tmp_path / "run", {"configuration": "a", "base": "b"})
    with pytest.raises(UsageError, match="another base, configuration: choose another --out"):
        claim(tmp_path / "run", {"configuration": "c", "base": "d"})


@pytest.mark.train
def test_a_run_that_goes_on_counts_the_seconds_of_its_earlier_starts():
    from types import SimpleNamespace

    from goldsmith.train.fit.watching import Clock, seconds

    state = SimpleNamespace(log_history=[{"step": 1, "loss": 2.0, "seconds": 1000.0}, {"step": 1}])
    clock = Clock()
    clock.on_train_begin(None, state, None)
    clock.on_log(None, state, None)
    assert 1000 <= seconds(state.log_history) == state.log_history[-1]["seconds"] < 1060
    assert seconds([]) == 0
