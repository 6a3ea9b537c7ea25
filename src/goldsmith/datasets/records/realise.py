"""One task to one example: facts by a sampler, words by a layout.

An example is a pure function of (dataset name, seed, cell, ordinal, attempt).
"""

import random
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from goldsmith.core.canonical import to_json
from goldsmith.core.nouns import Refusal, Row, Task
from goldsmith.core.streams import chance, permutation, stream
from goldsmith.datasets.keys import BLOCK
from goldsmith.datasets.records.domain import RecordType
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.generators.distractors import distractor
from goldsmith.generators.oddities import bend
from goldsmith.schemas.fields import Record
from goldsmith.schemas.tree import Node, Pattern, answer_of
from goldsmith.templates.environment import fill, fill_once, wordings
from goldsmith.templates.guarding import CannotSay
from goldsmith.templates.labels import Labels
from goldsmith.templates.layouts import Layout, Setting, layouts_of, lowered, set_prompt
from goldsmith.templates.spelling import MACHINE, draw_style
from goldsmith.templates.statements import parts_of

DRAWS = 12
"""Records that are drawn for one attempt, at most."""


@dataclass(frozen=True, slots=True)
class World:
    """The true facts of one example: the record, what its answer leaves out, and what its prompt leaves to compute."""

    record: Record
    answer: dict[str, Any]
    unstated: frozenset[Pattern]


def realise(
    recipe: RecordRecipe, kind: RecordType, task: Task, attempt: int, *, by_digest: bool = False
) -> Row | Refusal:
    """The example of a task at an attempt, or the gate that refused it; `by_digest` lets the answer decide the split."""
    rng = stream(recipe.name, recipe.seed, task.cell, task.ordinal, attempt)
    world = draw_world(kind, task, rng)
    if isinstance(world, Refusal):
        return world
    answer = to_json(world.answer)
    split = split_of(recipe, task.cell, answer) if by_digest else task.split
    wanted = task if split == task.split else replace(task, split=split)
    layout = rng.choice(layouts_of(kind.kind, task.genre))
    try:
        instruction, text, meta = _told(recipe, kind, wanted, attempt, world, layout, rng)
    except CannotSay as error:
        return Refusal("layout", f"{layout.name}: {error}")
    return row_of(task.id, kind, instruction, text, answer, meta)


def split_of(recipe: RecordRecipe, cell: str, answer: str) -> str:
    """The split that an answer belongs to, for record types with few possible records: the same one always."""
    key = "\x1f".join((recipe.name, str(recipe.seed), cell, answer)).encode()
    return recipe.splits.dealt()[int.from_bytes(blake2b(key, digest_size=8).digest(), "big") % BLOCK]


def draw_world(kind: RecordType, task: Task, rng: random.Random) -> World | Refusal:
    """The facts of one example, drawn again (at most DRAWS times) while the record lacks what the task wants."""
    for _ in range(DRAWS):
        draft = kind.sampler(rng, task.odd)
        if not bend(draft, kind.kind.tree, task.odd, rng):
            continue
        record = kind.kind.model(**draft)
        present = _present(kind, record) if task.mode == "derived" else []
        if present or task.mode == "stated":
            return _world(kind, task, record, present, rng)
    return Refusal("draw", f"{DRAWS} records had no place for {task.odd or 'a value to derive'}")


def _present(kind: RecordType, record: Record) -> list[Pattern]:
    """The patterns of the derived values that the record has."""
    full = answer_of(record)
    return [path for path, _ in kind.derived if _stands(full, path)]


def _world(kind: RecordType, task: Task, record: Record, present: list[Pattern], rng: random.Random) -> World:
    left_out: frozenset[Pattern] = frozenset()
    if task.mode == "derived":
        left_out = frozenset(rng.sample(present, rng.randint(1, len(present))))
    hidden = frozenset(
        path for path, node in kind.derived if _may_hide(node) and path not in left_out and chance(rng, 40)
    )
    return World(record, answer_of(record, hidden), left_out)


def _may_hide(node: Node) -> bool:
    return node.derived is not None and node.derived.hideable and not node.derived.required


def _stands(answer: Any, pattern: Pattern) -> bool:
    """Whether some leaf of the answer has this pattern."""
    if not pattern:
        return True
    if pattern[0] == "*":
        return any(_stands(item, pattern[1:]) for item in answer)
    return pattern[0] in answer and _stands(answer[pattern[0]], pattern[1:])


