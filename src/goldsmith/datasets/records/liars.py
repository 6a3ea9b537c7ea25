"""Liars: broken records for every rule and mutated rows for every gate, to see whether verification has teeth.

A rule has to refuse its broken records on its own; a mutant counts over all gates. What means the same is not counted.
"""

import random
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any

import duckdb
import pyarrow as pa

from goldsmith.core.canonical import from_json, to_json
from goldsmith.core.nouns import Refusal, Row
from goldsmith.core.streams import stream
from goldsmith.datasets.records.domain import RecordType
from goldsmith.datasets.records.plan import task
from goldsmith.datasets.records.realise import World, draw_world, realise
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.datasets.records.retelling import TEMPLATE_MUTANTS, states, told_wrong
from goldsmith.templates.guarding import CannotSay
from goldsmith.templates.layouts import layouts_of
from goldsmith.validators.kills import MutantKill
from goldsmith.validators.knowledge import Breaker, Knowledge
from goldsmith.validators.mutants import MUTANTS, equivalent
from goldsmith.validators.relations import Rule, RuleFile, prepare, refused_by, register_vocabulary
from goldsmith.validators.rows import judge

TRIES = 200
"""Lies that are told to each rule and of each mutant."""
DRAWS = 40
"""Records that are drawn for one lie, at most: not every record offers something to every liar."""
ROWS = 12
"""Good rows that are drawn for one mutant of each kind, at most."""
IDLE = 1_000
"""Rows after which a mutant is given up that none of them had anything for, such as a boolean where no type has any."""
SET = 40
"""Records in a set that is broken for a rule over sets."""
SHOWN = 5
"""Survivors that are named, and broken records whose prompts are looked at."""
EXAMPLES = pa.schema([("id", pa.string()), ("kind", pa.string()), ("answer", pa.string())])


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
class Lie:
    """Answers of true records and what a breaker made of them: one for a rule over rows, SET for one over sets."""

    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def changed(self) -> tuple[str, str]:
        """The first answer that the breaker changed: before and after."""
        pairs = list(zip(self.before, self.after, strict=True))
        return next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])


class Pool:
    """The answers of true records of one kind, drawn when first wanted and shared by all its rules."""

    def __init__(self, recipe: RecordRecipe, kind: RecordType, limit: int) -> None:
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
            mode = "derived" if place % 2 and self.kind.derived else "stated"
            wanted = replace(task(self.recipe, self.kind.cell, place), mode=mode)
            rng = stream(self.recipe.name, self.recipe.seed, "liars", wanted.cell, place)
            world = draw_world(self.kind, wanted, rng)
            if not isinstance(world, Refusal):
                self.texts.append(to_json(world.answer))
                return True
        return False


def breakers_of(kind: RecordType) -> Mapping[str, Breaker]:
    """The breakers of a record type by rule."""
    return kind.knowledge.breakers_of(kind.kind.name)


def rule_kills(
    recipe: RecordRecipe, types: Mapping[str, RecordType], *, tries: int = TRIES, executor: Executor | None = None
) -> list[RuleKill]:
    """Every rule of the recipe's kinds against `tries` records broken for it; an executor takes one kind at a time."""
    kinds = [types[name] for name in recipe.kinds]
    run = executor.map if executor else map
    return [kill for kills in run(_kind_kills, repeat(recipe), kinds, repeat(tries)) for kill in kills]


def _kind_kills(recipe: RecordRecipe, kind: RecordType, tries: int) -> list[RuleKill]:
    file, breakers = kind.knowledge.rules(kind.kind.name), breakers_of(kind)
    pool = Pool(recipe, kind, DRAWS * tries)
    lies = {rule.name: list(_lies(pool, rule, breakers.get(rule.name, _no_breaker), tries)) for rule in file.rules}
    told = {f"{name}/{at}": lie.after for name, made in lies.items() for at, lie in enumerate(made)}
    with _typed(file, kind.knowledge, told) as connection:
        return [_rule_kill(connection, rule, lies[rule.name], recipe, kind) for rule in file.rules]


def _no_breaker(answer: Any, rng: random.Random) -> bool:
    """Nothing to break with, so that its rule is reported as never tried."""
    del answer, rng
    return False


def _lies(pool: Pool, rule: Rule, breaker: Breaker, tries: int) -> Iterator[Lie]:
    told = 0
    for place, before in enumerate(_sets(pool) if rule.scope == "set" else ((text,) for text in pool)):
        rng = stream(pool.recipe.name, pool.recipe.seed, "liars", rule.kind, rule.name, place)
        answers = [from_json(text) for text in before]
        if breaker(answers if rule.scope == "set" else answers[0], rng):
            # Breakers write moments by isoformat(); a released answer writes UTC as Z.
            yield Lie(before, tuple(to_json(answer).replace('+00:00"', 'Z"') for answer in answers))
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


def _typed(file: RuleFile, knowledge: Knowledge, told: Mapping[str, Sequence[str]]) -> duckdb.DuckDBPyConnection:
    """A connection whose table `told` holds all answers typed as the rules want them, ids written "name/place"."""
    connection = duckdb.connect(config={"threads": 1})
    register_vocabulary(connection, knowledge.vocabulary)
    rows = [(f"{name}/{at}", text) for name, texts in told.items() for at, text in enumerate(texts)]
    columns = {"id": [id_ for id_, _ in rows], "kind": [file.kind] * len(rows), "answer": [text for _, text in rows]}
    connection.register("examples", pa.table(columns, schema=EXAMPLES))
    prepare(connection, file)
    connection.execute(f'ALTER TABLE "{file.kind}" RENAME TO told')
    return connection


