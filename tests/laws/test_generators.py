"""Whatever the dice show, a sampler gives a record that is valid, true, and derivable from its free fields."""

from collections.abc import Callable
from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.canonical import from_json, to_json
from goldsmith.core.nouns import Refusal
from goldsmith.datasets.records.realise import World, draw_world
from goldsmith.extractors.prompts import shape_of
from goldsmith.extractors.reading import nested
from goldsmith.extractors.shape import leaves_of, same
from goldsmith.schemas.json import schema_file
from goldsmith.schemas.tree import answer_of, pattern_of
from goldsmith.validators.derivations import derive
from strategies import DERIVING, KINDS, TYPES, broken_rules, dice, tasks


def with_any_dice(name: str, law: Callable[[World], None]) -> None:
    """The law over worlds of a record type from any dice, for every oddity and mode."""

    @given(rng=dice, wanted=tasks(TYPES[name]))
    def hold(rng: Any, wanted: Any) -> None:
        world = draw_world(TYPES[name], wanted, rng)
        if isinstance(world, Refusal):
            assert world.gate == "draw"
            assert wanted.odd or wanted.mode == "derived"
            return
        law(world)

    hold()


@pytest.mark.parametrize("name", KINDS)
def test_any_dice_give_an_answer_that_fits_the_schema_file(name: str) -> None:
    schema = schema_file(name)
    assert schema is not None
    validator = jsonschema_rs.validator_for(orjson.loads(schema), validate_formats=True)
    with_any_dice(name, lambda world: validator.validate(orjson.loads(to_json(world.answer))))


@pytest.mark.parametrize("name", KINDS)
def test_any_dice_give_an_answer_that_keeps_every_rule(name: str) -> None:
    answers: list[str] = []
    with_any_dice(name, lambda world: answers.append(to_json(world.answer)))
    assert len(answers) > 10
    assert broken_rules(name, answers) == []


@pytest.mark.parametrize("name", DERIVING)
def test_what_a_record_derives_follows_from_its_free_fields_by_other_code(name: str) -> None:
    root, _ = shape_of(TYPES[name].schema_text)
    derived = {pattern for pattern, _ in TYPES[name].derived}

    def follows(world: World) -> None:
        told = dict(leaves_of(root, from_json(to_json(answer_of(world.record)))))
        free = nested({path: value for path, value in told.items() if pattern_of(path) not in derived})
        found = dict(derive(name, free, _rates(world)))
        missing = {
            path: value
            for path, value in told.items()
            if pattern_of(path) in derived and not same(found.get(path), value)
        }
        assert not missing, f"other code finds {[(path, found.get(path)) for path in missing]}"

    with_any_dice(name, follows)


def _rates(world: World) -> dict[str, Any]:
    nodes = TYPES_BY_MODEL[type(world.record)].kind.tree.fields
    drawn = {node.name: getattr(world.record, node.name) for node in nodes if node.auxiliary}
    return {name: value for name, value in drawn.items() if value is not None}


TYPES_BY_MODEL = {kind.kind.model: kind for kind in TYPES.values()}


@pytest.mark.parametrize("name", KINDS)
@given(seed=st.integers(0, 2**32))
def test_the_same_dice_give_the_same_record(name: str, seed: int) -> None:
    import random

    first, again = (TYPES[name].sampler(random.Random(seed)) for _ in range(2))
    assert first == again
