"""Draws meeting notes: attendees whose departments meet about such things, tasks of that very meeting, the office's clock."""

import random
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import LAST_DAY, some
from goldsmith.generators.people import MAIL_DOMAINS, company_domain, email, person, plain_letters
from goldsmith.generators.places import on_the_clock
from goldsmith.schemas.vocabulary import Row, grouped, table

MONDAY = date(2018, 1, 1)
DURATIONS = (15, 20, 25, 30, 30, 45, 50, 60, 60, 75, 90, 120, 150, 180)
WORKSHOP = 60
"""The minutes that a workshop lasts at least, and a stand-up, a sync or a call at most."""
BRIEF = ("stand-up", "sync", "call")
OPEN_PLACES = (
    "Zoom", "Google Meet", "Microsoft Teams", "Phone conference", "Library meeting room", "Seminar room 12",
    "Room B104", "Conference Room A", "Auditorium",
)  # fmt: skip
"""Where clubs, schools and laboratories meet."""
NO_OFFICES = (
    "School gym",
    "Club house",
    "Library meeting room",
    "Seminar room 12",
    "Lecture hall 2",
    "Town hall, committee room 2",
)


def meeting_notes(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one meeting."""
    meeting = rng.choice(table("meetings"))
    title = meeting["meeting_title"]
    departments = [row["department"] for row in grouped("meeting_departments", "meeting_title").get(title, ())]
    place = rng.choice(_places(departments)) if chance(rng, 60) else {"location": "", "timezone": ""}
    held = _held(rng, place["timezone"])
    attendees = _attendees(rng, departments, odd)
    draft: dict[str, Any] = {"meeting_title": title, "date": held, "attendees": attendees}
    if chance(rng, 65):
        draft["duration_minutes"] = rng.choice(_durations(title))
    if chance(rng, 65):
        draft["notes"] = meeting["notes"]
    if chance(rng, 75):
        draft["action_items"] = _action_items(rng, meeting, held.date(), [attendee["name"] for attendee in attendees])
    if place["location"]:
        draft["location"] = place["location"]
    return draft


def _places(departments: list[str]) -> list[Row]:
    rooms = table("meeting_rooms")
    if not departments:
        return [room for room in rooms if room["location"] in OPEN_PLACES]
    return [room for room in rooms if room["location"] not in NO_OFFICES]


def _durations(title: str) -> tuple[int, ...]:
    if "workshop" in title.lower():
        return tuple(minutes for minutes in DURATIONS if minutes >= WORKSHOP)
    brief = any(word in title.lower().split() for word in BRIEF)
    return tuple(minutes for minutes in DURATIONS if minutes <= WORKSHOP) if brief else DURATIONS


def _held(rng: random.Random, office: str) -> datetime:
    """A working day's quarter of an hour, on the clock of the office's time zone or else at a whole-hour offset."""
    weeks = (LAST_DAY - MONDAY).days // 7
    on = MONDAY + timedelta(days=7 * rng.randint(0, weeks - 1) + rng.randint(0, 4))
    zone = UTC if chance(rng, 35) else timezone(timedelta(hours=rng.choice((-8, -7, -6, -5, -4, 1, 2))))
    shown = datetime(on.year, on.month, on.day, rng.randint(8, 17), rng.choice((0, 0, 0, 15, 30, 30, 45)))
    return on_the_clock(shown, office) if office else shown.replace(tzinfo=zone)


def _attendees(rng: random.Random, departments: list[str], odd: str) -> list[dict[str, Any]]:
    """Two to six people with different names and addresses; twins among the drawn ones are dropped."""
    drawn = [person(rng, odd), *(person(rng) for _ in range(rng.randint(1, 5)))]
    names = list(dict.fromkeys(drawn))
    home = company_domain(rng) if departments else ""
    roles = _roles(rng, departments, len(names))
    attendees: list[dict[str, Any]] = []
    for position, name in enumerate(names):
        taken = [attendee["email"] for attendee in attendees]
        attendee = {"name": name, "email": _address(rng, name, home, taken)}
        attendees.append(attendee | ({"role": roles[position]} if position < len(roles) and chance(rng, 90) else {}))
    return attendees


def _roles(rng: random.Random, departments: list[str], size: int) -> list[str]:
    if not departments or chance(rng, 35):
        return []
    fitting = [row["role"] for row in table("job_roles") if row["department"] in departments]
    return some(rng, fitting, size, size)


def _address(rng: random.Random, name: str, home: str, taken: list[str]) -> str:
    """An address of this name that nobody else in the meeting has."""
    address = email(rng, name, home)
    if address not in taken:
        return address
    return f"{plain_letters(name)}.{len(taken) + 1}@{home or rng.choice(MAIL_DOMAINS)}"


def _action_items(rng: random.Random, meeting: Row, held: date, names: list[str]) -> list[dict[str, Any]]:
    tasks = some(rng, (meeting["task_a"], meeting["task_b"], meeting["task_c"]), 1, 3)
    return [_action_item(rng, task, held, names) for task in tasks]


def _action_item(rng: random.Random, task: str, held: date, names: list[str]) -> dict[str, Any]:
    item: dict[str, Any] = {"task": task}
    if chance(rng, 85):
        item["assigned_to"] = rng.choice(names)
    if chance(rng, 70):
        item["due_date"] = _working_day(held + timedelta(days=rng.randint(0, pick(rng, ((3, 1), (14, 6), (45, 3))))))
    return item


def _working_day(on: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)
