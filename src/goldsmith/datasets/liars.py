"""Liars: broken records for every rule and mutated rows for every gate, to see whether verification has teeth.

A rule has to refuse its broken records on its own; a mutant counts over all gates. What means the same is not counted.
"""

import random
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from importlib import import_module
from itertools import repeat
from typing import Any

import duckdb
import pyarrow as pa

from goldsmith.core.canonical import from_json, to_json
from goldsmith.core.nouns import Refusal, Row
from goldsmith.core.streams import stream
from goldsmith.datasets.domain import RecordType
from goldsmith.datasets.plan import task
from goldsmith.datasets.realise import draw_world, realise, row_of
from goldsmith.datasets.recipe import Recipe
from goldsmith.extractors.prompts import read, shape_of
from goldsmith.extractors.reading import Unreadable
from goldsmith.extractors.shape import leaves_of, same
from goldsmith.schemas.tree import Node
from goldsmith.templates.environment import fill, wordings
from goldsmith.templates.guarding import CannotSay
from goldsmith.templates.layouts import Layout, Setting, layouts_of, set_prompt
from goldsmith.templates.spelling import MACHINE, draw_style
from goldsmith.templates.statements import Entries, Group, Leaf, Part, parts_of
from goldsmith.validators.mutants import MUTANTS, equivalent
from goldsmith.validators.relations import Rule, RuleFile, prepare, refused_by, register_vocabulary, rule_file
from goldsmith.validators.rows import judge

TRIES = 200
"""Lies that are told to each rule and of each mutant."""
DRAWS = 40
"""Records that are drawn for one lie, at most: not every record offers something to every liar."""
SET = 40
"""Records in a set that is broken for a rule over sets."""
SHOWN = 5
"""Survivors that are named, and broken records whose prompts are looked at."""


@dataclass(frozen=True, slots=True)
class RuleKill:
    """How a rule, run alone, took broken records; `consistent` of SHOWN have a prompt that states the very same lie."""

    kind: str
    rule: str
    tried: int
    killed: int
    survivors: tuple[str, ...] = ()
    consistent: int = 0


@dataclass(frozen=True, slots=True)
class MutantKill:
    """How all gates took one kind of mutant; `by` counts the first check that refused each."""

    mutant: str
    tried: int
    killed: int
    equivalent: int
    by: dict[str, int]
    survivors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lie:
    """Answers of true records and what a breaker made of them; one answer for a rule over rows, SET for one over sets."""

    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def changed(self) -> tuple[str, str]:
        """The first answer that the breaker changed: before and after."""
        return next(
            (pair for pair in zip(self.before, self.after, strict=True) if pair[0] != pair[1]),
            (self.before[0], self.after[0]),
        )


class Pool:
    """The answers of true records of one kind, drawn when first wanted and shared by all its rules."""

    def __init__(self, recipe: Recipe, kind: RecordType, limit: int) -> None:
        self.recipe, self.kind, self.limit = recipe, kind, limit
        self.texts: list[str] = []
        self.drawn = 0

    def __iter__(self) -> Iterator[str]:
        """The answers as JSON, in the order drawn, until `limit` draws are spent."""
        at = 0
        while at < len(self.texts) or self._draw():
            yield self.texts[at]
            at += 1

    def _draw(self) -> bool:
        """Add one record; every other one leaves something to be derived, where its kind allows."""
        while self.drawn < self.limit:
            place, self.drawn = self.drawn, self.drawn + 1
            wanted = replace(
                task(self.recipe, self.kind.cell, place),
                mode="derived" if place % 2 and self.kind.derived else "stated",
            )
            world = draw_world(
                self.kind, wanted, stream(self.recipe.name, self.recipe.seed, "liars", wanted.cell, place)
            )
            if not isinstance(world, Refusal):
                self.texts.append(to_json(world.answer))
                return True
        return False


