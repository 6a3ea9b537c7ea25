"""API responses that break exactly the relation named."""

import random

from goldsmith.validators.breakers.changes import Answer, Breaker

UNREGISTERED = (199, 230, 299, 306, 309, 399, 418, 419, 430, 432, 450, 452, 499, 509, 512, 520, 599)
PHRASES = (
    "OK",
    "Created",
    "Accepted",
    "Not Found",
    "Bad Request",
    "Conflict",
    "Gone",
    "Forbidden",
    "Found",
    "Too Early",
)


def errors_and_status(answer: Answer, rng: random.Random) -> bool:
    """A failure that reports nothing, or a success that reports an error."""
    if answer.get("errors"):
        if rng.randrange(2):
            del answer["errors"]
        else:
            answer["errors"] = []
    else:
        answer["errors"] = [{"field": rng.choice(("email", "id", "name")), "message": "must not be blank"}]
    return True


def page_past_the_total(answer: Answer, rng: random.Random) -> bool:
    """The first page after the last one, or a total that ends just before the page."""
    page = answer.get("pagination", {})
    if not {"page", "per_page", "total"} <= set(page):
        return False
    if rng.randrange(2):
        page["page"] = -(-page["total"] // page["per_page"]) + 1 + rng.randrange(2)
    else:
        page["page"] = max(page["page"], 2)
        page["total"] = (page["page"] - 1) * page["per_page"]
    return True


def page_past_every_entry(answer: Answer, rng: random.Random) -> bool:
    """A page number one to nine above the number of entries."""
    page = answer.get("pagination", {})
    if not {"page", "total"} <= set(page):
        return False
    page["page"] = page["total"] + rng.randint(1, 9)
    return True


def unregistered_status(answer: Answer, rng: random.Random) -> bool:
    """A status code that nobody registered, of the same success or failure."""
    failed = answer["status_code"] >= 400
    answer["status_code"] = rng.choice([status for status in UNREGISTERED if (status >= 400) == failed])
    return True


def other_phrase(answer: Answer, rng: random.Random) -> bool:
    """The reason phrase of another status, or its own in small letters."""
    others = [phrase for phrase in PHRASES if phrase != answer["message"]]
    answer["message"] = rng.choice([*others, answer["message"].lower()])
    return True


def contradicting_message(answer: Answer, rng: random.Random) -> bool:
    """A failure called a success, or the reverse."""
    failed = answer["status_code"] >= 400
    answer["message"] = rng.choice(
        ("OK", "Created", "Request successful") if failed else ("Not Found", "Internal error", "Unauthorized")
    )
    return True


def field_of_another_status(answer: Answer, rng: random.Random) -> bool:
    """An error on a field that no request with this status is refused for."""
    if not answer.get("errors"):
        return False
    rng.choice(answer["errors"])["field"] = rng.choice(("strategy", "Michael Henry", "temperature", "fieldname"))
    return True


def repeated_error(answer: Answer, rng: random.Random) -> bool:
    """An error listed once more."""
    if not answer.get("errors"):
        return False
    answer["errors"].insert(rng.randint(0, len(answer["errors"])), dict(rng.choice(answer["errors"])))
    return True


def content_where_none_is(answer: Answer, rng: random.Random) -> bool:
    """Data, or a page, in a response that says it has no content."""
    if answer["status_code"] >= 400:
        return False
    if "data" not in answer and "pagination" not in answer:
        extra = rng.choice(
            (
                ("data", {"id": rng.randint(1, 999)}),
                ("pagination", {"page": 1, "per_page": 20, "total": rng.randint(1, 90)}),
            )
        )
        answer[extra[0]] = extra[1]
    if answer["status_code"] not in (204, 205, 304):
        answer["status_code"], answer["message"] = 204, "No Content"
    return True


def page_of_a_failure(answer: Answer, rng: random.Random) -> bool:
    """A page on a response that failed or points elsewhere."""
    if 200 <= answer["status_code"] < 300:
        return False
    answer["pagination"] = {"page": 1, "per_page": 25, "total": rng.randint(1, 300)}
    return True


def implausible_moment(answer: Answer, rng: random.Random) -> bool:
    """A moment just before 2005 or after 2026, or long ago."""
    metadata = answer.get("metadata", {})
    if "timestamp" not in metadata:
        return False
    metadata["timestamp"] = rng.choice(
        ("2004-12-31T23:59:59Z", "1994-06-02T08:00:00Z", "2027-01-01T00:00:00Z", "2072-03-09T10:15:00Z")
    )
    return True


def request_id_is_a_word(answer: Answer, rng: random.Random) -> bool:
    """A request id without a digit, or of several words."""
    metadata = answer.get("metadata", {})
    if "request_id" not in metadata:
        return False
    metadata["request_id"] = rng.choice(("Strategy", "pending", "req_", "request 17"))
    return True


def version_is_a_word(answer: Answer, rng: random.Random) -> bool:
    """A version without a number."""
    metadata = answer.get("metadata", {})
    if "version" not in metadata:
        return False
    metadata["version"] = rng.choice(("latest", "Emily", "v", "two", "1,4"))
    return True


BREAKERS: dict[str, Breaker] = {
    "errors_come_with_an_error_status": errors_and_status,
    "page_exists": page_past_the_total,
    "page_is_not_past_the_last_entry": page_past_every_entry,
    "status_code_is_registered": unregistered_status,
    "message_is_the_reason_phrase": other_phrase,
    "message_does_not_contradict_status": contradicting_message,
    "error_field_fits_status": field_of_another_status,
    "errors_are_not_repeated": repeated_error,
    "response_without_content_has_no_data": content_where_none_is,
    "page_comes_with_success": page_of_a_failure,
    "timestamp_is_plausible": implausible_moment,
    "request_id_looks_like_an_id": request_id_is_a_word,
    "version_is_a_version": version_is_a_word,
}