def _refused(connection: duckdb.DuckDBPyConnection, rule: Rule, name: str) -> set[str]:
    """What the rule refuses when it sees nothing but the answers whose ids begin with `name`/."""
    only = f"SELECT * FROM told WHERE starts_with(id, '{name}/')"
    connection.execute(f'CREATE OR REPLACE TEMP VIEW "{rule.kind}" AS {only}')
    return refused_by(connection, rule)


def _rule_kill(
    connection: duckdb.DuckDBPyConnection, rule: Rule, lies: Sequence[Lie], recipe: RecordRecipe, kind: RecordType
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
    parted = (at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1])
    at = next(parted, min(len(before), len(after)))
    shown = slice(max(0, at - 40), at + 40)
    return f"{before[shown]!r} became {after[shown]!r}"


TELLING = ("answer", "input", "instruction", "schema", "messages")
"""Columns in which a mutant shows, the one that tells most first."""


@dataclass
class Score:
    """What became of one kind of mutant so far; `unseen` holds those that every row check let through."""

    tried: int = 0
    equivalent: int = 0
    by: Counter[str] = field(default_factory=Counter)
    unseen: list[tuple[Row, Row]] = field(default_factory=list)

    @property
    def offered(self) -> bool:
        """Whether some row had something to lie about."""
        return bool(self.tried or self.equivalent)

    def count(self, before: Row, after: Row, knowledge: Knowledge) -> None:
        """Judge one mutant, unless it means what the good row means."""
        if equivalent(before, after, knowledge.lexicon):
            self.equivalent += 1
            return
        self.tried += 1
        if failures := judge(after, knowledge).failures:
            self.by[failures[0].rule] += 1
        else:
            self.unseen.append((before, after))


def mutant_kills(recipe: RecordRecipe, types: Mapping[str, RecordType], *, tries: int = TRIES) -> list[MutantKill]:
    """Every kind of mutant, `tries` times each, over good rows of all kinds and genres in turn."""
    scores = {name: Score() for name in (*MUTANTS, *TEMPLATE_MUTANTS)}
    for place in range(ROWS * tries):
        names = [name for name, score in scores.items() if score.tried < tries and (place < IDLE or score.offered)]
        if not names:
            break
        round_, turn = divmod(place, len(recipe.kinds))
        kind = types[recipe.kinds[turn]]
        for name, before, after in _mutated(recipe, kind, round_, names):
            scores[name].count(before, after, kind.knowledge)
    return [_mutant_kill(name, score, types) for name, score in scores.items()]


def _mutated(
    recipe: RecordRecipe, kind: RecordType, ordinal: int, names: Sequence[str]
) -> Iterator[tuple[str, Row, Row]]:
    """The mutants of one good row, and of what a faulty template makes of one record."""
    key = (recipe.name, recipe.seed, "mutants", kind.kind.name, ordinal)
    row = realise(recipe, kind, task(recipe, kind.cell, ordinal), 0)
    if not isinstance(row, Refusal) and (judged := judge(row, kind.knowledge)).reading is not None and judged.ok:
        for name in names:
            if name in MUTANTS and (after := MUTANTS[name](row, judged.reading, stream(*key, name))) is not None:
                yield name, row, after
    yield from _told_wrong(recipe, kind, ordinal, [name for name in names if name in TEMPLATE_MUTANTS], key)


def _told_wrong(
    recipe: RecordRecipe, kind: RecordType, ordinal: int, names: Sequence[str], key: tuple[str | int, ...]
) -> Iterator[tuple[str, Row, Row]]:
    """One record as a layout should tell it, and as each faulty template does."""
    wanted = replace(task(recipe, kind.cell, ordinal), mode="stated")
    world = draw_world(kind, wanted, stream(*key, "record")) if names else None
    if not isinstance(world, World):
        return
    layout = stream(*key, "layout").choice(layouts_of(kind.kind, wanted.genre))
    for name in names:
        with suppress(CannotSay):
            pair = told_wrong(name, kind, world, layout, key)
            if pair is not None and judge(pair[0], kind.knowledge).ok:
                yield name, *pair


def _mutant_kill(name: str, score: Score, types: Mapping[str, RecordType]) -> MutantKill:
    by = Counter(score.by)
    survivors = []
    refused = seen_by_rules([after for _, after in score.unseen], types)
    for (before, after), rule in zip(score.unseen, refused, strict=True):
        if rule:
            by[rule] += 1
        else:
            column = next(name for name in TELLING if before[name] != after[name])
            survivors.append(f"{before['id']}: {difference(str(before[column]), str(after[column]))}")
    return MutantKill(name, score.tried, by.total(), score.equivalent, dict(by), tuple(survivors[:SHOWN]))


def seen_by_rules(rows: Sequence[Row], types: Mapping[str, RecordType]) -> list[str]:
    """For each row the first rule over rows that refuses its answer, "" where all let it through."""
    found = [""] * len(rows)
    for kind in dict.fromkeys(row["kind"] for row in rows):
        knowledge = types[kind].knowledge
        file = knowledge.rules(kind)
        told = {str(at): (row["answer"],) for at, row in enumerate(rows) if row["kind"] == kind}
        with _typed(file, knowledge, told) as connection:
            connection.execute(f'ALTER TABLE told RENAME TO "{kind}"')
            for rule in (rule for rule in file.rules if rule.scope == "row"):
                for id_ in refused_by(connection, rule):
                    at = int(id_.split("/")[0])
                    found[at] = found[at] or rule.name
    return found
