import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from goldsmith.generators.records.location import location
from goldsmith.schemas.records.location import Location
from goldsmith.schemas.vocabulary import table


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_both_coordinates_have_the_same_4_to_6_decimals_and_no_last_zero(rng: random.Random) -> None:
    draft = location(rng)
    shown = [str(draft[axis]) for axis in ("latitude", "longitude")]
    decimals = {len(text.partition(".")[2]) for text in shown}
    assert len(decimals) == 1
    assert decimals <= {4, 5, 6}
    assert not any(text.endswith("0") for text in shown)


@given(rng=st.randoms())
@settings(max_examples=50, deadline=None)
def test_a_known_place_lies_less_than_two_hundredths_of_a_degree_away(rng: random.Random) -> None:
    draft = location(rng)
    near = [
        row
        for row in (*table("us_places"), *table("world_places"))
        if all(abs(Decimal(row[axis]) - draft[axis]) < Decimal("0.02") for axis in ("latitude", "longitude"))
    ]
    assert near
    assert draft.get("timezone") in {None, *(row["timezone"] for row in near)}
    assert "address" not in draft or any(row["city"] in draft["address"] for row in near)


def test_no_place_lies_beyond_the_pole() -> None:
    with pytest.raises(ValidationError, match="latitude"):
        Location(latitude=Decimal("90.0001"), longitude=Decimal(0))