def breakers_of(kind: str) -> dict[str, Callable[[Any, random.Random], bool]]:
    """The built-in breakers of a record type by rule; one for a rule over sets takes a list of answers."""
    module = import_module(f"goldsmith.validators.breakers.{kind}")
    return dict(module.BREAKERS)


def rule_kills(
    recipe: Recipe, types: Mapping[str, RecordType], *, tries: int = TRIES, executor: Executor | None = None
) -> list[RuleKill]:
    """Every rule of the recipe's kinds against `tries` records that were broken for it; a kind a task where there is an executor."""
    kinds = [types[name] for name in recipe.kinds]
    run = executor.map if executor else map
    return [kill for kills in run(_kind_kills, repeat(recipe), kinds, repeat(tries)) for kill in kills]


def _kind_kills(recipe: Recipe, kind: RecordType, tries: int) -> list[RuleKill]:
    file, breakers = rule_file(kind.kind.name), breakers_of(kind.kind.name)
    pool = Pool(recipe, kind, DRAWS * tries)
    lies = {
        rule.name: list(_lies(pool, rule, breakers[rule.name], tries)) if rule.name in breakers else []
        for rule in file.rules
    }
    connection = _typed(file, {f"{name}/{at}": lie.after for name, told in lies.items() for at, lie in enumerate(told)})
    return [_rule_kill(connection, rule, lies[rule.name], recipe, kind) for rule in file.rules]


def _lies(pool: Pool, rule: Rule, breaker: Callable[[Any, random.Random], bool], tries: int) -> Iterator[Lie]:
    told = 0
    for place, before in enumerate(_sets(pool) if rule.scope == "set" else ((text,) for text in pool)):
        rng = stream(pool.recipe.name, pool.recipe.seed, "liars", rule.kind, rule.name, place)
        answers = [from_json(text) for text in before]
        if breaker(answers if rule.scope == "set" else answers[0], rng):
            yield Lie(before, tuple(map(to_json, answers)))
            told += 1
        if told == tries:
            return


def _sets(pool: Pool) -> Iterator[tuple[str, ...]]:
    """Sets of SET neighbours, each beginning one record further."""
    texts: deque[str] = deque(maxlen=SET)
    for text in pool:
        texts.append(text)
        if len(texts) == SET:
            yield tuple(texts)


def _typed(file: RuleFile, told: Mapping[str, Sequence[str]]) -> duckdb.DuckDBPyConnection:
    """A connection whose table `told` holds all answers typed as the rules want them, ids written "name/place"."""
    connection = duckdb.connect(config={"threads": 1})
    register_vocabulary(connection)
    rows = [(f"{name}/{at}", text) for name, texts in told.items() for at, text in enumerate(texts)]
    ids, texts = [id_ for id_, _ in rows], [text for _, text in rows]
    connection.register("examples", pa.table({"id": ids, "kind": [file.kind] * len(rows), "answer": texts}))
    prepare(connection, file)
    connection.execute(f'ALTER TABLE "{file.kind}" RENAME TO told')
    return connection


def _refused(connection: duckdb.DuckDBPyConnection, rule: Rule, name: str) -> set[str]:
    """What the rule refuses when it sees nothing but the answers whose ids begin with `name`/."""
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW \"{rule.kind}\" AS SELECT * FROM told WHERE starts_with(id, '{name}/')"
    )
    return refused_by(connection, rule)


def _rule_kill(
    connection: duckdb.DuckDBPyConnection, rule: Rule, lies: Sequence[Lie], recipe: Recipe, kind: RecordType
) -> RuleKill:
    if rule.scope == "set":
        seen = [bool(_refused(connection, rule, f"{rule.name}/{at}")) for at in range(len(lies))]
    else:
        refused = _refused(connection, rule, rule.name)
        seen = [f"{rule.name}/{at}/0" in refused for at in range(len(lies))]
    survivors = [f"record {at}: {difference(*lie.changed)}" for at, lie in enumerate(lies) if not seen[at]]
    rng = stream(recipe.name, recipe.seed, "liars", rule.kind, rule.name, "prompts")
    sampled = rng.sample(lies, min(SHOWN, len(lies)))
    consistent = sum(states(kind, lie.changed[1], rng) for lie in sampled)
    return RuleKill(rule.kind, rule.name, len(lies), sum(seen), tuple(survivors[:SHOWN]), consistent)


