"""A response of a REST API: status, payload, the page it shows and the errors it reports."""

from typing import Annotated

from pydantic import Field

from goldsmith.schemas.fields import FreeObject, Identifier, Line, Moment, Record, Word

StatusCode = Annotated[int, Field(ge=100, le=599)]


class ResponseMetadata(Record):
    """What identifies the response: its request, its moment and the version of the interface."""

    request_id: Identifier | None = None
    timestamp: Moment | None = None
    version: Identifier | None = None


class Pagination(Record):
    """The page that a list response shows."""

    page: Annotated[int, Field(ge=1)] | None = None
    per_page: Annotated[int, Field(ge=1)] | None = None
    total: Annotated[int, Field(ge=0)] | None = None


class ResponseError(Record):
    """One complaint about the request: the field concerned and what is wrong with it."""

    field: Word | None = None
    message: Line | None = None


class ApiResponse(Record):
    """A response whose message is the reason phrase of its status code."""

    status_code: StatusCode
    message: Word
    data: FreeObject | None = None
    metadata: ResponseMetadata | None = None
    pagination: Pagination | None = None
    errors: list[ResponseError] | None = None
