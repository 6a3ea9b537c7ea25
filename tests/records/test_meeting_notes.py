from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.core.canonical import to_json
from goldsmith.generators.records.meeting_notes import (
    NO_OFFICES,
    OPEN_PLACES,
    _address,
    _durations,
    _working_day,
    meeting_notes,
)
from goldsmith.schemas.vocabulary import column, table
from strategies import broken_rules


@pytest.mark.parametrize(("drawn", "due"), [((2024, 3, 1), 1), ((2024, 3, 2), 4), ((2024, 3, 3), 4), ((2024, 3, 4), 4)])
def test_a_due_date_on_a_weekend_moves_to_monday(drawn, due):
    assert _working_day(date(*drawn)) == date(2024, 3, due)


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_a_taken_address_is_not_given_again(rng):
    taken = [f"{local}@hill.example" for local in ("ann.lee", "alee", "annlee", "lee.ann", "ann_lee")]
    assert _address(rng, "Ann Lee", "hill.example", taken) == "ann.lee.6@hill.example"


@settings(max_examples=50, deadline=None)
@given(st.randoms(), st.sampled_from(("", "accents", "apostrophe")))
def test_tasks_belong_to_the_meeting_and_to_people_in_it(rng, odd):
    draft = meeting_notes(rng, odd)
    row = next(row for row in table("meetings") if row["meeting_title"] == draft["meeting_title"])
    names = [attendee["name"] for attendee in draft["attendees"]]
    for item in draft.get("action_items", []):
        assert item["task"] in (row["task_a"], row["task_b"], row["task_c"])
        assert item.get("assigned_to", names[0]) in names
        assert item.get("due_date", draft["date"].date()) >= draft["date"].date()


def test_named_places_and_meetings_are_in_the_vocabulary():
    assert {*NO_OFFICES, *OPEN_PLACES} <= set(column("meeting_rooms", "location"))
    assert set(column("meeting_departments", "meeting_title")) <= set(column("meetings", "meeting_title"))
    assert set(column("meeting_departments", "department")) <= set(column("job_roles", "department"))


@settings(max_examples=100, deadline=None)
@given(st.randoms())
def test_a_named_office_tells_its_own_time(rng):
    draft = meeting_notes(rng)
    zones = {room["location"]: room["timezone"] for room in table("meeting_rooms")}
    if zone := zones.get(draft.get("location"), ""):
        held = draft["date"]
        assert held.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == held.replace(tzinfo=None)


def test_a_meeting_on_another_clock_than_the_offices_is_refused():
    people = [{"name": "Ann Lee", "email": "ann.lee@hill.example"}]
    told = {"meeting_title": "Budget review", "attendees": people, "location": "Sydney office, Harbour room"}
    assert broken_rules("meeting_notes", [to_json(told | {"date": "2022-08-16T11:00:00+10:00"})]) == []
    [refusal] = broken_rules("meeting_notes", [to_json(told | {"date": "2022-08-16T11:00:00+01:00"})])
    assert refusal.startswith("clock_is_that_of_the_office")


def test_workshops_are_long_and_calls_are_short():
    assert min(_durations("Brand workshop")) >= 60
    assert max(_durations("Weekly sales call")) <= 60
