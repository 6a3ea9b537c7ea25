"""`goldsmith list`, and the program itself: what there is, and what there is not."""

import json
import subprocess
import sys

import pytest

from goldsmith import __version__
from goldsmith.schemas.json import schema_file
from goldsmith.validators.relations import rule_file
from program import goldsmith
from strategies import KINDS, TYPES


def test_list_names_every_recipe_and_every_record_type_with_its_rules_and_genres() -> None:
    shown = goldsmith("list").succeeded().out
    assert "extraction 1.0.0: 100,000 rows of 25 record types" in shown
    for name in KINDS:
        (line,) = [line for line in shown.splitlines() if line.split()[:1] == [name]]
        assert line.split()[1:3] == [TYPES[name].kind.complexity, str(len(rule_file(name).rules))]
        assert ", ".join(TYPES[name].cell.genres) in line


def test_list_prints_a_json_schema_that_is_the_shipped_file() -> None:
    assert json.loads(goldsmith("list", "--schema", "invoice").succeeded().out) == json.loads(
        schema_file("invoice") or ""
    )


def test_list_prints_every_rule_with_its_sentence() -> None:
    shown = goldsmith("list", "--rules", "invoice").succeeded().out
    assert shown.splitlines() == [
        f"{rule.name} ({rule.family}, {rule.scope}): {rule.says}" for rule in rule_file("invoice").rules
    ]


def test_list_as_json_says_the_same() -> None:
    found = json.loads(goldsmith("list", "--json").succeeded().out)
    assert found["schema_version"] == 1
    assert {one["name"]: one["track"] for one in found["recipes"]} == {
        "extraction": "records",
        "manual": "manual",
        "teacher": "teacher",
    }
    assert {one["name"]: one["rules"] for one in found["record_types"]} == {
        name: len(rule_file(name).rules) for name in KINDS
    }
    rules = json.loads(goldsmith("list", "--rules", "invoice", "--json").succeeded().out)["rules"]
    assert [one["says"] for one in rules] == [rule.says for rule in rule_file("invoice").rules]


def test_a_reader_that_stops_early_is_no_error() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "goldsmith", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    program.stdout.close()
    assert (program.wait(timeout=60), program.stderr.read() if program.stderr else b"") == (0, b"")


@pytest.mark.parametrize("option", ["--schema", "--rules"])
def test_a_record_type_that_is_not_there_is_named_with_those_that_are(option: str) -> None:
    ran = goldsmith("list", option, "bill")
    assert (ran.code, ran.out) == (2, "")
    assert "no record type 'bill'; there are contact_info, location" in ran.error


@pytest.mark.parametrize("words", [("list",), ("list", "--schema", "bill"), ("--version",), ("inspect", "nowhere"), ()])
def test_a_run_that_is_forked_from_a_warm_process_is_like_one_that_is_started(words: tuple[str, ...]) -> None:
    assert goldsmith(*words) == goldsmith(*words, fresh=True)


def test_the_program_says_its_version() -> None:
    assert goldsmith("--version").succeeded().out == f"goldsmith {__version__}\n"


def test_the_program_without_a_command_shows_its_help() -> None:
    ran = goldsmith()
    assert (ran.code, ran.err) == (2, "")
    assert "Usage: goldsmith" in ran.out


@pytest.mark.parametrize(
    ("words", "shown"),
    [(("biuld",), "biuld"), (("--colour",), "--colour"), (("build",), "recipe"), (("list", "x"), "x")],
)
def test_a_command_that_is_not_there_is_named_in_one_line(words: tuple[str, ...], shown: str) -> None:
    ran = goldsmith(*words)
    assert ran.code == 2
    assert shown in ran.error
