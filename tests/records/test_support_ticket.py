from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.draw import LAST_DAY
from goldsmith.generators.records.support_ticket import LAST_CREATED, LONGEST, support_ticket
from goldsmith.schemas.vocabulary import table


@settings(max_examples=50, deadline=None)
@given(st.randoms(), st.sampled_from(("", "accents", "apostrophe")))
def test_a_ticket_is_one_row_of_the_issues(rng, odd):
    draft = support_ticket(rng, odd)
    row = next(row for row in table("support_issues") if row["subject"] == draft["subject"])
    assert (draft["category"], draft["priority"]) == (row["category"], row["priority"])
    assert draft.get("description", row["description"]) == row["description"]
    assert draft.get("assigned_to") != draft["customer_name"]


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_a_ticket_is_updated_within_the_time_its_status_takes(rng):
    draft = support_ticket(rng)
    if {"created_at", "updated_at"} <= set(draft):
        assert 0 <= (draft["updated_at"] - draft["created_at"]).total_seconds() <= LONGEST[draft["status"]]


def test_the_last_update_lies_before_the_last_day():
    assert max(LONGEST.values()) // 86400 + 1 < (LAST_DAY - LAST_CREATED).days


def test_each_subject_names_one_issue():
    subjects = [row["subject"] for row in table("support_issues")]
    assert len(set(subjects)) == len(subjects)
