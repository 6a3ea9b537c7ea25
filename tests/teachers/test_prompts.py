"""Prompts of a recipe's own: templates in a sandbox with known slots, refused in one line where answers would be alike."""

from pathlib import Path

import pytest

from goldsmith.core.errors import UsageError
from goldsmith.generators.teachers.lesson_request import Avoided, lesson_request
from goldsmith.generators.teachers.prompts import TASKS, built_in, opened
from teachers.lesson_plans import plan

OWN = "Word these turns: {{ turns | join(' ') }}\nBy these facts: {{ facts }}\n{{ avoid | length }} wordings are used up.\n"
BAD = {
    OWN + 'Start with "Great question!".': (
        r"line 4: 'Start with \"Great question!\"' gives every answer the same opening; say what must be in it"
    ),
    OWN + "First translate, then explain, finally praise.": "line 4: 'First .*' gives every answer the same order",
    "Word {{ turns }} without {{ avoid }}.": "lacks {{ facts }}; slots are plan, turns, facts",
    OWN + "{{ fact }}": "names {{ fact }}, which nothing fills; slots are plan",
    OWN + "{% if %}": "line 4: Expected an expression",
    OWN + "{{ turns | backwards }}": "line 4: No filter named 'backwards'",
}
UNFILLED = {
    OWN + "{{ plan.colour }}": "'.*' has no attribute 'colour'",
    OWN + "{{ plan.__class__.__mro__ }}": "unsafe",
    OWN + "{{ plan + 1 }}": "unsupported operand",
    OWN + "{{ 1 // 0 }}": "zero",
    OWN + "{% include 'secrets' %}": "no loader",
    OWN + "{{ range(100000000) | list }}": "[Rr]ange too big",
}


def own(folder: Path, text: str) -> str:
    path = folder / "own.j2"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("text", BAD)
def test_what_is_wrong_with_a_prompt_is_said_with_its_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match=f"^prompt '.*own.j2',? {BAD[text]}") as caught:
        opened("lesson", own(tmp_path, text))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", UNFILLED)
def test_what_a_prompt_may_not_do_with_its_slots_is_said_in_one_line(tmp_path: Path, text: str) -> None:
    prompt = opened("lesson", own(tmp_path, text))
    with pytest.raises(UsageError, match=f"^prompt '.*own.j2' cannot be filled: .*{UNFILLED[text]}") as caught:
        lesson_request(plan(1), prompt=prompt)
    assert "\n" not in str(caught.value)


def test_a_prompt_that_is_no_file_or_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "bytes.j2").write_bytes(b"\xff\xfe")
    for name in ("nowhere.j2", "bytes.j2", "."):
        with pytest.raises(UsageError, match=r"^prompt '.*' cannot be read: "):
            opened("lesson", str(tmp_path / name))


def test_a_prompt_of_ones_own_takes_the_place_of_the_one_that_ships(tmp_path: Path) -> None:
    prompt = opened("lesson", own(tmp_path, OWN))
    avoid = (Avoided("assistant", "open", "good question"),)
    mine, theirs = lesson_request(plan(1), avoid=avoid, prompt=prompt), lesson_request(plan(1), avoid=avoid)
    text = mine.messages[0].content
    assert text.startswith("Word these turns: 1: the learner ")
    assert text.endswith("1 wordings are used up.")
    assert (mine.schema, mine.key("m") == theirs.key("m")) == (theirs.schema, False)


def test_the_prompts_that_ship_pass_the_checks_of_those_that_do_not() -> None:
    for task in TASKS:
        built_in(task).check()
        assert opened(task) == built_in(task)
