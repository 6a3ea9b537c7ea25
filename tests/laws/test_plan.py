"""The plan: exact shares, everything declared is there, and nothing that is added moves a row."""

from collections import Counter
from typing import Any

import pytest

from goldsmith.core.nouns import Task
from goldsmith.datasets.records.examine import planned_strata
from goldsmith.datasets.records.plan import positions, task
from goldsmith.datasets.records.realise import dealt_wording
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.templates.environment import wordings
from strategies import EXTRACTION, KINDS, TYPES, planned_rows, recipe


def dealt(of: RecordRecipe, name: str, count: int) -> list[Task]:
    return [task(of, TYPES[name].cell, ordinal) for ordinal in range(count)]


@pytest.mark.parametrize("name", KINDS)
def test_every_block_of_twenty_rows_has_exactly_its_shares(name: str) -> None:
    splits = [one.split for one in dealt(EXTRACTION, name, 400)]
    blocks = {tuple(sorted(Counter(splits[at : at + 20]).items())) for at in range(0, 400, 20)}
    assert blocks == {(("test", 2), ("train", 16), ("validation", 2))}


def test_other_shares_are_exact_too() -> None:
    thirds = recipe(splits={"train": 50, "validation": 35, "test": 15})
    assert Counter(one.split for one in dealt(thirds, "invoice", 100)) == {"train": 50, "validation": 35, "test": 15}


def test_the_places_of_a_split_differ_from_block_to_block() -> None:
    splits = [one.split for one in dealt(EXTRACTION, "invoice", 400)]
    assert len({tuple(splits[at : at + 20]) for at in range(0, 400, 20)}) == 20


@pytest.mark.parametrize("name", KINDS)
def test_each_visit_to_the_genres_meets_each_of_them_once(name: str) -> None:
    genres = TYPES[name].cell.genres
    tasks = dealt(EXTRACTION, name, 10 * len(genres))
    for at in range(0, len(tasks), len(genres)):
        assert sorted(one.genre for one in tasks[at : at + len(genres)]) == sorted(genres)


@pytest.mark.parametrize("name", KINDS)
def test_oddities_and_derivations_have_exactly_their_shares(name: str) -> None:
    cell = TYPES[name].cell
    tasks = dealt(EXTRACTION, name, 20 * len(cell.genres))
    for genre in cell.genres:
        mine = [one for one in tasks if one.genre == genre]
        assert sum(bool(one.odd) for one in mine) == (5 if cell.oddities else 0)
        assert sum(one.mode == "derived" for one in mine) == (3 if cell.derives else 0)


def test_every_genre_with_every_oddity_and_mode_that_is_declared_stands_in_the_built_in_recipe() -> None:
    strata = [stratum.split("/") for stratum in planned_strata(EXTRACTION, TYPES)]
    seen = {(kind, genre, way) for kind, genre, odd, mode in strata for way in (odd, mode)}
    for name, kind in TYPES.items():
        ways = ("plain", *kind.cell.oddities, "stated", *(["derived"] if kind.derived else []))
        missing = [(name, genre, way) for genre in kind.cell.genres for way in ways if (name, genre, way) not in seen]
        assert not missing


def test_adding_rows_moves_none() -> None:
    few, many = recipe(count=40), recipe(count=4000)
    assert dealt(few, "invoice", 20) == dealt(many, "invoice", 20)
    assert list(planned_rows("invoice", 20, few)) == list(planned_rows("invoice", 20, many))
    assert [one for one in positions(many) if one[1] < 20] == list(positions(few))


def test_adding_a_record_type_leaves_every_row_of_the_others_as_it_was() -> None:
    before, after = recipe(), recipe(kinds=["rating", "location", "invoice"], count=60)
    for name in before.kinds:
        assert list(planned_rows(name, 20, before)) == list(planned_rows(name, 20, after))


@pytest.mark.parametrize("change", [{"seed": 8}, {"name": "other"}])
def test_another_seed_or_name_changes_every_row(change: dict[str, Any]) -> None:
    before = {str(row) for row in planned_rows("invoice", 20, recipe())}
    assert before.isdisjoint(str(row) for row in planned_rows("invoice", 20, recipe(**change)))


@pytest.mark.parametrize(
    "changes", [{"count": 41}, {"count": 400, "limits": {"location": 30}}, {"count": 100, "kinds": list(KINDS)}]
)
def test_the_positions_are_as_many_as_the_count_and_none_stands_twice(changes: dict[str, Any]) -> None:
    of = recipe(**changes)
    places = list(positions(of))
    assert len(places) == len(set(places)) == of.count
    assert Counter(cell for cell, _ in places) == of.per_kind()


def test_a_limit_leaves_its_surplus_to_the_others() -> None:
    assert recipe(count=100, limits={"location": 30}).per_kind() == {"location": 30, "invoice": 70}
    assert recipe(count=41).per_kind() == {"location": 21, "invoice": 20}


@pytest.mark.parametrize("name", ["shopping_cart", "rating"])
def test_no_wording_is_dealt_again_before_all_others_of_its_genre_were(name: str) -> None:
    genre = TYPES[name].cell.genres[0]
    tasks = [one for one in dealt(EXTRACTION, name, 400) if one.genre == genre]
    said = Counter(dealt_wording(EXTRACTION, one) for one in tasks)
    assert max(said.values()) - min(said.values()) <= 1
    assert len(said) == len(wordings("requests")[genre]) - 1
