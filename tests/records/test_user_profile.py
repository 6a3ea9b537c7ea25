import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from goldsmith.generators.records.user_profile import ADULT, user_profile, username
from goldsmith.schemas.records.user_profile import UserProfile
from goldsmith.schemas.vocabulary import column


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_handle_is_one_word_on_a_known_stem(rng: random.Random) -> None:
    handle = username(rng)
    assert handle.split() == [handle]
    assert any(handle.startswith(stem) for stem in column("usernames", "stem"))


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_preferences_fit_the_age(rng: random.Random) -> None:
    draft = user_profile(rng)
    assert draft["age"] >= 21 or not set(draft.get("preferences", ())) & set(ADULT)


@pytest.mark.parametrize("age", [12, 121])
def test_an_age_beyond_13_to_120_is_refused(age: int) -> None:
    with pytest.raises(ValidationError, match="age"):
        UserProfile(username="nightowl", age=age, city="Oslo")


def test_everything_that_the_age_decides_is_in_the_table() -> None:
    assert set(ADULT) <= set(column("hobbies", "preference"))
