from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.event_registration import DIETS, event_registration


@settings(max_examples=50, deadline=None)
@given(st.randoms(), st.sampled_from(("", "accents", "apostrophe")))
def test_the_person_to_call_is_somebody_else(rng, odd):
    draft = event_registration(rng, odd)
    assert draft.get("emergency_contact", {}).get("name") != draft["attendee_name"]


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_nobody_keeps_two_diets(rng):
    wants = event_registration(rng).get("dietary_requirements", ["none"])
    assert wants
    assert len([want for want in wants if want in DIETS]) <= 1


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_registration_is_on_or_before_the_local_day_of_the_event(rng):
    draft = event_registration(rng)
    if {"event_date", "registration_date"} <= set(draft):
        assert 0 <= (draft["event_date"].date() - draft["registration_date"]).days <= 120
