"""A ticket of a customer support desk."""

from typing import Literal

from goldsmith.schemas.fields import Email, Identifier, Moment, Person, Record, Text, Word

Category = Literal["technical", "billing", "account", "feature_request", "bug"]
Priority = Literal["low", "medium", "high", "urgent"]
Status = Literal["open", "in_progress", "waiting_customer", "resolved", "closed"]


class SupportTicket(Record):
    """A ticket whose category and priority are those of the issue that its subject names."""

    ticket_id: Identifier
    customer_name: Person
    customer_email: Email
    subject: Word
    description: Text | None = None
    category: Category
    priority: Priority
    status: Status
    assigned_to: Person | None = None
    created_at: Moment | None = None
    updated_at: Moment | None = None
