"""Meeting notes that break exactly the relation named."""

import random
from datetime import UTC, date, datetime, timedelta, timezone

from goldsmith.schemas.vocabulary import grouped
from goldsmith.validators.breakers.changes import Answer, Breaker, foreign_address, moved


def absent_assignee(answer: Answer, rng: random.Random) -> bool:
    """A task for somebody who was not there, or whose name is misspelled."""
    items = [item for item in answer.get("action_items", []) if "assigned_to" in item]
    if not items:
        return False
    item = rng.choice(items)
    item["assigned_to"] = rng.choice(
        ("Quentin Zobel", "everybody", f"{item['assigned_to']}e", item["assigned_to"].split(" ")[0])
    )
    return True


def due_before_the_meeting(answer: Answer, rng: random.Random) -> bool:
    """A task due one to sixty days before the meeting."""
    return _due(answer, -rng.choice((1, rng.randint(1, 60))), rng)


def due_years_later(answer: Answer, rng: random.Random) -> bool:
    """A task due more than a year after the meeting."""
    return _due(answer, rng.choice((367, rng.randint(367, 2000))), rng)


def _due(answer: Answer, days: int, rng: random.Random) -> bool:
    items = [item for item in answer.get("action_items", []) if "due_date" in item]
    if not items:
        return False
    rng.choice(items)["due_date"] = str(date.fromisoformat(answer["date"][:10]) + timedelta(days=days))
    return True


def stranger(answer: Answer, rng: random.Random) -> bool:
    """An attendee's address in which no part of the name stands."""
    return foreign_address(rng.choice(answer["attendees"]), rng)


def same_name(answer: Answer, rng: random.Random) -> bool:
    """An attendee who is listed twice, with another address."""
    twin = dict(rng.choice(answer["attendees"]))
    twin["email"] = f"x.{twin['email']}"
    answer["attendees"].append(twin)
    return True


def same_address(answer: Answer, rng: random.Random) -> bool:
    """Two attendees at one address, be it in capitals."""
    if len(answer["attendees"]) < 2:
        return False
    one, other = rng.sample(answer["attendees"], 2)
    one["email"] = rng.choice((other["email"], other["email"].upper()))
    return True


def no_name(answer: Answer, rng: random.Random) -> bool:
    """An attendee whose name is an address or a number."""
    attendee = rng.choice(answer["attendees"])
    attendee["name"] = rng.choice((attendee["email"], f"{attendee['name']} 2", "user4711"))
    return True


def no_role(answer: Answer, rng: random.Random) -> bool:
    """A role that is no job role of the vocabulary."""
    holders = [attendee for attendee in answer["attendees"] if "role" in attendee]
    if not holders:
        return False
    holder = rng.choice(holders)
    holder["role"] = rng.choice(("Strategy", "Michael Henry", f"{holder['role']}s", "blue"))
    return True


def no_place(answer: Answer, rng: random.Random) -> bool:
    """A location that is no place to meet."""
    if "location" not in answer:
        return False
    answer["location"] = rng.choice(("Strategy", "Michael Henry", f"{answer['location']}x", "n/a"))
    return True


def another_clock(answer: Answer, rng: random.Random) -> bool:
    """A meeting in a named office on a clock that is one to three hours off there."""
    if not any(row["timezone"] for row in grouped("meeting_rooms", "location").get(answer.get("location", ""), ())):
        return False
    told = answer["date"]
    wrong = datetime.fromisoformat(moved(told, 3600 * rng.choice((-3, -2, -1, 1, 2, 3)))).replace(tzinfo=None)
    offset = wrong - datetime.fromisoformat(told).astimezone(UTC).replace(tzinfo=None)
    answer["date"] = datetime.fromisoformat(told).replace(tzinfo=timezone(offset)).isoformat()
    return True


def endless(answer: Answer, rng: random.Random) -> bool:
    """A meeting of more than a day."""
    if "duration_minutes" not in answer:
        return False
    answer["duration_minutes"] = rng.choice((1441, rng.randint(1441, 90000)))
    return True


def implausible_date(answer: Answer, rng: random.Random) -> bool:
    """A meeting before 2005 or after 2026, with its due dates moved along."""
    on = date.fromisoformat(rng.choice(("2004-12-31", "1984-02-10", "2027-01-01", "2126-07-07")))
    shift = on - date.fromisoformat(answer["date"][:10])
    answer["date"] = f"{on}{answer['date'][10:]}"
    for item in answer.get("action_items", []):
        if "due_date" in item:
            item["due_date"] = str(date.fromisoformat(item["due_date"]) + shift)
    return True


BREAKERS: dict[str, Breaker] = {
    "assigned_to_is_an_attendee": absent_assignee,
    "action_is_due_on_or_after_the_meeting": due_before_the_meeting,
    "action_is_due_within_a_year": due_years_later,
    "attendee_email_resembles_the_name": stranger,
    "attendees_are_different_people": same_name,
    "attendee_emails_are_different": same_address,
    "attendees_have_names": no_name,
    "role_is_a_job_role": no_role,
    "location_is_a_meeting_place": no_place,
    "clock_is_that_of_the_office": another_clock,
    "duration_is_at_most_a_day": endless,
    "date_is_plausible": implausible_date,
}
