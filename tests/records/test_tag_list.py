import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.tag_list import slug, tag_list
from goldsmith.schemas.vocabulary import column, grouped, table


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_tags_fit_the_item_and_do_not_contradict(rng: random.Random) -> None:
    draft = tag_list(rng)
    item = next(name for name in column("tags", "item") if slug(name) == draft["item_id"].rpartition("-")[0])
    assert set(draft["tags"]) <= {row["tag"] for row in grouped("tags", "item")[item]}
    choices = [row["choice"] for row in grouped("tag_conflicts", "item").get(item, ()) if row["tag"] in draft["tags"]]
    assert len(choices) == len(set(choices))


@given(rng=st.randoms(), odd=st.sampled_from(("accents", "apostrophe")))
@settings(max_examples=50, deadline=None)
def test_an_odd_name_is_always_shown(rng: random.Random, odd: str) -> None:
    assert " " in tag_list(rng, odd)["created_by"]


@pytest.mark.parametrize(
    ("item", "spelled"), [("children's book", "childrens-book"), ("3d print model", "3d-print-model"), ("wine", "wine")]
)
def test_an_item_is_spelled_as_identifiers_are(item: str, spelled: str) -> None:
    assert slug(item) == spelled


def test_only_tags_that_an_item_has_can_contradict() -> None:
    known = {(row["item"], row["tag"]) for row in table("tags")}
    assert {(row["item"], row["tag"]) for row in table("tag_conflicts")} <= known
