"""The header of an e-mail: sender, recipients, subject and attachments."""

from typing import Annotated

from pydantic import Field

from goldsmith.schemas.fields import Email, Identifier, Line, Moment, Record, Role, Word

Bytes = Annotated[int, Role("count", unit="bytes"), Field(ge=0)]


class Attachment(Record):
    """One attached file; its content type is that of its extension."""

    filename: Word | None = None
    size: Bytes | None = None
    content_type: Word | None = None


class EmailMetadata(Record):
    """An e-mail without its body."""

    message_id: Identifier
    from_: Email = Field(alias="from")
    to: Annotated[list[Email], Field(min_length=1)]
    cc: list[Email] | None = None
    subject: Line
    date: Moment
    attachments: list[Attachment] | None = None
    is_read: bool | None = None
