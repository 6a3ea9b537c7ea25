"""The notes of a meeting: who met, what was said and who does what until when."""

from typing import Annotated

from pydantic import Field

from goldsmith.schemas.fields import Day, Email, Line, Moment, Person, Record, Role, Text, Word

Minutes = Annotated[int, Role("count", unit="minutes"), Field(ge=1)]


class Attendee(Record):
    """One person in the meeting."""

    name: Person
    email: Email
    role: Word | None = None


class ActionItem(Record):
    """A task that an attendee took over."""

    task: Line | None = None
    assigned_to: Person | None = None
    due_date: Day | None = None


class MeetingNotes(Record):
    """A meeting with its attendees and action items."""

    meeting_title: Line
    date: Moment
    duration_minutes: Minutes | None = None
    attendees: Annotated[list[Attendee], Field(min_length=1)]
    notes: Text | None = None
    action_items: list[ActionItem] | None = None
    location: Word | None = None