def _told(
    recipe: RecordRecipe, kind: RecordType, task: Task, attempt: int, world: World, layout: Layout, rng: random.Random
) -> tuple[str, str, dict[str, Any]]:
    """The system turn, the prompt, and the meta that tells how they came about."""
    style = MACHINE if layout.machine else draw_style(rng, currency_stated="currency" in world.answer)
    rates = _rates(kind, world, rng)
    parts = parts_of(kind.kind.tree, world.answer, style, world.unstated, rates)
    request, wording = _request(recipe, kind, task, world, rng)
    footer, carried = _footer(recipe, kind, layout, rng)
    text = set_prompt(layout, Setting(kind.kind, parts, request, footer), rng)
    instruction, system = _system(recipe, kind, rng)
    meta = {
        "cell": task.cell,
        "ordinal": task.ordinal,
        "attempt": attempt,
        "split": task.split,
        "genre": task.genre,
        "layout": layout.name,
        "wording": wording,
        "odd": task.odd or "plain",
        "mode": task.mode,
        "complexity": kind.kind.complexity,
        "system": system,
        "unit": "record",
        "unstated": [".".join(path) for path in sorted(world.unstated)],
        "distractors": carried,
    }
    return instruction, text, meta


def row_of(id_: str, kind: RecordType, instruction: str, text: str, answer: str, meta: dict[str, Any]) -> Row:
    """The columns of a release for one example."""
    messages = [{"role": "system", "content": instruction}] if instruction else []
    messages += [{"role": "user", "content": text}, {"role": "assistant", "content": answer}]
    return {
        "id": id_,
        "kind": kind.kind.name,
        "prompt": f"{instruction}\n\n{text}" if instruction else text,
        "completion": answer,
        "messages": messages,
        "instruction": instruction,
        "input": text,
        "output": answer,
        "answer": answer,
        "schema": kind.schema_text,
        "meta": to_json(meta),
    }


def _rates(kind: RecordType, world: World, rng: random.Random) -> dict[str, Any]:
    """The facts outside the schema that the prompt states: all of them where something is left to compute, else some."""
    names = [node.name for node in kind.kind.tree.fields if node.auxiliary]
    drawn = {name: getattr(world.record, name) for name in names if getattr(world.record, name) is not None}
    return drawn if world.unstated or chance(rng, 30) else {}


def _request(recipe: RecordRecipe, kind: RecordType, task: Task, world: World, rng: random.Random) -> tuple[str, str]:
    """The request in words, and whether its wording is "seen" in training; the last wording of a genre is kept for test."""
    unseen = task.split == "test" and chance(rng, 30)
    wording = wordings("requests")[task.genre][-1] if unseen else dealt_wording(recipe, task)
    said = fill_once(wording, title=lowered(kind.kind.title))
    if world.unstated:
        asked = rng.choice(wordings("requests")["ask"]["wordings"])
        said += f"{'' if said[-1] in '.?!' else '.'} {fill(asked, labels=_asked_labels(world.unstated))}"
    return said, "unseen" if unseen else "seen"


def dealt_wording(recipe: RecordRecipe, task: Task) -> str:
    """The request's wording, dealt and not drawn: in a small release too none is used much oftener than another."""
    seen = wordings("requests")[task.genre][:-1]
    turn, place = divmod(task.visit, len(seen))
    return str(seen[permutation(len(seen), recipe.name, recipe.seed, task.cell, task.genre, "request", turn)[place]])


def _asked_labels(unstated: frozenset[Pattern]) -> str:
    """The values to be worked out, in words: "the subtotal and each line item total"."""
    labels = Labels("lower")
    said = []
    for path in sorted(unstated):
        *above, last = path
        inside = "*" in above
        steps = [
            _step_label(labels, name, is_list=(*above, "")[at + 1] == "*")
            for at, name in enumerate(above)
            if name != "*"
        ]
        words = " ".join([*steps, labels.of(last)])
        said.append(f"{'each' if inside else 'the'} {words}")
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _step_label(labels: Labels, name: str, *, is_list: bool) -> str:
    return labels.entry(name, 1).rsplit(" ", 1)[0] if is_list else labels.of(name)


def _footer(recipe: RecordRecipe, kind: RecordType, layout: Layout, rng: random.Random) -> tuple[list[str], list[str]]:
    """At most one line beside the record, in the genres where people leave such lines."""
    if not layout.distractors or not chance(rng, recipe.shares.distractors):
        return [], []
    line, value = distractor(rng, kind.kind.tree, layout.genre)
    return [line], [value]


def _system(recipe: RecordRecipe, kind: RecordType, rng: random.Random) -> tuple[str, str]:
    """The system turn ("" for none) and what it holds: "schema", "plain" or "none"."""
    if not chance(rng, recipe.shares.system_turn):
        return "", "none"
    told = wordings("requests")["system"]
    if chance(rng, recipe.shares.schema_in_system):
        return fill_once(rng.choice(told["with_schema"]), schema=kind.schema_text), "schema"
    return str(rng.choice(told["plain"])), "plain"
