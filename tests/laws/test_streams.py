"""Keyed streams: the key decides everything, and neighbouring keys share nothing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldsmith.core.streams import chance, permutation, pick, stream
from strategies import dice

keys = st.lists(st.text(max_size=5) | st.integers(), min_size=1, max_size=4)


@given(key=keys)
def test_the_same_key_gives_the_same_stream(key: list[str | int]) -> None:
    assert [stream(*key).randrange(10**9) for _ in range(3)] == [stream(*key).randrange(10**9)] * 3


def test_neighbouring_seeds_share_no_draw() -> None:
    draws = [
        tuple(rng.randrange(10**12) for _ in range(50))
        for rng in (stream("extraction", seed, "invoice") for seed in range(40))
    ]
    assert len({draw for row in draws for draw in row}) == 40 * 50


def test_neighbouring_rows_and_attempts_share_no_draw() -> None:
    first = [stream("x", 1, "invoice", row, attempt).randrange(10**12) for row in range(30) for attempt in range(10)]
    assert len(set(first)) == 300


def test_a_key_is_not_the_concatenation_of_its_parts() -> None:
    assert stream("a", "bc").randrange(10**9) != stream("ab", "c").randrange(10**9)
    assert stream("row", 1, 11).randrange(10**9) != stream("row", 11, 1).randrange(10**9)


def test_a_stream_is_the_same_on_every_machine_and_in_every_release() -> None:
    assert stream("extraction", 20261, "invoice", 0, 0).randrange(1000) == 947


@given(weights=st.lists(st.integers(0, 5), min_size=1, max_size=6).filter(any), rng=dice)
def test_pick_never_draws_what_weighs_nothing(weights: list[int], rng: random.Random) -> None:
    assert weights[pick(rng, tuple(enumerate(weights)))] > 0


def test_pick_draws_in_proportion_to_the_weights() -> None:
    rng = random.Random(1)
    drawn = [pick(rng, (("often", 3), ("rarely", 1))) for _ in range(4000)]
    assert 0.72 < drawn.count("often") / len(drawn) < 0.78


def test_pick_from_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty range"):
        pick(random.Random(1), (("never", 0),))


@given(rng=dice)
def test_chance_is_never_at_0_and_always_at_100(rng: random.Random) -> None:
    assert not chance(rng, 0)
    assert chance(rng, 100)


@given(size=st.integers(0, 50), key=keys)
def test_a_permutation_holds_every_place_once(size: int, key: list[str | int]) -> None:
    assert sorted(permutation(size, *key)) == list(range(size))
    assert permutation(size, *key) == permutation(size, *key)


def test_permutations_of_neighbouring_blocks_differ() -> None:
    assert len({permutation(20, "extraction", 1, "invoice", block) for block in range(50)}) == 50
