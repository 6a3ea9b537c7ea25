import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.api_response import api_response
from goldsmith.schemas.records.api_response import ApiResponse
from goldsmith.schemas.tree import answer_of
from goldsmith.schemas.vocabulary import table

FAULTS = {(row["status_code"], row["field"], row["message"]) for row in table("api_errors")}


def leaves(value):
    return [leaf for part in value.values() for leaf in leaves(part)] if isinstance(value, dict) else [value]


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_errors_come_from_the_rows_of_their_status(rng):
    draft = api_response(rng)
    status = str(draft["status_code"])
    assert all((status, error["field"], error["message"]) in FAULTS for error in draft.get("errors", []))
    assert ("errors" in draft) == (draft["status_code"] >= 400)


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_a_listed_count_is_what_the_page_can_show(rng):
    draft = api_response(rng)
    page, data = draft.get("pagination", {}), draft.get("data", {})
    if "count" in data and len(page) == 3:
        before = (page["page"] - 1) * page["per_page"]
        assert data["count"] == min(page["per_page"], page["total"] - before) > 0


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_data_is_small_and_free_of_floats(rng):
    answer = answer_of(ApiResponse(**api_response(rng)))
    found = leaves(answer.get("data", {"none": 0}))
    assert 1 <= len(found) <= 7
    assert all(isinstance(leaf, (str, bool, int, Decimal)) for leaf in found)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**6).map(random.Random))
def test_a_file_was_uploaded_before_the_response_and_a_new_one_on_its_day(rng):
    draft = api_response(rng)
    uploaded = draft.get("data", {}).get("uploaded_on")
    answered = draft.get("metadata", {}).get("timestamp")
    if uploaded and answered:
        assert uploaded <= answered.date().isoformat()
        assert draft["status_code"] != 201 or uploaded == answered.date().isoformat()
