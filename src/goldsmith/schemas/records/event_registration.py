"""A registration for an event: who comes, with what ticket, and whom to call."""

from typing import Annotated, Literal

from goldsmith.schemas.fields import Day, Email, Moment, Person, Record, Role, Word

TicketType = Literal["general", "vip", "student", "speaker"]
AnyPhone = Annotated[str, Role("phone")]
"""A telephone number in a field for which the schema demands no pattern."""


class EmergencyContact(Record):
    """The person to call in an emergency, never the attendee."""

    name: Person
    phone: AnyPhone


class EventRegistration(Record):
    """A registration, made on or before the day of the event."""

    event_name: Word
    event_date: Moment | None = None
    attendee_name: Person
    attendee_email: Email
    ticket_type: TicketType
    dietary_requirements: list[Word] | None = None
    emergency_contact: EmergencyContact | None = None
    registration_date: Day | None = None
