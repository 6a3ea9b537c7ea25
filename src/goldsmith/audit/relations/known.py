"""Rules files over structured answers: those of the record types, and those that a person gives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import orjson

from goldsmith.audit.relations.answers import Group
from goldsmith.core.errors import UsageError
from goldsmith.validators.relations import (
    Rule,
    RuleFile,
    Tally,
    evaluate,
    parse,
    prepare,
    register_vocabulary,
    rule_file,
)

OURS_ALONE = "closed"
"""The family that asks for membership in the project's own vocabulary: for its own releases."""
CONVENTION = re.compile(
    r"plausible|lie_within|within_(180_days|two_years|a_year|a_working_life)|in_history|not_(before|after)_\d{4}"
    r"|resemble|near_the|is_all_in_range|out_of_range|fits_the|fit_into|paid_for|comes_in|share_one_domain|third_parties"
    r"|_has_(a|five)_digits?$|identifiers_have|looks_like_an?_id|tags_are_single|us_(zip_code|address)|subject_is_about"
    r"|language_is_a_code|iana_zone|no_object_is_empty|two_decimals|has_an_extension|username_is_no|is_a_program|updated_by_is"
)
"""Rules that say what is usual, not what must be: breaking one is a warning."""
LONGEST = 140
"""Signs of evidence."""
WANTED = re.compile(r"\bkind\s*=\s*'([^']+)'")


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that some answers break: what it decided, the places of those it is false for, and of the undecided.

    Rules over sets name groups where others name places.
    """

    tally: Tally
    wrong: Sequence[Any]
    undecided: Sequence[Any]


def expected(rule: Rule) -> bool:
    """Whether the rule must hold in every true answer of anyone's; the others are conventions."""
    return CONVENTION.search(rule.name) is None


def of_record_type(connection: duckdb.DuckDBPyConnection, group: Group) -> Iterator[Broken]:
    """The rules of the group's record type that its answers break."""
    show(connection, group)
    register_vocabulary(connection)
    file = rule_file(group.record_type)
    rules = tuple(rule for rule in file.rules if rule.family != OURS_ALONE and rule.scope == "row")
    yield from _broken(connection, file, rules)


def of_file(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[Broken]:
    """The rules of a built-in record type or of a rules file that the answers break.

    Answers of no kind, or of no kind that the rules ask for, are all taken for it.
    Raises UsageError for a name that is neither, for rules that do not run and for rules that no answer is typed by.
    """
    file = load(name)
    register_vocabulary(connection)
    _show_as(connection, WANTED.findall(file.typing))
    yield from _broken(connection, file, file.rules)


def load(name: str) -> RuleFile:
    """A rules file by path, or the built-in one of a record type."""
    path = Path(name)
    if path.suffix == ".sql":
        try:
            return parse(path.stem, path.read_text(encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"--rules {name!r}: {error.strerror or error}") from error
    try:
        return rule_file(name)
    except OSError as error:
        raise UsageError(f"--rules {name!r} is neither a record type nor a file that ends in .sql") from error


def show(connection: duckdb.DuckDBPyConnection, group: Group) -> None:
    """Make the view `examples` of the group's answers, under the kind that its rules ask for."""
    connection.execute("CREATE OR REPLACE TEMP TABLE held (kind VARCHAR, keys VARCHAR[])")
    connection.executemany("INSERT INTO held VALUES (?, ?)", [[one.kind, list(one.keys)] for one in group.signatures])
    connection.execute(
        f"""CREATE OR REPLACE TEMP VIEW examples AS SELECT place AS id, '{group.name}' AS kind, answer
        FROM answers SEMI JOIN held USING (kind, keys)"""
    )


def _show_as(connection: duckdb.DuckDBPyConnection, kinds: Sequence[str]) -> None:
    """Make the view `examples` of all answers, those without a kind under the one kind that the rules ask for."""
    present = {kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM answers").fetchall()}
    own = "kind" if len(set(kinds)) != 1 or kinds[0] in present else "'" + kinds[0].replace("'", "''") + "'"
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW examples AS SELECT place AS id, {own} AS kind, answer FROM answers"
    )


def _broken(connection: duckdb.DuckDBPyConnection, file: RuleFile, rules: Sequence[Rule]) -> Iterator[Broken]:
    prepare(connection, file)
    for rule in rules:
        tally = evaluate(connection, rule)
        if not tally.ok:
            yield Broken(tally, _ids(connection, rule, "NOT holds"), _ids(connection, rule, "holds IS NULL"))
    connection.execute(f'DROP TABLE IF EXISTS "{file.kind}"')


def _ids(connection: duckdb.DuckDBPyConnection, rule: Rule, which: str) -> list[Any]:
    found = connection.execute(f"SELECT id FROM ({rule.sql}) AS judged WHERE applies AND {which} ORDER BY id")
    return [identity for (identity,) in found.fetchall()]


def fields_read(connection: duckdb.DuckDBPyConnection, rule: Rule, places: Sequence[int]) -> dict[int, str]:
    """The fields that the rule reads, as they stand in a few answers."""
    found = connection.execute(
        "SELECT place, answer FROM answers WHERE list_contains(?::BIGINT[], place)", [list(places)]
    )
    return {place: _read_by(rule, orjson.loads(answer)) for place, answer in found.fetchall()}


def _read_by(rule: Rule, answer: dict[str, Any]) -> str:
    names = set(re.findall(r"\w+", rule.sql))
    read = {name: value for name, value in answer.items() if name in names}
    shown = ", ".join(
        f"{name} {_plain(value)}" for name, value in sorted(read.items(), key=lambda item: len(_plain(item[1])))
    )
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def _plain(value: Any) -> str:
    return orjson.dumps(value).decode()