def difference(before: str, after: str) -> str:
    """The first place where two texts part, with some words around it."""
    at = next(
        (place for place, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(after)),
    )
    shown = slice(max(0, at - 40), at + 40)
    return f"{before[shown]!r} became {after[shown]!r}"


@dataclass
class Score:
    """What became of one kind of mutant so far; `unseen` holds those that every row check let through."""

    tried: int = 0
    equivalent: int = 0
    by: Counter[str] = field(default_factory=Counter)
    unseen: list[tuple[Row, Row]] = field(default_factory=list)

    def count(self, before: Row, after: Row) -> None:
        """Judge one mutant, unless it means what the good row means."""
        if equivalent(before, after):
            self.equivalent += 1
            return
        self.tried += 1
        if failures := judge(after).failures:
            self.by[failures[0].rule] += 1
        else:
            self.unseen.append((before, after))


def mutant_kills(recipe: Recipe, types: Mapping[str, RecordType], *, tries: int = TRIES) -> list[MutantKill]:
    """Every kind of mutant, `tries` times each, over good rows of all kinds and genres in turn."""
    scores = {name: Score() for name in (*MUTANTS, *TEMPLATE_MUTANTS)}
    for place in range(DRAWS * tries):
        names = [name for name, score in scores.items() if score.tried < tries]
        if not names:
            break
        round_, turn = divmod(place, len(recipe.kinds))
        for name, before, after in _mutated(recipe, types[recipe.kinds[turn]], round_, names):
            scores[name].count(before, after)
    return [_mutant_kill(name, score) for name, score in scores.items()]


def _mutated(recipe: Recipe, kind: RecordType, ordinal: int, names: Sequence[str]) -> Iterator[tuple[str, Row, Row]]:
    """The mutants of one good row, and of what a faulty template makes of one record."""
    key = (recipe.name, recipe.seed, "mutants", kind.kind.name, ordinal)
    row = realise(recipe, kind, task(recipe, kind.cell, ordinal), 0)
    if not isinstance(row, Refusal) and (judged := judge(row)).reading is not None and judged.ok:
        for name in names:
            if name in MUTANTS and (after := MUTANTS[name](row, judged.reading, stream(*key, name))) is not None:
                yield name, row, after
    for name in names:
        if name in TEMPLATE_MUTANTS and (pair := _told_wrong(recipe, kind, ordinal, name, key)) is not None:
            yield name, *pair


def _mutant_kill(name: str, score: Score) -> MutantKill:
    by = Counter(score.by)
    survivors = []
    refused = seen_by_rules([after for _, after in score.unseen])
    for (before, after), rule in zip(score.unseen, refused, strict=True):
        if rule:
            by[rule] += 1
        else:
            column = next(
                column
                for column in ("answer", "input", "instruction", "schema", "messages")
                if before[column] != after[column]
            )
            survivors.append(f"{before['id']}: {difference(str(before[column]), str(after[column]))}")
    return MutantKill(name, score.tried, by.total(), score.equivalent, dict(by), tuple(survivors[:SHOWN]))


def seen_by_rules(rows: Sequence[Row]) -> list[str]:
    """For each row the first rule over rows that refuses its answer, "" where all let it through."""
    found = [""] * len(rows)
    for kind in dict.fromkeys(row["kind"] for row in rows):
        file = rule_file(kind)
        connection = _typed(file, {str(at): (row["answer"],) for at, row in enumerate(rows) if row["kind"] == kind})
        connection.execute(f'ALTER TABLE told RENAME TO "{kind}"')
        for rule in (rule for rule in file.rules if rule.scope == "row"):
            for id_ in refused_by(connection, rule):
                at = int(id_.split("/")[0])
                found[at] = found[at] or rule.name
    return found
