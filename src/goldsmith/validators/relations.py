"""Runs the SQL relations of record types over released rows and counts what they decide."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Literal, get_args

import duckdb
import pyarrow as pa

from goldsmith.core.errors import UsageError
from goldsmith.schemas import vocabulary

Family = Literal["arithmetic", "temporal", "referential", "range", "closed", "negative"]
HEADER = re.compile(r"^-- rule: (?P<name>\w+) \((?P<family>\w+), (?P<scope>row|set)\)$", re.MULTILINE)
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """One relation: a SELECT of id, applies and holds over the typed table of its record type."""

    kind: str
    name: str
    family: Family
    scope: Literal["row", "set"]
    says: str
    sql: str
    line: int

    @property
    def place(self) -> str:
        """The file and line that hold it, and its name, for messages."""
        return f"rules/{self.kind}.sql line {self.line}, rule {self.name},"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The rules of one record type and the statement that types its answers."""

    kind: str
    typing: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one rule decided: undecided (NULL where it applies) counts as a violation of its own kind."""

    rule: Rule
    applicable: int
    satisfied: int
    violated: int
    undecided: int
    examples: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Nothing violated and nothing left undecided."""
        return self.violated == 0 and self.undecided == 0


def parse(kind: str, text: str) -> RuleFile:
    """The rules of a file: one typing statement, then one headed SELECT a rule.

    Raises UsageError that names the file's kind and the statement that has no header, an unknown family or a double name.
    """
    head, *bodies = re.split(r"(?m)^(?=-- rule: )", text)
    starts = accumulate((part.count("\n") for part in (head, *bodies)), initial=1)
    rules = tuple(_rule(kind, body, line) for body, line in zip(bodies, list(starts)[1:], strict=False))
    names = [rule.name for rule in rules]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice or not rules:
        raise UsageError(
            f"rules/{kind}.sql: {'double names ' + repr(twice) if twice else 'no `-- rule: name (family, scope)` found'}"
        )
    return RuleFile(kind, head.strip().rstrip(";"), rules)


def _rule(kind: str, body: str, line: int) -> Rule:
    header = HEADER.match(body)
    if header is None or header["family"] not in get_args(Family):
        raise UsageError(
            f"rules/{kind}.sql line {line}: {body.splitlines()[0]!r} is not `-- rule: name (family, row|set)` "
            f"with a family of {get_args(Family)}"
        )
    lines = body[header.end() :].strip().splitlines()
    says = " ".join(line[2:].strip() for line in lines if line.startswith("--"))
    sql = "\n".join(line for line in lines if not line.startswith("--")).strip().rstrip(";")
    return Rule(kind, header["name"], header["family"], header["scope"], says, sql, line)  # type: ignore[arg-type]  # checked above


@cache
def rule_file(kind: str) -> RuleFile:
    """The built-in rules of a record type."""
    return parse(kind, files("goldsmith.validators.rules").joinpath(f"{kind}.sql").read_text(encoding="utf-8"))


def register_vocabulary(
    connection: duckdb.DuckDBPyConnection, own: Mapping[str, vocabulary.Rows] = MappingProxyType({})
) -> None:
    """Make every vocabulary table known as vocabulary_<name>, for `closed` rules; a domain has tables of its `own`."""
    for name in vocabulary.names():
        connection.register(f"vocabulary_{name}", _shipped(name))
    for name, rows in own.items():
        connection.register(f"vocabulary_{name}", pa.Table.from_pylist(list(rows)))


@cache
def _shipped(name: str) -> Any:
    return pa.Table.from_pylist(list(vocabulary.table(name)))


def prepare(connection: duckdb.DuckDBPyConnection, file: RuleFile) -> None:
    """Build the typed table of a record type from the view `examples`.

    Raises UsageError when the statement does not run, with DuckDB's first line.
    """
    _run(connection, file.typing, f"rules/{file.kind}.sql line 1, the table of answers,")


def evaluate(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Tally:
    """Count a rule's verdicts over the prepared table.

    Raises UsageError when the rule does not run, for instance because it names no field.
    """
    counted = _run(
        connection,
        f"""SELECT count(*) FILTER (applies), count(*) FILTER (applies AND holds), count(*) FILTER (applies AND NOT holds),
                   count(*) FILTER (applies AND holds IS NULL),
                   list(id ORDER BY id) FILTER (applies AND holds IS NOT TRUE)[1:{EXAMPLES}]
            FROM ({rule.sql}) AS judged""",
        rule.place,
    )
    applicable, satisfied, violated, undecided, examples = counted[0]
    return Tally(rule, applicable, satisfied, violated, undecided, tuple(map(str, examples or ())))


def refused_by(connection: duckdb.DuckDBPyConnection, rule: Rule) -> set[str]:
    """The ids that a rule, run alone over the prepared table, does not hold for; a set rule answers with group names."""
    found = _run(connection, f"SELECT id FROM ({rule.sql}) AS judged WHERE applies AND holds IS NOT TRUE", rule.place)
    return {str(row[0]) for row in found}


def _run(connection: duckdb.DuckDBPyConnection, sql: str, where: str) -> list[tuple[Any, ...]]:
    try:
        return connection.execute(sql).fetchall()
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise UsageError(f"{where} does not run: {first}") from error


def tallies(connection: duckdb.DuckDBPyConnection, file: RuleFile) -> Iterator[Tally]:
    """Every rule of a record type, over its typed table."""
    prepare(connection, file)
    yield from (evaluate(connection, rule) for rule in file.rules)
    connection.execute(f'DROP TABLE IF EXISTS "{file.kind}"')
