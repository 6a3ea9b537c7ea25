import random

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.rating import rating
from goldsmith.schemas.vocabulary import column, grouped, table


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_words_fit_the_stars(rng: random.Random) -> None:
    draft = rating(rng)
    texts = {row["review_text"] for row in grouped("reviews", "rating")[str(draft["rating"])]}
    assert draft.get("review_text") in {None, *texts}


def test_no_words_stand_for_two_numbers_of_stars() -> None:
    assert len(column("reviews", "review_text")) == len(table("reviews"))
