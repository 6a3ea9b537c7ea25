import random
import re
from collections import Counter

import orjson
import pytest

from goldsmith.core.nouns import Refusal
from goldsmith.datasets.recipe import load
from goldsmith.datasets.records import liars
from goldsmith.datasets.records.domain import builtin
from goldsmith.datasets.records.plan import task
from goldsmith.datasets.records.realise import realise
from goldsmith.validators import rows
from goldsmith.validators.answer_mutants import with_answer
from goldsmith.validators.mutants import MUTANTS, equivalent
from goldsmith.validators.prompt_mutants import with_input
from goldsmith.validators.relations import rule_file

TYPES = builtin()
RECIPE = load("extraction", TYPES)
TRIES = 20
RATE_LINE = re.compile(r"^(?:Tax Rate|rate of tax|tax rate): .*\n", re.MULTILINE)


def good_row(kind, ordinal=0):
    made = realise(RECIPE, TYPES[kind], task(RECIPE, TYPES[kind].cell, ordinal), 0)
    assert not isinstance(made, Refusal)
    assert rows.judge(made).ok
    return made


@pytest.fixture(scope="module")
def mutants():
    return liars.mutant_kills(RECIPE, TYPES, tries=TRIES)


@pytest.mark.parametrize("kind", RECIPE.kinds)
def test_every_rule_has_a_breaker_and_every_breaker_a_rule(kind):
    assert [rule.name for rule in rule_file(kind).rules] == list(liars.breakers_of(TYPES[kind]))


@pytest.mark.parametrize("kind", RECIPE.kinds)
def test_every_rule_alone_refuses_every_record_broken_for_it(kind):
    recipe = RECIPE.model_copy(update={"kinds": (kind,)})
    kills = liars.rule_kills(recipe, TYPES, tries=TRIES)
    assert [kill.rule for kill in kills if kill.tried < TRIES] == []
    assert [survivor for kill in kills for survivor in kill.survivors] == []
    assert [kill.rule for kill in kills if kill.killed != kill.tried] == []


@pytest.mark.parametrize("kind", RECIPE.kinds)
def test_most_lies_are_stated_by_their_prompt_so_that_only_the_rule_can_see_them(kind):
    recipe = RECIPE.model_copy(update={"kinds": (kind,)})
    kills = liars.rule_kills(recipe, TYPES, tries=5)
    assert all(kill.consistent > 0 for kill in kills)
    assert sum(kill.consistent for kill in kills) >= 0.8 * sum(kill.tried for kill in kills)


def test_every_mutant_is_killed(mutants):
    assert [survivor for kill in mutants for survivor in kill.survivors] == []
    assert [kill.mutant for kill in mutants if not kill.tried == kill.killed == TRIES] == []
    assert [kill.mutant for kill in mutants if sum(kill.by.values()) != kill.killed] == []


def test_there_are_liars_of_answers_prompts_columns_and_templates(mutants):
    families = Counter(kill.mutant.split(":")[0] for kill in mutants)
    assert families.total() >= 18
    assert set(families) == {"answer", "prompt", "columns", "template"}


def test_lies_are_the_same_in_every_run(mutants):
    assert liars.mutant_kills(RECIPE, TYPES, tries=TRIES) == mutants
    recipe = RECIPE.model_copy(update={"kinds": ("invoice",)})
    assert liars.rule_kills(recipe, TYPES, tries=5) == liars.rule_kills(recipe, TYPES, tries=5)


def test_a_mutant_of_the_answer_stands_in_every_column_that_repeats_it():
    row = good_row("invoice")
    reading = rows.judge(row).reading
    for name, mutant in MUTANTS.items():
        after = mutant(row, reading, random.Random(1))
        if after is not None and not name.startswith("columns"):
            assert not {"columns_agree", "messages_agree"} & {verdict.rule for verdict in rows.judge(after).failures}, (
                name
            )


def test_another_spelling_is_equivalent_and_another_digit_is_not():
    row = good_row("rating")
    answer = orjson.loads(row["answer"])
    spaced = orjson.dumps(dict(reversed(answer.items())), option=orjson.OPT_INDENT_2).decode()
    assert equivalent(row, with_answer(row, spaced))
    assert equivalent(row, with_input(row, f"{row['input']}\n"))
    changed = MUTANTS["answer: one digit changed"](row, rows.judge(row).reading, random.Random(1))
    assert changed is not None
    assert not equivalent(row, changed)
    assert not equivalent(row, with_answer(row, row["answer"][:-1]))
    assert not equivalent(row, row | {"schema": "{}"})


def test_a_rate_may_be_left_out_where_the_tax_is_stated_but_not_be_wrong():
    found = ((row, RATE_LINE.search(row["input"])) for row in (good_row("invoice", at) for at in range(120)))
    row, line = next((row, line) for row, line in found if line and '"mode":"stated"' in row["meta"])
    start, end = line.span()
    assert equivalent(row, with_input(row, row["input"][:start] + row["input"][end:]))
    assert not equivalent(row, with_input(row, row["input"][:start] + "Tax rate: 97%\n" + row["input"][end:]))


def test_an_empty_list_that_nobody_stated_is_refused():
    row = good_row("email_metadata")
    answer = orjson.loads(row["answer"])
    answer.pop("attachments", None)
    judged = rows.judge(with_answer(row, orjson.dumps({**answer, "attachments": []}).decode()))
    assert "nothing_is_empty" in {verdict.rule for verdict in judged.failures}


def test_a_blind_gate_lets_mutants_live_and_is_found_out(monkeypatch):
    monkeypatch.setattr(rows, "_against", lambda *given: iter(()))
    recipe = RECIPE.model_copy(update={"kinds": ("invoice", "meeting_notes")})
    kills = {kill.mutant: kill for kill in liars.mutant_kills(recipe, TYPES, tries=5)}
    blind = kills["answer: one letter of a text changed"]
    assert blind.killed < blind.tried
    assert blind.survivors
    assert "became" in blind.survivors[0]
    assert kills["answer: JSON breaks off"].killed == 5


def test_a_rule_that_never_refuses_lets_broken_records_live(monkeypatch):
    monkeypatch.setattr(liars, "refused_by", lambda *given: set())
    recipe = RECIPE.model_copy(update={"kinds": ("invoice",)})
    kills = liars.rule_kills(recipe, TYPES, tries=5)
    assert all(kill.killed == 0 and len(kill.survivors) == 5 for kill in kills)


def test_a_rule_without_a_breaker_is_reported_as_never_tried(monkeypatch):
    monkeypatch.setattr(liars, "breakers_of", lambda kind: {})
    recipe = RECIPE.model_copy(update={"kinds": ("rating",)})
    assert {kill.tried for kill in liars.rule_kills(recipe, TYPES, tries=5)} == {0}
