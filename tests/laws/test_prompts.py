"""Whatever the dice show, a prompt reads back as its answer or is refused by name; refusals are rare."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.nouns import Refusal
from goldsmith.validators.rows import judge
from strategies import KINDS, TYPES, dice, planned_rows, rolled, tasks


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data(), rng=dice)
def test_any_dice_give_a_row_that_reads_back_or_is_refused_and_none_is_misread(name: str, data: Any, rng: Any) -> None:
    made = rolled(TYPES[name], data.draw(tasks(TYPES[name])), rng)
    if isinstance(made, Refusal):
        assert made.gate in ("draw", "layout")
        assert made.reason
    else:
        assert {verdict.rule for verdict in judge(made).failures} <= {"prompt_has_one_reading"}


@pytest.mark.parametrize("name", KINDS)
def test_at_most_three_in_a_hundred_first_attempts_are_refused(name: str) -> None:
    rows = list(planned_rows(name, 200))
    gates = Counter(row.gate for row in rows if isinstance(row, Refusal))
    gates += Counter(judged.failures[0].rule for row in rows if isinstance(row, dict) and not (judged := judge(row)).ok)
    assert gates.total() <= 6, gates
    assert gates.keys() <= {"draw", "layout", "prompt_has_one_reading"}


@pytest.mark.parametrize("name", KINDS)
def test_every_accepted_prompt_shows_some_value_and_some_wording(name: str) -> None:
    for row in planned_rows(name, 24):
        if isinstance(row, dict) and (judged := judge(row)).ok and judged.reading is not None:
            skeleton = judged.reading.skeleton(row["input"])
            assert "▁" in skeleton
            assert any("json" in text.lower() for text in judged.reading.residue)
