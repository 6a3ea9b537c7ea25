import random

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.notification import notification
from goldsmith.generators.slots import SLOT
from goldsmith.schemas.vocabulary import column, table


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_title_body_and_priority_are_of_one_occasion(rng: random.Random) -> None:
    draft = notification(rng)
    occasions = [
        row
        for row in table("notifications")
        if row["title"] == draft["title"] and SLOT.sub("", row["body"]).split(" ")[0] in draft["body"]
    ]
    assert occasions
    assert draft.get("priority") in {None, *(row["priority"] for row in occasions)}


def test_a_title_names_one_occasion_so_that_its_priority_can_be_checked() -> None:
    assert len(column("notifications", "title")) == len(table("notifications"))
