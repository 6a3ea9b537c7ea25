"""Recipes: what cannot be built is refused before building, and the message names the key and its value."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.errors import UsageError
from goldsmith.datasets import recipe as recipes
from goldsmith.datasets.keys import Recipe
from goldsmith.datasets.manifest import as_yaml
from strategies import EXTRACTION, KINDS, TYPES, recipe

GOOD = {"name": "small", "version": "1.0.0", "count": 40, "kinds": ["location", "invoice"]}
BAD: list[tuple[dict[str, Any], str]] = [
    ({"colour": "red"}, "colour: unknown key; keys are name, version"),
    ({"caps": {"requests": 3}}, "caps.requests: unknown key; keys are request, opening, skeleton"),
    ({"version": "one"}, "version: 'one' is not a version; write MAJOR.MINOR.PATCH such as 1.0.0"),
    ({"version": "1.0"}, "version: '1.0' is not a version"),
    ({"version": 1.0}, "version: must be text; put it in quotation marks .got 1.0"),
    ({"name": "My Data"}, "name: 'My Data' is not a name; use lower-case letters"),
    ({"name": "../evil"}, "name: '../evil' is not a name"),
    ({"count": 0}, "count: must be at least 1 .got 0"),
    ({"count": -5}, "count: must be at least 1 .got -5"),
    ({"count": "many"}, "count: must be a whole number .got 'many'"),
    ({"count": 1}, "count: 1 rows cannot hold 2 kinds"),
    ({"count": 40, "limits": {"location": 5, "invoice": 5}}, "count: 40 rows are asked for, and the limits allow 10"),
    ({"limits": {"rating": 5}}, "limits: 'rating' is no kind of this recipe"),
    ({"limits": {"invoice": 0}}, "limits.invoice: must be at least 1 .got 0"),
    ({"kinds": ["invoice", "bill"]}, "kinds: 'bill' is no record type"),
    ({"kinds": ["invoice", "invoice"]}, "kinds: each one once"),
    ({"kinds": []}, "kinds: each one once, and at least one"),
    ({"splits": {"train": 81, "validation": 9, "test": 10}}, "splits: shares 81/9/10 must be multiples of 5 and add up to 100"),
    ({"splits": {"train": 80, "validation": 10, "test": 5}}, "splits: shares 80/10/5 must be multiples of 5 and add up to 100"),
    ({"shares": {"odd": 101}}, "shares.odd: must be at most 100 .got 101"),
    ({"caps": {"request": 0}}, "caps.request: must be more than 0"),
    ({"track": "poems"}, "track: 'poems' is none of records, manual, teacher"),
    ({"rows_per_file": 0}, "rows_per_file: must be at least 1 .got 0"),
    ({"kinds": 5}, "kinds: must be a list .got 5"),
    ({"splits": 80}, "splits: must be keys with values .got 80"),
    ({"seed": -1}, "seed: must be at least 0 .got -1"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "why"), BAD, ids=[str(change) for change, _ in BAD])
def test_a_recipe_that_cannot_be_built_names_the_key_and_the_value(change: dict[str, Any], why: str) -> None:
    with pytest.raises(UsageError, match=f"^recipe 'mine.yaml': {why}"):
        recipes.parse(yaml.safe_dump(GOOD | change), "mine.yaml", TYPES)


TAUGHT = {"name": "taught", "version": "1.0.0", "track": "teacher", "count": 40}
BAD_TEACHERS: list[tuple[dict[str, Any], str]] = [
    ({"teacher": {"model": "m", "colour": "red"}}, "teacher.colour: unknown key; keys are model, base_url"),
    ({"teacher": {"model": "m", "budget": {"euros": 1}}}, "teacher.budget.euros: unknown key; keys are requests"),
    ({"teacher": {"base_url": "http://x"}}, "teacher.model: the recipe needs this key"),
    ({"scripted": {"good": 1}}, "scripted.good: unknown key; keys are bad"),
]


@pytest.mark.parametrize(("change", "why"), BAD_TEACHERS, ids=[str(change) for change, _ in BAD_TEACHERS])
def test_a_key_of_a_teacher_that_is_wrong_is_named_with_those_that_there_are(change: dict[str, Any], why: str) -> None:
    with pytest.raises(UsageError, match=f"^recipe 'mine.yaml': .*{why}"):
        recipes.parse(yaml.safe_dump(TAUGHT | change), "mine.yaml", TYPES)


@pytest.mark.parametrize("key", ["name", "version", "count", "kinds"])
def test_a_recipe_without_a_key_that_it_needs_names_the_key(key: str) -> None:
    with pytest.raises(UsageError, match=f"^recipe 'mine.yaml': {key}: the recipe needs this key"):
        recipes.parse(yaml.safe_dump({name: value for name, value in GOOD.items() if name != key}), "mine.yaml", TYPES)


@pytest.mark.parametrize(
    ("text", "why"),
    [("- a\n- b", "holds no keys"), ("", "holds no keys"), ("a: [", "is not YAML"), ("a: \t1\n\tb", "is not YAML")],
)
def test_a_file_that_is_no_recipe_is_named(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=f"recipe 'mine.yaml' {why}"):
        recipes.parse(text, "mine.yaml", TYPES)


def test_every_problem_of_a_recipe_is_told_at_once() -> None:
    with pytest.raises(UsageError, match=r"version: .*; count: .*; colour: unknown key"):
        recipes.parse(yaml.safe_dump(GOOD | {"version": "x", "count": 0, "colour": "red"}), "mine.yaml", TYPES)


def test_a_recipe_that_is_neither_built_in_nor_a_file_is_named() -> None:
    with pytest.raises(UsageError, match="no recipe 'extracton'; built-in recipes are extraction"):
        recipes.load("extracton", TYPES)
    with pytest.raises(UsageError, match=r"recipe file 'nowhere\.yaml' does not exist"):
        recipes.load("nowhere.yaml", TYPES)


def test_a_recipe_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("name: prüfung".encode("latin-1"))
    with pytest.raises(UsageError, match=r"latin\.yaml"):
        recipes.load(str(tmp_path / "latin.yaml"), TYPES)


def test_the_built_in_recipe_holds_every_record_type() -> None:
    assert EXTRACTION.kinds == KINDS


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("colour", "no key 'colour'; keys are name"),
        ("caps.colour", "no key 'colour'; keys are request"),
        ("colour.red", "no key 'colour'"),
    ],
)
def test_an_override_of_no_key_is_named(key: str, why: str) -> None:
    with pytest.raises(UsageError, match=f"--set {key}: recipe has {why}"):
        recipes.with_overrides(recipe(), {key: 1}, TYPES)


def test_an_override_that_cannot_be_built_is_named() -> None:
    with pytest.raises(UsageError, match="count: "):
        recipes.with_overrides(recipe(), {"count": 0}, TYPES)


def test_an_overridden_recipe_never_has_the_version_of_the_release() -> None:
    made = recipes.with_overrides(recipe(), {"caps.request": 2.5}, TYPES)
    assert (
        made.version
        == f"1.0.0+{recipes.validated(made.model_dump(mode='json') | {'version': '1.0.0'}, 'x', TYPES).digest[:8]}"
    )
    assert made.caps.request == 2.5


def test_an_override_that_changes_nothing_is_the_recipe_itself() -> None:
    assert recipes.with_overrides(recipe(), {"count": 40}, TYPES) is not None
    assert recipes.with_overrides(recipe(), {"count": 40}, TYPES) == recipe()


def test_the_recipe_that_a_release_carries_is_read_back_as_it_was() -> None:
    made = recipes.with_overrides(recipe(), {"count": 60}, TYPES)
    text = yaml.safe_dump(made.model_dump(mode="json"), sort_keys=False)
    assert recipes.parse(text, "recipe.yaml", TYPES, built=True) == made


def test_the_recipe_in_a_release_has_the_digest_that_the_release_was_built_with() -> None:
    for changed in ({"count": 60}, {"seed": 3}, {}):
        made = recipes.with_overrides(recipe(), changed, TYPES)
        assert recipes.parse(as_yaml(made), "recipe.yaml", TYPES, built=True).digest == made.digest


SERVED = {
    "model": "m",
    "base_url": "http://one.example/v1",
    "key_env": "ONE_KEY",
    "temperature": 0.7,
    "budget": {"requests": 5, "money": "3"},
    "prices": {"prompt": "0.2"},
}
ELSEWHERE: list[dict[str, Any]] = [
    {"base_url": "http://two.example/v1"},
    {"key_env": "TWO_KEY"},
    {"concurrency": 99},
    {"timeout": 5.0, "tries": 3, "longest_wait": 9.0},
    {"budget": {"requests": 7}, "prices": {}},
]
OTHER_ANSWERS: list[dict[str, Any]] = [
    {"model": "other"},
    {"temperature": 0.2},
    {"top_p": 0.9},
    {"max_tokens": 99},
    {"prompt": "own.j2"},
    {"prompt_sha256": "0" * 64},
]


def asked_of(teacher: dict[str, Any], track: str) -> Recipe:
    keys = {"teacher": teacher} if track == "teacher" else {"paraphrase": {"teacher": teacher}}
    counted = {"count": 40} if track == "teacher" else {}
    return recipes.validated({"name": "a", "version": "1.0.0", "track": track, **counted, **keys}, "x", TYPES)


@pytest.mark.parametrize("track", ["teacher", "manual"])
@pytest.mark.parametrize("change", ELSEWHERE, ids=str)
def test_where_and_for_how_much_a_teacher_is_asked_decides_no_version_and_stands_in_no_release(
    track: str, change: dict[str, Any]
) -> None:
    one, other = asked_of(SERVED, track), asked_of(SERVED | change, track)
    assert one != other
    assert one.digest == other.digest
    assert as_yaml(one) == as_yaml(other)
    assert not any(word in as_yaml(one) for word in ("example", "_KEY", "budget", "prices", "concurrency"))
    assert recipes.parse(as_yaml(one), "recipe.yaml", TYPES).digest == one.digest
    where = "teacher" if track == "teacher" else "paraphrase.teacher"
    overrides = {f"{where}.{key}": value for key, value in change.items()}
    made = recipes.with_overrides(one, overrides, TYPES)
    assert (made.version, made) == ("1.0.0", other)


@pytest.mark.parametrize("track", ["teacher", "manual"])
@pytest.mark.parametrize("change", OTHER_ANSWERS, ids=str)
def test_what_decides_the_answers_of_a_teacher_decides_the_version(track: str, change: dict[str, Any]) -> None:
    one, other = asked_of(SERVED, track), asked_of(SERVED | change, track)
    assert one.digest != other.digest
    where = "teacher" if track == "teacher" else "paraphrase.teacher"
    made = recipes.with_overrides(one, {f"{where}.{key}": value for key, value in change.items()}, TYPES)
    assert made.version == f"1.0.0+{other.digest[:8]}"


@given(count=st.integers(2, 10**6), limit=st.integers(1, 10**6))
def test_the_shares_of_the_kinds_add_up_to_the_count_and_keep_the_limits(count: int, limit: int) -> None:
    counts = recipe(count=count, limits={"location": limit}).per_kind()
    assert sum(counts.values()) == count
    assert 0 < counts["location"] <= limit
