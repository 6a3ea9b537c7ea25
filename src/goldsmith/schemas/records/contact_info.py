"""A contact: a person's name, mail address and telephone number."""

from goldsmith.schemas.fields import Email, Person, Phone, Record


class ContactInfo(Record):
    """One person and how to reach them."""

    name: Person
    email: Email
    phone: Phone
