"""R1: drops that are larger than allowed and not chance fail, on the task, on one class of it, on the general rows."""

from collections.abc import Callable

import pytest

from goldsmith.extractors.examples import Turn
from goldsmith.train.after.regression import Asked, check
from goldsmith.train.answering.answers import Answer
from goldsmith.train.examples import TrainingExample
from goldsmith.train.gates import Gate
from goldsmith.train.measure.score import Outcome, scored

GOLD = '{"item":"bolts","quantity":7}'
HALF = '{"item":"bolts","quantity":8}'


def outcomes(right: Callable[[int], bool], count: int, kind: str = "order", wrong: str = "") -> list[Outcome]:
    return [_outcome(place, kind, GOLD if right(place) else wrong) for place in range(count)]


def _outcome(place: int, kind: str, said: str) -> Outcome:
    schema = "" if kind == "general" else '{"type":"object"}'
    asked = TrainingExample(f"{kind}-{place}", kind, "test", (Turn("user", "7 bolts"),), GOLD, schema, {})
    return scored(asked, Answer(said))[0]


def all_of(place: int) -> bool:
    return True


def none_of(place: int) -> bool:
    return False


def but(every: int) -> Callable[[int], bool]:
    return lambda place: place % every != 0


def gate(
    before: list[Outcome], after: list[Outcome], general: tuple[list[Outcome], list[Outcome]] | None = None
) -> Gate:
    return check([Asked("task", before, after), *([Asked("general", *general)] if general else [])], 0.05)


def test_a_model_that_learned_the_task_and_kept_the_rest_passes() -> None:
    kept = outcomes(but(50), 200, "general")
    found = gate(outcomes(none_of, 200), outcomes(all_of, 200), (outcomes(all_of, 200, "general"), kept))
    assert found.ok, found.evidence
    assert found.checked == 400
    assert found.figures["few"] == []
    assert found.figures["task"]["exact"]["value"] == 1.0
    assert found.figures["general"]["exact"]["value"] == pytest.approx(-0.02)
    assert found.figures["general"]["exact"]["lost"] == 4


def test_forgetting_fails() -> None:
    lost = outcomes(but(5), 200, "general")
    found = gate(outcomes(none_of, 200), outcomes(all_of, 200), (outcomes(all_of, 200, "general"), lost))
    assert not found.ok
    assert found.evidence[0].startswith("general: exact fell by 0.200 (95 % at least 0.1")
    assert "allowed 0.05) over 200 rows: 40 lost, 0 won" in found.evidence[0]


def test_a_tuned_model_that_is_worse_than_its_base_on_the_task_fails() -> None:
    """Within the allowance for a class, and still no model to ship."""
    found = gate(outcomes(all_of, 400), outcomes(but(33), 400))
    assert found.figures["task"]["exact"]["value"] > -0.05
    assert "task: exact fell by 0.03" in found.evidence[0]
    assert "allowed 0)" in found.evidence[0]


def test_fields_lost_count_where_no_answer_was_exact_before() -> None:
    found = gate(outcomes(none_of, 100, wrong=HALF), outcomes(none_of, 100))
    assert [line.split(" by")[0] for line in found.evidence] == ["task: field_f1 fell"]


def test_one_class_that_is_lost_is_not_hidden_by_the_others() -> None:
    before = outcomes(but(3), 300, "order") + outcomes(all_of, 40, "ticket")
    after = outcomes(all_of, 300, "order") + outcomes(but(2), 40, "ticket")
    found = gate(before, after)
    assert found.figures["task"]["exact"]["value"] > 0
    assert [line.split(":")[0] for line in found.evidence] == ["task ticket", "task ticket"]


def test_few_rows_may_be_chance_and_the_gate_says_how_few() -> None:
    """A bootstrap over two rows that both got worse is sure of itself; McNemar's test over two rows is sure of nothing."""
    found = gate(
        outcomes(all_of, 2) + outcomes(none_of, 30, "note"), outcomes(none_of, 2) + outcomes(all_of, 30, "note")
    )
    assert found.ok
    assert found.figures["few"] == ["task"]
    assert found.figures["task order"]["exact"]["high"] == -1.0


def test_rows_lost_and_won_alike_are_no_drop() -> None:
    found = gate(outcomes(but(2), 200), outcomes(lambda place: place % 2 == 0, 200))
    assert found.ok
    assert found.figures["task"]["exact"]["lost"] == 100


def test_other_rows_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="'order-0' and 'note-0'"):
        gate(outcomes(all_of, 2), outcomes(all_of, 2, "note"))


def test_without_rows_nothing_has_passed() -> None:
    assert not check([], 0.05).ok
    assert not gate([], []).ok
