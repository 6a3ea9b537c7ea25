"""The rule runner: what a rule decides, that NULL decides nothing, and that a bad rules file is named."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa
import pytest

from goldsmith.core.canonical import to_json
from goldsmith.core.errors import UsageError
from goldsmith.validators.relations import Tally, evaluate, parse, prepare, refused_by, rule_file
from strategies import KINDS

TYPING = """CREATE OR REPLACE TEMP TABLE sum AS
SELECT id, unnest(from_json(answer, '{"parts": ["DECIMAL(18,4)"], "total": "DECIMAL(18,4)"}')) FROM examples WHERE kind = 'sum';
"""
ADDS_UP = """-- rule: adds_up (arithmetic, row)
-- The total is the sum of the parts.
SELECT id, parts IS NOT NULL AS applies, total = list_sum(parts) AS holds FROM sum;
"""
GOOD, WRONG, UNDECIDED, OUTSIDE = (
    {"parts": [1, 2], "total": 3},
    {"parts": [1, 2], "total": 4},
    {"parts": [], "total": 0},
    {"total": 0},
)


def connected(answers: Sequence[object], kind: str = "sum") -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    table = {
        "id": [f"{kind}-{at}" for at in range(len(answers))],
        "kind": [kind] * len(answers),
        "answer": list(map(to_json, answers)),
    }
    connection.register("examples", pa.table(table))
    return connection


def tally(answers: Sequence[object], rule: str = ADDS_UP) -> Tally:
    file = parse("sum", TYPING + rule)
    connection = connected(answers)
    prepare(connection, file)
    return evaluate(connection, file.rules[0])


def test_a_rule_counts_what_it_applies_to_and_names_what_breaks_it() -> None:
    found = tally([GOOD, WRONG, OUTSIDE, GOOD])
    assert (found.applicable, found.satisfied, found.violated, found.undecided) == (3, 2, 1, 0)
    assert (found.ok, found.examples) == (False, ("sum-1",))


def test_a_rule_that_comes_out_null_is_undecided_and_not_ok() -> None:
    found = tally([GOOD, UNDECIDED])
    assert (found.violated, found.undecided, found.ok, found.examples) == (0, 1, False, ("sum-1",))


def test_a_refusal_counts_the_undecided_too() -> None:
    file = parse("sum", TYPING + ADDS_UP)
    connection = connected([GOOD, WRONG, UNDECIDED, OUTSIDE])
    prepare(connection, file)
    assert refused_by(connection, file.rules[0]) == {"sum-1", "sum-2"}


def test_money_is_added_exactly() -> None:
    assert tally([{"parts": [0.1, 0.2], "total": 0.3}]).ok


def test_a_rule_has_its_sentence() -> None:
    assert parse("sum", TYPING + ADDS_UP).rules[0].says == "The total is the sum of the parts."


BAD_FILES = [
    (ADDS_UP.replace("arithmetic", "magic"), r"rules/sum\.sql line 3: .*adds_up \(magic, row\)"),
    (ADDS_UP.replace("row)", "file)"), r"rules/sum\.sql line 3: .*adds_up \(arithmetic, file\)"),
    (ADDS_UP + ADDS_UP, r"rules/sum\.sql: double names \['adds_up'\]"),
    ("", r"rules/sum\.sql: no `-- rule: name"),
]


@pytest.mark.parametrize(("text", "why"), BAD_FILES)
def test_a_bad_rules_file_is_named_with_what_is_bad(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        parse("sum", TYPING + text)


def test_a_rule_that_names_no_field_is_named_with_the_field() -> None:
    with pytest.raises(UsageError, match=r"rules/sum\.sql line 3, rule adds_up, does not run:.*\"totl\" not found"):
        tally([GOOD], ADDS_UP.replace("total", "totl"))


def test_a_typing_statement_that_does_not_run_is_named() -> None:
    with pytest.raises(UsageError, match=r"rules/sum\.sql line 1, the table of answers, does not run"):
        prepare(connected([GOOD]), parse("sum", TYPING.replace("SELECT id", "SELECT identity") + ADDS_UP))


@pytest.mark.parametrize("name", KINDS)
def test_every_built_in_rule_says_in_a_sentence_what_holds(name: str) -> None:
    assert [
        rule.name for rule in rule_file(name).rules if not rule.says.endswith(".") or len(rule.says.split()) < 3
    ] == []
