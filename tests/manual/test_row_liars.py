"""Every kind of lie about a true row of the project's manual is refused."""

import random
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from goldsmith.validators.answer_mutants import with_answer
from goldsmith.validators.kills import MutantKill
from goldsmith.validators.manual.answer_mutants import heading_as_value
from goldsmith.validators.manual.case import Case
from goldsmith.validators.manual.mutants import MUTANTS, equivalent, mutant_kills
from goldsmith.validators.manual.question_mutants import with_meta
from goldsmith.validators.prompt_mutants import with_input
from manual.plain_rows import known, true_rows, with_pages

TRIES = 25


@cache
def kills() -> list[MutantKill]:
    return mutant_kills((*true_rows(), *with_pages()[::3]), known(), ("manual", 7), tries=TRIES)


@pytest.mark.parametrize("name", MUTANTS)
def test_every_lie_is_refused(name: str) -> None:
    kill = next(kill for kill in kills() if kill.mutant == name)
    assert kill.survivors == ()
    assert kill.tried == kill.killed == TRIES
    assert sum(kill.by.values()) == kill.killed


def test_there_are_liars_of_answers_refusals_steps_questions_excerpts_columns_and_meta() -> None:
    families = Counter(name.split(":")[0] for name in MUTANTS)
    assert set(families) == {"answer", "refusal", "steps", "step", "question", "excerpt", "columns", "meta"}
    assert families.total() >= 25


def test_lies_are_the_same_in_every_run() -> None:
    rows = true_rows()[::9]
    assert mutant_kills(rows, known(), ("again",), tries=3) == mutant_kills(rows, known(), ("again",), tries=3)


def test_a_row_that_is_not_true_is_no_start_for_a_lie() -> None:
    assert all(kill.tried == 0 for kill in mutant_kills([with_answer(true_rows()[3], "no idea")], known(), (), tries=2))


def test_only_what_says_the_same_is_equivalent() -> None:
    row = next(row for row in true_rows() if row["answer"] == "84.0 x 90.0 mm")
    assert equivalent(row, with_answer(row, "84.0  x 90.0 mm "), known())
    assert equivalent(row, with_input(row, row["input"].replace("say for", "state for")), known())
    assert not equivalent(row, with_answer(row, "84.0 x 90.0 cm"), known())
    assert not equivalent(row, with_meta(row, facts=[]), known())
    assert not equivalent(row, row | {"completion": "84.0  x 90.0 mm"}, known())
    assert not equivalent(row, with_input(row, row["input"].replace("[SPEC] ", "[WIRING] ")), known())
    assert not equivalent(row, with_input(row, row["input"].replace("Bore x stroke", "Displacement")), known())


def test_a_value_that_is_also_its_heading_is_no_lie() -> None:
    row = next(row for row in true_rows() if row["input"] == "[SPEC] What does the manual say for Displacement?")
    read = known().reader.read("What does the manual say for Displacement?")
    headed = replace(read.facts[0], section=("1496 CC",), rows=(("1496 cc",),), table="")
    assert heading_as_value(row, Case(known(), read), random.Random(1)) is not None
    assert heading_as_value(row, Case(known(), replace(read, facts=(headed,))), random.Random(1)) is None
